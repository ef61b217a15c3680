"""What a card says at a glance."""

from datetime import UTC, date, datetime, time, timedelta

from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.staff.matching.activity_words import when_next

TODAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_next_date_is_the_first_of_all_places():
    tuesdays = Schedule(freq="WEEKLY", byday="TU", opens_at=time(10, 30))
    once = Schedule(dtstart=TODAY, opens_at=time(14))
    service = Service(
        schedules=[tuesdays], places=[ServiceAtLocation(location=Location(addresses=[]), schedules=[once])]
    )

    assert when_next(service, MORNING) == "Monday 23 November, 2pm"
    assert when_next(service, MORNING + timedelta(days=1)) == "Tuesday 24 November, 10:30am"


def test_date_that_does_not_follow_from_the_schedules_is_empty():
    assert when_next(Service(schedules=[], places=[]), MORNING) == ""


def test_date_that_is_not_sure_says_why():
    mondays = Schedule(freq="WEEKLY", byday="MO", opens_at=time(10, 30))
    christmas = datetime(2026, 12, 28, 8, tzinfo=UTC)

    assert when_next(Service(schedules=[mondays], places=[]), christmas) == (
        "Monday 28 December, 10:30am (a bank holiday: ask first)"
    )
