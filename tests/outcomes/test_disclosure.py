"""Nobody can be recognised in what a commissioner sees."""

from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from directory.accounts.actor import Actor, Role
from directory.db import new_id
from directory.outcomes.disclosure import Hidden, protect, protect_parts, protect_whole, shown_evaluation
from directory.outcomes.evaluation import Evaluation, Pair, paired_change
from directory.outcomes.policy import may_see_small_groups

FEW, BACK = Hidden.FEW, Hidden.KEPT_BACK
COUNTS = st.integers(0, 30)


def evaluation(*, attended=20, not_attended=20, missing=(10, 0, 12), referrals=(60, 40), fell=10) -> Evaluation:
    """An evaluation with so many people in each place; `fell` people of each group fell, the others rose."""

    def group(n):
        return paired_change([Pair(15, 14)] * min(fell, n) + [Pair(15, 18)] * max(n - fell, 0))

    both = attended + not_attended
    return Evaluation(
        cases=both + sum(missing),
        without_baseline=missing[0],
        still_open=missing[1],
        without_exit=missing[2],
        overall=group(both),
        attended=group(attended),
        not_attended=group(not_attended),
        referrals_made=referrals[0],
        referrals_attended=referrals[1],
    )


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, FEW), (7, FEW), (8, 8), (350, 350)])
def test_one_to_seven_are_fewer_than_eight(count, shown):
    assert protect(count, hides_small=True) == shown
    assert protect(count, hides_small=False) == count


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        pytest.param((20, 9, 0), (20, 9, 0), id="nothing small"),
        pytest.param((20, 3, 0), (BACK, FEW, 0), id="the other is kept back too"),
        pytest.param((20, 9, 3), (20, BACK, FEW), id="the smaller of two others"),
        pytest.param((20, 5, 3), (20, FEW, FEW), id="two small ones cover each other"),
        pytest.param((20, 1, 1), (BACK, FEW, FEW), id="two that can only be one each"),
        pytest.param((20, 7, 7), (BACK, FEW, FEW), id="two that can only be seven each"),
        pytest.param((20, 8, 1), (BACK, BACK, FEW), id="one kept back is not enough"),
        pytest.param((0, 3, 0), (0, FEW, 0), id="nothing else to keep back"),
        pytest.param((0, 0), (0, 0), id="nobody"),
    ],
)
def test_a_small_part_cannot_be_worked_out_from_the_others(parts, shown):
    assert protect_parts(parts, hides_small=True) == shown
    assert protect_parts(parts, hides_small=False) == parts


@given(st.lists(COUNTS, min_size=2, max_size=4))
def test_whoever_knows_the_total_cannot_tell_a_small_part(parts):
    """As long as something is still shown, a hidden count could be at least two different numbers."""
    shown = protect_parts(parts, hides_small=True)
    places = [place for place, count in enumerate(shown) if isinstance(count, Hidden)]
    rest = sum(parts[place] for place in places)
    assume(rest < sum(parts))
    ranges = [range(1, 8) if shown[place] is FEW else range(8, 121) for place in places]
    fitting = [found for found in product(*ranges) if sum(found) == rest]

    for position, place in enumerate(places):
        if shown[place] is FEW:
            assert len({found[position] for found in fitting}) > 1


def test_a_manager_sees_everything():
    shown = shown_evaluation(evaluation(attended=3, missing=(1, 0, 2)), hides_small=False)

    assert (shown.attended.n, shown.attended.change.n, shown.without_baseline) == (3, 3, 1)
    assert not shown.hides_small


def test_the_mean_of_a_small_group_is_hidden_with_that_of_its_counterpart():
    shown = shown_evaluation(evaluation(attended=20, not_attended=3), hides_small=True)

    assert shown.overall.change.n == 23
    assert (shown.not_attended.n, shown.not_attended.change) == (FEW, None)
    # From the mean of all and of those who went, that of the three would follow.
    assert (shown.attended.n, shown.attended.change) == (BACK, None)


def test_large_groups_are_shown():
    shown = shown_evaluation(evaluation(), hides_small=True)

    assert (shown.overall.n, shown.attended.n, shown.not_attended.n) == (40, 20, 20)
    assert (shown.cases, shown.without_baseline, shown.without_exit) == (62, 10, 12)


def test_all_cases_are_kept_back_where_few_are_missing():
    shown = shown_evaluation(evaluation(missing=(3, 0, 0)), hides_small=True)

    assert (shown.cases, shown.without_baseline, shown.overall.n) == (BACK, FEW, 40)


def test_few_who_fell_are_hidden_with_those_who_rose():
    shown = shown_evaluation(evaluation(fell=2), hides_small=True)

    assert (shown.overall.rose, shown.overall.fell, shown.overall.same) == (BACK, FEW, 0)


def test_few_unattended_referrals_do_not_follow_from_the_others():
    shown = shown_evaluation(evaluation(referrals=(43, 40)), hides_small=True)

    assert (shown.referrals_made, shown.referrals_attended) == (43, BACK)


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ({Role.COMMISSIONER}, False),
        ({Role.COMMISSIONER, Role.EDITOR}, False),
        ({Role.MANAGER}, True),
        ({Role.COMMISSIONER, Role.MANAGER}, True),
    ],
)
def test_who_may_open_records_may_see_small_groups(roles, may):
    actor = Actor(new_id(), new_id(), "Somebody", frozenset(roles))

    assert may_see_small_groups(actor) is may


@pytest.mark.parametrize(
    ("whole", "ways", "told"),
    [
        pytest.param(14, [(7, 7)], Hidden.KEPT_BACK, id="twice seven can only be fourteen"),
        pytest.param(20, [(12, 8), (13, 7)], 20, id="no small part follows"),
        pytest.param(21, [(13, 8), (7, 7, 7)], Hidden.KEPT_BACK, id="one way of splitting it gives a part away"),
        pytest.param(5, [(5, 0)], Hidden.FEW, id="few"),
    ],
)
def test_a_total_is_told_unless_it_gives_a_small_part_away(whole, ways, told):
    assert protect_whole(whole, *ways) == told
