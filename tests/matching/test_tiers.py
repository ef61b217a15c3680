"""What nobody has made sure of for too long comes after all that was checked, whatever somebody wants first."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.freshness import Rhythm
from directory.catalogue.timetable.slots import slots_on
from directory.matching.narrowing import Order
from directory.matching.profile import Profile
from directory.matching.ranking import best
from directory.matching.scope import scope_of
from tests.matching.making import make_matcher, names
from tests.search.making import BRADFORD, LEEDS, make_document, make_index, service_id

TODAY = date(2026, 11, 25)
LAPSED_ON = TODAY - Rhythm().lapsed_after
TUESDAY = slots_on([1], [0])
FIRST, SECOND = sorted(("Choir", "Band"), key=service_id)


def old(name, *said, **more):
    return make_document(name, *said, **{"assured_on": LAPSED_ON, **more})


def checked(name, *said, **more):
    return make_document(name, *said, **{"assured_on": TODAY, "read_on": TODAY, **more})


def found(profile, order, *documents):
    suggestions = make_matcher(*documents).find(replace(profile, today=TODAY), order).result.suggestions
    return [each.document.name for each in suggestions]


@pytest.mark.parametrize(
    ("better", "worse", "asked", "order"),
    [
        pytest.param({}, {}, {}, Order.FIT, id="browsing"),
        pytest.param({"points": (LEEDS,)}, {"points": (BRADFORD,)}, {"point": LEEDS}, Order.NEAR, id="nearest"),
        pytest.param({"days_ahead": 1 << 1}, {"days_ahead": 1 << 5}, {}, Order.SOON, id="soonest"),
        pytest.param({"slots": TUESDAY}, {"slots": 0}, {"slots": TUESDAY}, Order.FIT, id="says that it fits"),
        pytest.param(
            {"description": "singing"},
            {"description": "many things, some singing, and a cup of tea in the hall"},
            {"hobbies": ("singing",)},
            Order.FIT,
            id="suits better",
        ),
    ],
)
@pytest.mark.parametrize(
    ("checked_on", "names_in_order"),
    [
        pytest.param(LAPSED_ON + timedelta(days=1), [FIRST, SECOND], id="a day before"),
        pytest.param(LAPSED_ON, [SECOND, FIRST], id="lapsed"),
    ],
)
def test_what_has_lapsed_comes_last(better, worse, asked, order, checked_on, names_in_order):
    documents = checked(FIRST, **{**better, "assured_on": checked_on}), checked(SECOND, **worse)

    assert found(Profile(**asked), order, *documents) == names_in_order


def test_what_was_never_checked_counts_from_the_day_on_which_it_was_listed():
    listed = {"assured_on": None, "listed_on": LAPSED_ON}
    documents = checked(FIRST, **listed), checked(SECOND, **{**listed, "listed_on": TODAY})

    assert found(Profile(), Order.FIT, *documents) == [SECOND, FIRST]


def test_variety_brings_nothing_forward_that_has_lapsed():
    lunches = [checked(f"Lunch club {number}", "lunch for lonely people", "lunch-club") for number in range(12)]
    walks, strolls = old("Legs out", "walking", "walking"), checked("Strolls", "", "walking")
    profile = Profile("I am lonely, so lonely, on my own, and I like walking", today=TODAY)

    ordered = names(make_matcher(*lunches, walks, strolls), profile, top=20)

    assert ordered[-1] == "Legs out"
    assert "Strolls" in ordered[:8]


def test_what_serves_an_urgent_need_comes_before_all_else_even_where_it_has_lapsed():
    talking = old("Talking", "somebody to talk to in a cafe with cake", "talking")
    line = checked("Line", "", "talking")
    cafes = old("Old cafe", "a cafe with cake"), checked("Cafe", "a cafe with cake, and more")

    ordered = names(
        make_matcher(talking, line, *cafes),
        Profile("don't want to be here anymore, sat in a cafe with cake", today=TODAY),
    )

    assert ordered == ["Line", "Talking", "Cafe", "Old cafe"]


@pytest.mark.parametrize("order", Order)
def test_help_that_cannot_wait_is_looked_through_in_the_same_order(order):
    near, far = old("Talking", "", "talking", points=(LEEDS,)), checked("Line", "", "talking", points=(BRADFORD,))
    profile = Profile("don't want to be here anymore", point=LEEDS)

    assert found(profile, order, near, far) == ["Line", "Talking"]


def test_what_is_for_a_danger_that_may_be_meant_comes_before_all_else_even_where_it_has_lapsed():
    rooms, refuge = old("Quiet rooms", "scared", "safety"), checked("Refuge", "beds", "safety")
    choir = checked("Choir", "scared of singing")

    ordered = names(make_matcher(rooms, refuge, choir), Profile("of my husband so scared", today=TODAY))

    assert ordered == ["Refuge", "Quiet rooms", "Choir"]


def test_no_place_has_more_points_than_the_one_before_it():
    better = old("Knitting", "knitting")
    worse = checked("Craft table", "crafts, some of them knitting")

    shown = make_matcher(better, worse).match(Profile(hobbies=("knitting",), today=TODAY)).suggestions

    assert [each.document.name for each in shown] == ["Craft table", "Knitting"]
    assert shown[0].score >= shown[1].score > 0


def test_the_rank_of_what_has_lapsed_is_told_as_it_is():
    profile = Profile(hobbies=("knitting",), today=TODAY)
    others = [checked(f"Crafts {number}", "crafts, some of them knitting") for number in range(310)]
    matcher = make_matcher(old("Knitting", "knitting"), *others, with_meaning=False)

    assert matcher.why_left_out(profile, service_id("Knitting")).rank == 311


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans()), min_size=1, max_size=20),
    st.integers(1, 20),
)
def test_the_best_are_those_that_sorting_all_would_give(rows, most):
    tiers, points, may_be = (np.array(each) for each in zip(*rows, strict=True))
    scope = scope_of(make_index(*(make_document(str(number)) for number in range(len(rows)))), Profile())
    sorted_all = sorted(np.flatnonzero(may_be), key=lambda each: (tiers[each], -points[each], scope.ranks[each]))

    chosen = best(scope, points.astype(np.float32), tiers.astype(np.int8), may_be, most)

    assert chosen.tolist()[:most] == sorted_all[:most]
