"""When the letters of a week go out, and what they tell of."""

from datetime import UTC, date, datetime, timedelta

import pytest

from directory.champions.digest.models import WeeklyRound
from directory.champions.digest.rounds import NOT_YET, begin_round, due_at, finish_round, week_of

MONDAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("today", "weekday", "week_on"),
    [
        (date(2026, 3, 2), 0, MONDAY),
        (date(2026, 3, 8), 0, MONDAY),
        (date(2026, 3, 9), 0, date(2026, 3, 9)),
        (date(2026, 3, 2), 4, date(2026, 2, 27)),
        (date(2026, 3, 6), 4, date(2026, 3, 6)),
    ],
)
def test_week_begins_on_the_day_that_is_set(today, weekday, week_on):
    assert week_of(today, weekday) == week_on


@pytest.mark.parametrize(
    ("week_on", "leaves_at"),
    [
        (date(2026, 3, 23), datetime(2026, 3, 23, 7, tzinfo=UTC)),
        # The clocks have gone forward on the Sunday before.
        (date(2026, 3, 30), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (date(2026, 10, 19), datetime(2026, 10, 19, 6, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 7, tzinfo=UTC)),
    ],
)
def test_letters_leave_at_seven_by_the_clocks_of_the_country(week_on, leaves_at):
    assert due_at(week_on) == leaves_at


def test_first_round_tells_of_a_week(db):
    week = begin_round(db, MONDAY, NOW)

    assert (week.after, week.until) == (NOW - NOT_YET - timedelta(weeks=1), NOW - NOT_YET)


def test_round_that_is_begun_again_tells_of_the_same(db):
    first = begin_round(db, MONDAY, NOW)

    again = begin_round(db, MONDAY, NOW + timedelta(days=1))

    assert (again.after, again.until) == (first.after, first.until)


def test_next_round_goes_on_where_the_last_ended_however_late_it_is(db):
    first = begin_round(db, MONDAY, NOW)
    finish_round(db, MONDAY, NOW)

    later = begin_round(db, MONDAY + timedelta(weeks=3), NOW + timedelta(weeks=3))

    assert later.after == first.until


def test_after_a_long_pause_a_round_tells_of_a_week_only(db):
    begin_round(db, MONDAY, NOW)
    later = NOW + timedelta(weeks=20)

    week = begin_round(db, MONDAY + timedelta(weeks=20), later)

    assert week.after == later - NOT_YET - timedelta(weeks=1)


def test_what_is_old_is_let_go_of(db):
    begin_round(db, MONDAY, NOW)
    later = MONDAY + timedelta(weeks=20)
    begin_round(db, later, NOW + timedelta(weeks=20))

    finish_round(db, later, NOW + timedelta(weeks=20))
    db.flush()

    assert [each.week_on for each in db.query(WeeklyRound)] == [later]
