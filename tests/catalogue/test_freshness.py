"""How long a check of a listing holds, and what follows where nobody looks again."""

from datetime import date, timedelta

import pytest

from directory.catalogue.freshness import Freshness, Rhythm
from directory.catalogue.models.services import Service

CHECKED_ON = date(2026, 1, 5)
DUE_ON = date(2026, 7, 7)
RHYTHM = Rhythm()


@pytest.mark.parametrize(
    ("weeks", "days", "state"),
    [
        pytest.param(0, -1, Freshness.CHECKED, id="the day before it is due"),
        pytest.param(0, 0, Freshness.DUE, id="the day it is due"),
        pytest.param(8, -1, Freshness.DUE, id="the day before its champion is told"),
        pytest.param(8, 0, Freshness.SILENT, id="eight weeks later"),
        pytest.param(12, -1, Freshness.SILENT, id="the day before it lapses"),
        pytest.param(12, 0, Freshness.LAPSED, id="twelve weeks later"),
    ],
)
def test_what_nobody_checks_goes_from_one_state_to_the_next(weeks, days, state):
    assert RHYTHM.freshness(DUE_ON, DUE_ON + timedelta(weeks=weeks, days=days)) is state


def test_check_holds_for_half_a_year():
    assert RHYTHM.due_on(Service(assured_date=CHECKED_ON, listed_on=date(2020, 1, 1))) == DUE_ON


def test_what_was_never_checked_counts_from_the_day_it_was_listed():
    assert RHYTHM.due_on(Service(listed_on=CHECKED_ON)) == DUE_ON
    assert RHYTHM.is_lapsed(Service(listed_on=CHECKED_ON), DUE_ON + timedelta(weeks=12))


def test_what_is_listed_since_nobody_knows_when_never_lapses():
    assert not RHYTHM.is_lapsed(Service(), date(2126, 1, 1))


@pytest.mark.parametrize(
    ("letters", "asked_weeks_ago", "is_time"),
    [
        pytest.param(0, None, True, id="at once"),
        pytest.param(1, 3, False, id="three weeks after the first"),
        pytest.param(1, 4, True, id="four weeks after the first"),
        pytest.param(2, 4, True, id="four weeks after the second"),
        pytest.param(3, 52, False, id="never a fourth time"),
    ],
)
def test_group_is_asked_three_times_four_weeks_apart(letters, asked_weeks_ago, is_time):
    asked_on = None if asked_weeks_ago is None else DUE_ON - timedelta(weeks=asked_weeks_ago)

    assert RHYTHM.is_to_be_asked(DUE_ON - timedelta(weeks=30 * bool(letters)), letters, asked_on, DUE_ON) is is_time


def test_installation_may_have_another_rhythm():
    yearly = Rhythm(due_months=12, reminder_weeks=(), champion_weeks=2, lapsed_weeks=4)

    due_on = yearly.due_on(Service(assured_date=CHECKED_ON))

    assert due_on == date(2027, 1, 5)
    assert not yearly.is_to_be_asked(due_on, 0, None, due_on + timedelta(weeks=9))
    assert yearly.freshness(due_on, due_on + timedelta(weeks=3)) is Freshness.SILENT
