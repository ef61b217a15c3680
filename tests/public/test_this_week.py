"""What comes next in the week."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from directory.catalogue.models.schedules import AttendingType
from directory.public.this_week import list_this_week
from tests.factories.catalogue import make_schedule, make_service

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
TUESDAY = date(2026, 11, 24)
# It is midday by the clock.
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def on(day: date, opens_at: time | None = None, **more):
    return make_schedule(None, None, dtstart=day, opens_at=opens_at, **more)


@pytest.fixture
def listed(db, app):
    """`listed()` is what comes next, as (name, when), in a request of the application."""

    def find():
        db.flush()
        with app.test_request_context():
            week = list_this_week(db, None, NOW)
        return [(each.name, each.when) for each in week.coming]

    return find


def test_what_has_begun_is_passed_over(db, listed):
    make_service(db, "Morning").schedules = [on(TUESDAY, time(10))]
    make_service(db, "Evening").schedules = [on(TUESDAY, time(19))]

    assert listed() == [("Evening", "Tue 24 Nov, 7pm")]


def test_a_busy_day_leaves_room_for_others(db, listed):
    for number in range(5):
        make_service(db, f"Tuesday {number}").schedules = [on(TUESDAY, time(13 + number))]
    make_service(db, "Friday").schedules = [on(TUESDAY + timedelta(days=3))]

    assert [name for name, _ in listed()] == ["Tuesday 0", "Tuesday 1", "Friday"]


def test_each_activity_comes_once(db, listed):
    make_service(db, "Daily").schedules = [on(TUESDAY + timedelta(days=number), time(14)) for number in range(4)]

    assert listed() == [("Daily", "Tue 24 Nov, 2pm")]


def test_what_nobody_goes_to_is_not_on(db, listed):
    line = make_service(db, "Help line", point=None)
    line.schedules = [on(TUESDAY, time(14), attending_type=AttendingType.PHONE.value)]

    assert listed() == []


def test_next_week_is_not_this_week(db, listed):
    make_service(db, "Later").schedules = [on(TUESDAY + timedelta(days=7))]

    assert listed() == []
