"""Which sessions use one up, their numbers, and how many are left."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.casework.support_sessions.rules import Counted, allowance_of, numbers_of, uses_one, whole_weeks
from directory.casework.support_sessions.states import GROUPS, MOVES, ReasonGroup, SessionReason, SessionState

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)


def session(state, reason=None, days=0) -> Counted:
    return Counted(uuid.uuid4(), MONDAY + timedelta(days=days), state, reason)


@pytest.mark.parametrize(
    ("state", "reason", "missed_count", "uses"),
    [
        pytest.param(SessionState.PLANNED, None, False, True, id="planned will use one"),
        pytest.param(SessionState.HAPPENED, None, False, True, id="happened"),
        pytest.param(SessionState.CANCELLED, SessionReason.CHOSE_NOT_TO, True, False, id="cancelled in advance"),
        pytest.param(SessionState.RESCHEDULED, SessionReason.ILLNESS, True, False, id="moved"),
        pytest.param(SessionState.MISSED, SessionReason.DID_NOT_COME, False, False, id="missed, which does not count"),
        pytest.param(SessionState.MISSED, SessionReason.DID_NOT_COME, True, True, id="missed, where that counts"),
        pytest.param(SessionState.MISSED, SessionReason.ILLNESS, True, True, id="ill, where missed ones count"),
        pytest.param(SessionState.MISSED, SessionReason.OURS, True, False, id="our doing never counts"),
        pytest.param(SessionState.MISSED, SessionReason.LOGISTICS, True, False, id="nor does the bus"),
    ],
)
def test_what_uses_a_session(state, reason, missed_count, uses):
    assert uses_one(session(state, reason), missed_count=missed_count) is uses


def test_numbers_follow_the_time_and_skip_what_uses_none():
    third = session(SessionState.PLANNED, days=20)
    first = session(SessionState.HAPPENED, days=1)
    missed = session(SessionState.MISSED, SessionReason.CRISIS, days=5)
    second = session(SessionState.HAPPENED, days=10)

    numbers = numbers_of([third, first, missed, second], missed_count=False)

    assert numbers == {first.id: 1, second.id: 2, third.id: 3}


@given(
    st.lists(
        st.builds(
            session,
            st.sampled_from(SessionState),
            st.sampled_from(SessionReason),
            st.integers(0, 60),
        ),
        max_size=12,
    ),
    st.booleans(),
)
def test_numbers_count_from_one_without_a_gap_whatever_the_order(sessions, missed_count):
    numbers = numbers_of(sessions, missed_count=missed_count)
    allowance = allowance_of(sessions, given=6, extra=0, missed_count=missed_count)

    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    assert numbers == numbers_of(list(reversed(sessions)), missed_count=missed_count)
    assert allowance.used + allowance.planned == len(numbers)


def test_what_is_left_never_falls_below_none():
    happened = [session(SessionState.HAPPENED, days=day) for day in range(5)]

    allowance = allowance_of(happened, given=4, extra=0, missed_count=False)

    assert (allowance.used, allowance.left) == (5, 0)


@pytest.mark.parametrize(
    ("until", "paused", "weeks"),
    [
        pytest.param(date(2026, 1, 5), 0, 0, id="on the day"),
        pytest.param(date(2026, 1, 11), 0, 0, id="six days"),
        pytest.param(date(2026, 1, 12), 0, 1, id="a week"),
        pytest.param(date(2026, 4, 27), 0, 16, id="sixteen weeks"),
        pytest.param(date(2026, 4, 27), 14, 14, id="two of them paused"),
        pytest.param(date(2026, 1, 12), 30, 0, id="never less than none"),
    ],
)
def test_weeks_are_whole_and_stand_still_in_a_pause(until, paused, weeks):
    assert whole_weeks(date(2026, 1, 5), until, paused) == weeks


def test_every_reason_is_of_a_group_and_every_state_has_its_moves():
    assert set(GROUPS) == set(SessionReason)
    assert set(GROUPS.values()) == set(ReasonGroup)
    assert set(MOVES) == set(SessionState)
