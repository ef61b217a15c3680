"""What became of an activity between the two questionnaires."""

from datetime import date, timedelta

import pytest

from directory.db import new_id
from directory.outcomes.linkage.rules import Period
from directory.outcomes.linkage.steps import Moved, Step, Suggested, steps_of
from directory.referrals.states import ReferralState as S

START = date(2026, 3, 2)
INTERVAL = Period(START, START + timedelta(70))
WALKS = new_id()


def moves(*steps, referral=None):
    """A referral's moves as (state, days after the start)."""
    referral = referral or new_id()
    return [Moved(referral, WALKS, state.value, START + timedelta(days)) for state, days in steps]


@pytest.mark.parametrize(
    ("told", "steps"),
    [
        pytest.param(moves((S.SENT, 0)), {Step.REFERRED}, id="referred on the first day"),
        pytest.param(moves((S.SENT, -1)), set(), id="referred before the first day"),
        pytest.param(moves((S.SENT, 2), (S.DECLINED, 5)), {Step.REFERRED, Step.DECLINED}, id="declined"),
        pytest.param(moves((S.SENT, 2), (S.WAITING, 5)), {Step.REFERRED}, id="waiting is not accepted"),
        pytest.param(
            moves((S.SENT, -9), (S.ATTENDED, 70)), {Step.ACCEPTED, Step.ATTENDED}, id="attended on the last day"
        ),
        pytest.param(
            moves((S.SENT, 2), (S.ACCEPTED, 4), (S.ATTENDED, 71)),
            {Step.REFERRED, Step.ACCEPTED},
            id="attended after the last day",
        ),
    ],
)
def test_a_step_counts_where_it_lies_in_the_interval(told, steps):
    found = steps_of([], told, INTERVAL)

    assert [set(each.steps) for each in found] == ([steps] if steps else [])


def test_what_was_suggested_in_the_interval_is_told_once():
    other = new_id()
    suggested = [
        Suggested(WALKS, START),
        Suggested(WALKS, START + timedelta(3)),
        Suggested(other, START - timedelta(1)),
    ]

    (found,) = steps_of(suggested, [], INTERVAL)

    assert (found.service_id, found.steps, found.times, found.weeks) == (WALKS, {Step.SUGGESTED}, 0, 0)


@pytest.mark.parametrize(
    ("told", "times", "weeks"),
    [
        pytest.param(moves((S.ATTENDED, 7)), 1, 0, id="once, as far as is known"),
        pytest.param(moves((S.ATTENDED, 7), (S.GOING, 28)), 2, 3, id="three weeks later they still went"),
        pytest.param(moves((S.ATTENDED, 7), (S.ENDED, 21)), 1, 2, id="until it ended"),
        pytest.param(moves((S.ATTENDED, -14), (S.GOING, 14)), 1, 2, id="only what lies in the interval"),
        pytest.param(moves((S.ATTENDED, 63), (S.ENDED, 99)), 1, 1, id="until the last day"),
        pytest.param(
            [*moves((S.ATTENDED, 0), (S.ENDED, 14)), *moves((S.ATTENDED, 7), (S.ENDED, 21))],
            2,
            3,
            id="weeks of two referrals to one group count once",
        ),
    ],
)
def test_how_often_and_for_how_long_they_went(told, times, weeks):
    (found,) = steps_of([], told, INTERVAL)

    assert (found.times, found.weeks) == (times, weeks)
