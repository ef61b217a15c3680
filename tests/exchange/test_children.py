"""What belongs to a service, its times, contacts and the like, comes and goes with what a feed says of it."""

import uuid
from datetime import date, time

import pytest
from sqlalchemy import func, select

from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute
from tests.exchange.taking import MONDAY, TUESDAY, counts, differing, everything, feed, only, service_id, take
from tests.factories.feeds import (
    feed_attribute,
    feed_id,
    feed_phone,
    feed_place,
    feed_schedule,
    feed_service,
)

__all__ = ["feed"]


def test_children_come_and_go(database, db, feed):
    take(feed(feed_service(1)))

    fewer = feed_service(1, schedules=None, contacts=None, attributes=[feed_attribute(1, term="Choir")])
    take(feed(fewer), at=TUESDAY)

    for model in (Schedule, Contact, Phone):
        assert db.scalar(select(func.count(model.id))) == 0
    assert only(db, Attribute).taxonomy_term_id == uuid.UUID(feed_id("term", "Choir"))
    assert counts(take(feed(fewer), at=TUESDAY)[0]) == (0, 0, 1, 0)


def test_children_without_ids_keep_theirs(database, feed):
    nameless = [
        feed_schedule() | {"id": None},
        feed_schedule(byday="TH") | {"id": None},
        feed_schedule() | {"id": None},
    ]
    take(feed(feed_service(schedules=nameless)))
    before = everything(database)

    take(feed(feed_service(schedules=nameless[1:], name="Cake")), at=TUESDAY)

    assert len(before["schedule"]) == 3
    assert differing(before, everything(database))["schedule"] == 1


def test_order_of_children_is_no_change(database, feed):
    evening = feed_schedule(1) | {"id": feed_id("evening"), "opens_at": "19:00"}
    take(feed(feed_service(schedules=[feed_schedule(), evening])))
    before = everything(database)

    summary, _ = take(feed(feed_service(schedules=[evening, feed_schedule()])), at=TUESDAY)

    assert counts(summary) == (0, 0, 1, 0)
    assert set(differing(before, everything(database))) == {"source_record"}


def test_assurance_does_not_move_last_modified(db, feed):
    take(feed(feed_service(assured_date="2026-01-01")))

    summary, _ = take(feed(feed_service(assured_date="2026-05-01", assurer_email="a@example.org")), at=TUESDAY)

    assert counts(summary) == (0, 1, 0, 0)
    service = db.get(Service, service_id())
    assert (service.assured_date, service.last_modified) == (date(2026, 5, 1), MONDAY)


def test_room_kept_by_the_provider_stays_when_the_source_says_nothing_of_it(db, feed):
    take(feed(feed_service()))
    db.add(ServiceCapacity(service_id=service_id(), room="full"))
    db.flush()

    take(feed(feed_service(name="Cake")), at=TUESDAY)

    assert only(db, ServiceCapacity).room == "full"


EXCEPTIONS = [
    {"kind": "closed", "starts_on": "2026-07-20", "ends_on": "2026-08-31", "reason": "Summer"},
    {"kind": "extra", "starts_on": "2026-12-19", "opens_at": "14:00", "closes_at": "16:00"},
]
OBSERVANCES = [{"calendar": "school holidays", "observance": "closed"}]


def test_dates_left_out_and_added_come_in_and_may_change(db, feed):
    first = feed_schedule(exceptions=EXCEPTIONS, observances=OBSERVANCES)
    later = feed_schedule(exceptions=EXCEPTIONS[1:], observances=[OBSERVANCES[0] | {"observance": "ask"}])

    take(feed(feed_service(schedules=[first])))
    summary, refused = take(feed(feed_service(schedules=[later])), at=TUESDAY)

    assert (counts(summary), refused) == ((0, 1, 0, 0), [])
    extra = only(db, ScheduleException)
    assert (extra.kind, extra.starts_on, extra.ends_on) == ("extra", date(2026, 12, 19), date(2026, 12, 19))
    assert (extra.opens_at, extra.closes_at) == (time(14), time(16))
    assert only(db, ScheduleObservance).observance == "ask"


def test_dates_left_out_here_stay_when_the_source_says_nothing_of_them(db, feed):
    take(feed(feed_service(schedules=[feed_schedule(exceptions=EXCEPTIONS, observances=OBSERVANCES)])))

    take(feed(feed_service(schedules=[feed_schedule(opens_at="11:00")])), at=TUESDAY)

    assert only(db, Schedule).opens_at == time(11)
    assert db.scalar(select(func.count(ScheduleException.id))) == 2
    assert only(db, ScheduleObservance).observance == "closed"


@pytest.mark.parametrize(
    ("exception", "reason"),
    [
        ({"kind": "shut", "starts_on": "2026-07-20"}, "'shut' is not one of closed, extra"),
        ({"kind": "closed", "starts_on": "2026-07-20", "ends_on": "2026-07-01"}, "is before starts_on"),
        ({"kind": "extra", "starts_on": "2026-07-20", "ends_on": "2026-07-21"}, "is not the date of 'extra'"),
    ],
)
def test_exceptions_that_make_no_sense_are_told(feed, exception, reason):
    summary, refused = take(feed(feed_service(schedules=[feed_schedule(exceptions=[exception])])))

    assert counts(summary) == (0, 0, 0, 1)
    assert reason in refused[0][1]


def test_contact_under_a_service_and_its_place_is_one_row(db, feed):
    contact = {"id": feed_id("warden"), "name": "Warden", "phones": [feed_phone()]}
    place = feed_place() | {"contacts": [contact]}

    take(feed(feed_service(contacts=[contact], service_at_locations=[place])))

    row = only(db, Contact)
    assert (row.service_id, row.service_at_location_id) == (service_id(), uuid.UUID(feed_id("place", 1)))
    assert only(db, Phone).contact_id == row.id


def test_schedule_of_a_service_may_name_its_place(db, feed):
    take(feed(feed_service(schedules=[feed_schedule(service_at_location_id=feed_id("place", 1))])))

    schedule = only(db, Schedule)
    assert (schedule.service_id, schedule.service_at_location_id) == (service_id(), only(db, ServiceAtLocation).id)
