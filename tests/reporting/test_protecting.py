"""No small count is told, nor can it be worked out from what is."""

from datetime import date
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from directory.outcomes.disclosure import Hidden
from directory.reporting.protecting import Told, protect_tree

JULY, AUGUST, SEPTEMBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1)


def test_small_area_is_hidden_with_another_so_that_the_whole_does_not_tell_it():
    tree = protect_tree({"LS11": {JULY: 3}, "LS12": {JULY: 9}, "LS13": {JULY: 40}})

    assert tree.whole == 52
    assert [each.whole for each in tree.areas.values()] == [Hidden.FEW, Hidden.KEPT_BACK, 40]


def test_months_of_an_area_are_told_only_where_none_is_small():
    tree = protect_tree({"LS11": {JULY: 20, AUGUST: 3}, "LS12": {JULY: 20, AUGUST: 30}})

    assert tree.areas["LS11"] == Told(23)
    assert tree.areas["LS11"].in_month(JULY) is Hidden.KEPT_BACK
    assert tree.areas["LS12"].in_month(AUGUST) == 30


def test_month_without_any_is_nought_where_months_are_told():
    tree = protect_tree({"LS11": {JULY: 20, SEPTEMBER: 0}})

    assert tree.areas["LS11"].in_month(SEPTEMBER) == 0


def test_areas_that_would_tell_too_much_are_not_named():
    # One and eight of nine: "fewer than 8" beside "not shown" could be nothing else.
    assert protect_tree({"LS11": {JULY: 1}, "LS12": {JULY: 8}}).areas == {}


def test_of_a_small_whole_no_number_is_told():
    tree = protect_tree({"LS11": {JULY: 3}, "LS12": {AUGUST: 4}})

    assert tree.whole is Hidden.FEW
    assert {each.whole for each in tree.areas.values()} == {Hidden.FEW}


def test_seven_in_seven_areas_do_not_tell_that_it_was_one_in_each():
    assert protect_tree({f"LS{number}": {JULY: 1} for number in range(7)}).areas == {}


counts = st.integers(0, 25)


@given(st.lists(counts, min_size=1, max_size=4))
def test_no_small_area_follows_from_all_that_is_told(totals):
    areas = {f"LS{place}": {JULY: total} for place, total in enumerate(totals)}

    tree = protect_tree(areas)

    hidden = [area for area, each in tree.areas.items() if isinstance(each.whole, Hidden)]
    shown = sum(each.whole for each in tree.areas.values() if isinstance(each.whole, int))
    wholes = [tree.whole] if isinstance(tree.whole, int) else range(1, 8)
    for area in hidden:
        if 0 < areas[area][JULY] < 8:
            assert len({each for whole in wholes for each in possible(tree, hidden, whole - shown, area)}) > 1


def possible(tree, hidden, rest, area) -> set[int]:
    """What one hidden area may hold, by all that somebody sees, where so many are left for the hidden ones."""
    ranges = [range(1, 8) if tree.areas[each].whole is Hidden.FEW else range(8, rest + 1) for each in hidden]
    place = hidden.index(area)
    return {each[place] for each in product(*ranges) if sum(each) == rest}
