"""What is closed for a while leaves and comes back by the date alone."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select

from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.pausing import runs, runs_on, status_on
from directory.catalogue.timetable.calendars import Calendars
from directory.catalogue.timetable.reading import read_timetable
from directory.web.listing_words import next_date, status_words
from tests.factories.catalogue import make_service

CLOSED, BACK = date(2026, 12, 14), date(2027, 1, 11)
DAYS = (
    pytest.param(date(2026, 12, 13), True, id="the day before"),
    pytest.param(CLOSED, False, id="the first day"),
    pytest.param(date(2027, 1, 10), False, id="the last day"),
    pytest.param(BACK, True, id="the day on which it is back"),
)


@pytest.mark.parametrize(("day", "is_running"), DAYS)
def test_it_is_closed_from_the_first_day_until_it_is_back(db, day, is_running):
    service = make_service(db, closed_from=CLOSED, back_on=BACK)

    assert runs(service, day) is is_running
    assert (db.scalar(select(Service.id).where(runs_on(day))) is not None) is is_running
    if not is_running:
        assert status_on(service, day) is ServiceStatus.TEMPORARILY_CLOSED


def test_without_a_day_it_stays_closed(db):
    service = make_service(db, closed_from=CLOSED)

    assert not runs(service, date(2028, 1, 1))
    assert db.scalar(select(Service.id).where(runs_on(date(2028, 1, 1)))) is None


def test_what_has_ended_does_not_come_back(db):
    service = make_service(db, closed_from=CLOSED, back_on=BACK, status="defunct")

    assert status_on(service, BACK) is ServiceStatus.DEFUNCT
    assert db.scalar(select(Service.id).where(runs_on(BACK))) is None


def test_its_page_says_when_it_is_on_again(db):
    service = make_service(db, closed_from=CLOSED, back_on=BACK)

    assert status_words(service, CLOSED) == "This is closed for now. It is on again on 11 January 2027."
    assert "closed from 14 December 2026" in status_words(service, date(2026, 12, 1))
    assert status_words(service, BACK) == ""


def test_its_next_date_is_after_it_is_back(db):
    service = make_service(db, closed_from=CLOSED, back_on=BACK)

    found = next_date(service, datetime(2026, 12, 15, 9, tzinfo=UTC))

    assert found.on == date(2027, 1, 12)


def test_nothing_of_it_is_on_meanwhile(db):
    make_service(db, closed_from=CLOSED, back_on=BACK)
    db.flush()
    with time_machine.travel("2026-12-10 09:00Z", tick=False):
        days = read_timetable(db, Calendars(), date(2026, 12, 10)).days(date(2026, 12, 10), date(2027, 1, 13))

    assert [each.on for each in days if len(each)] == [date(2027, 1, 12)]
