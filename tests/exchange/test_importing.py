import gzip
import json
import random
import re
import uuid
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory.catalogue.history import record_rows
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.sources import CatalogueState, Source, SourceRecord
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.db import Base, transaction
from directory.exchange import importing, shared
from directory.exchange.ids import Ids, source_id_for
from directory.exchange.importing import default_source_name, run_import
from tests.factories.feeds import (
    feed_attribute,
    feed_id,
    feed_organization,
    feed_phone,
    feed_place,
    feed_schedule,
    feed_service,
    write_lines,
)

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def feed(tmp_path):
    """Writes a file of these records."""

    def write(*records, name="feed.ndjson"):
        return write_lines(tmp_path / name, *records)

    return write


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)


def take(path, source="leeds", at=MONDAY, **more):
    """Import a file; the summary, and the refusals as pairs of number and reason."""
    refused = []
    with time_machine.travel(at, tick=False):
        summary = run_import(path, source, transaction=transaction, report=refused.append, **more)
    return summary, [(each.number, each.reason) for each in refused]


def counts(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.refused)


def everything(database):
    """Every row of every table, as text that can be compared. What a database counts up says nothing."""
    return {
        name: sorted(str(row) for row in database.write.execute(select(*counted_apart(table))))
        for name, table in Base.metadata.tables.items()
    }


def counted_apart(table):
    return [column for column in table.c if not (table.name == "revision" and column.name == "id")]


def differing(before, after):
    """The tables whose rows differ, with how many rows do."""
    return {
        name: len(set(before[name]) ^ set(after[name]))
        for name in before
        if sorted(before[name]) != sorted(after[name])
    }


def only(db, model, **where):
    return db.scalars(select(model).filter_by(**where)).one()


def service_id(number=1):
    return uuid.UUID(feed_id("service", number))


def test_new_services_come_in_whole(db, feed):
    summary, refused = take(feed(*(feed_service(each) for each in range(1, 6))))

    assert (counts(summary), refused, summary.ended_early) == ((5, 0, 0, 0), [], None)
    service = db.get(Service, service_id(3))
    assert (service.name, service.url, service.minimum_age) == ("Tea and talk 3", "https://example.org/tea", 18)
    assert service.last_modified == MONDAY
    assert service.organization_id == uuid.UUID(feed_id("organization", 3))
    schedule = only(db, Schedule, service_id=service.id)
    assert (str(schedule.opens_at), str(schedule.closes_at)) == ("10:30:00", "12:00:00")
    phone = only(db, Phone, contact_id=only(db, Contact, service_id=service.id).id)
    assert phone.number == "0113 496 0000"
    assert db.scalar(select(func.count(TaxonomyTerm.id))) == 1
    assert only(db, Attribute, link_id=service.id).link_entity == "service"
    record = only(db, SourceRecord, entity="service", source_key=feed_id("service", 3))
    assert record.source_last_modified == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_second_run_changes_no_row(database, feed):
    path = feed(*(feed_service(each) for each in range(1, 6)))
    take(path)
    before = everything(database)

    summary, _ = take(path, at=TUESDAY)

    assert counts(summary) == (0, 0, 5, 0)
    assert summary.changed_shared == 0
    assert everything(database) == before


def test_all_formats_give_the_same_rows(database, tmp_path):
    records = [feed_service(each) for each in range(1, 4)]
    take(write_lines(tmp_path / "feed.ndjson", *records))
    before = everything(database)
    page = {"total_items": 3, "page_number": 1, "contents": records}
    others = {
        "feed.ndjson.gz": gzip.compress("\n".join(map(json.dumps, records)).encode()),
        "list": json.dumps(records).encode(),
        "page.json": json.dumps(page, indent=2).encode(),
    }

    for name, data in others.items():
        (tmp_path / name).write_bytes(data)
        summary, _ = take(tmp_path / name)
        assert counts(summary) == (0, 0, 3, 0), name

    assert everything(database) == before


def test_bad_lines_are_refused_and_the_rest_goes_in(db, feed):
    lines = [
        feed_service(1),
        b'{"id": 1,}',
        feed_service(2, name=None),
        feed_service(3, status="open"),
        feed_service(4, assured_date="2026-13-45"),
        feed_service(5, description="x" * 2_000_000),
        feed_service(6, service_at_locations=[feed_place(6, latitude=100)]),
        feed_service(1, name="Again"),
        feed_service(7, name="Tea\x00"),
        feed_service(8, name="\ud800"),
        feed_service(9),
    ]

    summary, refused = take(feed(*lines))

    assert counts(summary) == (2, 0, 0, 9)
    assert refused == [
        (2, "the record is not JSON: trailing comma in object (byte 9)"),
        (3, "name is missing"),
        (4, "status 'open' is not one of active, inactive, defunct, temporarily closed"),
        (5, "assured_date '2026-13-45' is not a date like 2026-03-31"),
        (6, "description has 2,000,000 characters; at most 100,000 are taken"),
        (7, "service_at_locations[0].location.latitude 100 is not between -90 and 90"),
        (8, "the record has the same id as line 1"),
        (9, "name contains a NUL character"),
        (10, "name contains half of a surrogate pair"),
    ]
    assert db.scalar(select(func.count(Service.id))) == 2
    assert db.scalar(select(func.count(Organization.id))) == 2
    assert db.scalar(select(func.count(Location.id))) == 2


def test_file_without_a_good_line_leaves_nothing_behind(database, feed):
    before = everything(database)

    summary, _ = take(feed(b"x", feed_service(name=None)))

    assert counts(summary) == (0, 0, 0, 2)
    assert everything(database) == before


def test_truncated_gzip_takes_what_came_before(db, tmp_path):
    chance = random.Random(7)  # noqa: S311 - no secret
    records = [feed_service(number, alert=str(chance.getrandbits(4000))) for number in range(1, 51)]
    path = write_lines(tmp_path / "feed.ndjson.gz", *records)
    path.write_bytes(path.read_bytes()[:-2000])

    summary, refused = take(path)

    assert 40 < summary.new < 50
    assert refused == []
    assert f"after line {summary.new}: the file is cut short" in summary.ended_early
    assert db.scalar(select(func.count(Service.id))) == summary.new


def test_html_in_text_is_sanitised(db, feed):
    hostile = '<p onclick="x()">Tea<script>alert(1)</script> <a href="javascript:x()">here</a></p>'
    organization = feed_organization(name="<b>Parish</b> &amp; friends", website="javascript:alert(1)")

    take(feed(feed_service(name="<img src=x onerror=y>Tea", description=hostile, organization=organization)))

    service = db.get(Service, service_id())
    assert service.name == "Tea"
    assert service.description == '<p>Tea <a rel="noopener noreferrer">here</a></p>'
    assert only(db, Organization).name == "Parish & friends"
    assert only(db, Organization).website is None


def test_same_id_from_two_sources_is_two_records(database, db, feed):
    path = feed(feed_service(1), feed_service(2))

    take(path, "leeds")
    take(path, "york")

    both = db.scalars(select(SourceRecord).filter_by(entity="service", source_key=feed_id("service", 1))).all()
    assert len({each.record_id for each in both}) == 2
    assert db.scalar(select(func.count(Service.id))) == 4
    assert db.scalar(select(func.count(Schedule.id))) == 4
    assert db.scalar(select(func.count(Organization.id))) == 4
    before = everything(database)
    assert counts(take(path, "york", at=TUESDAY)[0]) == (0, 0, 2, 0)
    assert everything(database) == before


def test_ids_that_are_no_uuids_get_one_that_lasts(database, db, feed):
    record = json.loads(re.sub(r'"[0-9a-f]{8}-[0-9a-f-]{27}"', '"7"', json.dumps(feed_service())))
    record["attributes"] = []

    take(feed(record))

    service = only(db, Service)
    assert only(db, SourceRecord, entity="service").source_key == "7"
    before = everything(database)
    assert counts(take(feed(record), at=TUESDAY)[0]) == (0, 0, 1, 0)
    take(feed(record | {"name": "Cake"}), at=TUESDAY)
    db.expire_all()
    assert db.get(Service, service.id).name == "Cake"
    assert set(differing(before, everything(database))) == {"service", "source_record", "catalogue_state", "revision"}


def test_changed_schedule_touches_its_row_and_moves_last_modified(database, db, feed):
    evening = feed_schedule(1) | {"id": feed_id("evening"), "opens_at": "19:00", "closes_at": None}
    take(feed(feed_service(1, schedules=[feed_schedule(1), evening]), feed_service(2)))
    before = everything(database)

    later = feed_service(1, schedules=[feed_schedule(1, opens_at="11:00"), evening])
    summary, _ = take(feed(later, feed_service(2)), at=TUESDAY)

    assert counts(summary) == (0, 1, 1, 0)
    assert differing(before, everything(database)) == {
        "schedule": 2,
        "service": 2,
        "source_record": 2,
        "catalogue_state": 2,
        "revision": 1,
    }
    service = db.get(Service, service_id(1))
    assert (service.last_modified, service.version) == (TUESDAY, 2)
    assert db.get(Service, service_id(2)).last_modified == MONDAY


def test_a_place_that_hides_where_it_is_goes_on_doing_so(database, db, feed):
    take(feed(feed_service(service_at_locations=[feed_place()])))
    place = db.scalars(select(Location)).one()
    place.hides_address = True
    db.commit()

    take(feed(feed_service(service_at_locations=[feed_place(name="Another name")])), at=TUESDAY)

    db.expire_all()
    place = db.scalars(select(Location)).one()
    assert (place.name, place.hides_address) == ("Another name", True)


@pytest.mark.parametrize("key", ["own", None], ids=["with another id", "without an id"])
def test_a_place_spelled_anew_goes_on_hiding_where_it_is(database, db, feed, key):
    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Rd", key)])))
    old = db.scalars(select(Location)).one()
    old.hides_address = True
    old_id = old.id
    db.commit()

    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Road", key and "other")])), at=TUESDAY)

    db.expire_all()
    [place] = db.scalars(select(ServiceAtLocation)).all()
    assert place.location_id != old_id
    assert db.get_one(Location, place.location_id).hides_address


def test_a_place_of_a_service_that_hid_nothing_is_open(database, db, feed):
    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Rd", None)])))

    take(feed(feed_service(1, service_at_locations=[nameless_place("1 Beck Road", None)])), at=TUESDAY)

    assert {each.hides_address for each in db.scalars(select(Location))} == {False}


@pytest.mark.parametrize(("hides", "left"), [(True, 1), (False, 0)], ids=["hidden", "told"])
def test_a_record_that_names_no_place_leaves_the_one_that_hides_where_it_is(database, db, feed, hides, left):
    take(feed(feed_service(1, service_at_locations=[feed_place()])))
    db.scalars(select(Location)).one().hides_address = hides
    db.commit()

    take(feed(feed_service(1, name="Another name", service_at_locations=None)), at=TUESDAY)

    db.expire_all()
    assert only(db, Service).name == "Another name"
    assert db.scalar(select(func.count(ServiceAtLocation.id))) == left


def test_a_record_that_names_the_open_one_of_two_places_leaves_the_hidden_one(database, db, feed):
    hall, refuge = feed_place(1), feed_place(2)
    take(feed(feed_service(1, service_at_locations=[hall, refuge])))
    hidden_id = uuid.UUID(feed_id("location", 2))
    db.get_one(Location, hidden_id).hides_address = True
    db.commit()

    take(feed(feed_service(1, service_at_locations=[hall])), at=TUESDAY)

    db.expire_all()
    assert hidden_id in set(db.scalars(select(ServiceAtLocation.location_id)))
    assert {each.hides_address for each in db.scalars(select(Location))} == {True, False}


def nameless_place(street, key):
    place = feed_place()
    location = place["location"] | {"id": key, "addresses": [place["location"]["addresses"][0] | {"address_1": street}]}
    return {name: value for name, value in place.items() if name != "location_id"} | {"location": location}


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


def test_last_version_of_an_organization_wins(database, db, feed):
    old, new = feed_organization(name="Old name"), feed_organization(name="New name")
    path = feed(
        feed_service(1, organization=old),
        feed_service(2, organization=new),
        feed_service(3, organization=old),
        feed_service(4, organization=new),
    )

    take(path)

    assert only(db, Organization).name == "New name"
    before = everything(database)
    summary, _ = take(path, at=TUESDAY)
    assert (counts(summary), summary.changed_shared) == ((0, 0, 4, 0), 0)
    assert everything(database) == before


def test_changed_organization_moves_its_services(db, feed):
    take(feed(feed_service(1), feed_service(2)))

    renamed = feed_service(1, organization=feed_organization(1, name="New name"))
    summary, _ = take(feed(renamed, feed_service(2)), at=TUESDAY)

    assert (counts(summary), summary.changed_shared) == ((0, 0, 2, 0), 1)
    assert db.get(Service, service_id(1)).last_modified == TUESDAY
    assert db.get(Service, service_id(2)).last_modified == MONDAY


@pytest.fixture
def widely_used_term(monkeypatch, feed):
    """Five services with one term, where two are told of a change at once; returns a file in which it has changed."""
    monkeypatch.setattr(shared, "AT_ONCE", 2)
    monkeypatch.setattr(importing, "portions", lambda values: record_rows.portions(values, 2))
    take(feed(*(feed_service(each) for each in range(1, 6))))
    changed = [feed_service(each, attributes=[feed_attribute(each)]) for each in range(1, 6)]
    for service in changed:
        service["attributes"][0]["taxonomy_term"]["description"] = "Walks of an hour"
    return feed(*changed)


def moved_on(db, moment):
    """The services that changed at a moment."""
    db.expire_all()
    return len(db.scalars(select(Service).where(Service.last_modified == moment)).all())


def test_many_services_of_a_changed_term_move_a_few_at_a_time(db, widely_used_term, monkeypatch):
    told = []
    tell = importing.tell_services
    monkeypatch.setattr(importing, "tell_services", lambda db, some, at: told.append(len(some)) or tell(db, some, at))

    summary, _ = take(widely_used_term, at=TUESDAY)

    assert (summary.changed_shared, told, moved_on(db, TUESDAY)) == (1, [2, 2, 1], 5)
    again, _ = take(widely_used_term, at=TUESDAY + timedelta(days=1))
    assert (again.changed_shared, moved_on(db, TUESDAY)) == (0, 5)


def test_a_run_that_was_stopped_while_it_moved_services_is_completed_by_the_next(db, widely_used_term, monkeypatch):
    def stop(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(importing, "tell_services", stop)
    with pytest.raises(KeyboardInterrupt):
        take(widely_used_term, at=TUESDAY)
    monkeypatch.setattr(importing, "tell_services", shared.tell_services)
    assert only(db, TaxonomyTerm).description == "Walks of an hour"
    assert moved_on(db, TUESDAY) == 0

    take(widely_used_term, at=TUESDAY)

    assert moved_on(db, TUESDAY) == 5


def test_changed_location_and_term_move_their_services(db, feed):
    take(feed(feed_service(1), feed_service(2, attributes=[feed_attribute(2, term="Choir")])))

    tagged = feed_attribute(2, term="Choir")
    tagged["taxonomy_term"]["description"] = "Singing together"
    moved = feed_service(1, service_at_locations=[feed_place(1, latitude=54.0)])
    summary, _ = take(feed(moved, feed_service(2, attributes=[tagged])), at=TUESDAY)

    assert (counts(summary), summary.changed_shared) == ((0, 0, 2, 0), 2)
    assert {each.last_modified for each in db.scalars(select(Service))} == {TUESDAY}
    assert db.get(Location, uuid.UUID(feed_id("location", 1))).latitude == 54.0


def test_organization_known_already_need_not_be_nested(db, feed):
    flat = feed_service(2, organization=None, organization_id=feed_id("organization", 1))

    summary, refused = take(feed(feed_service(1), flat, feed_service(3, organization=None, organization_id="nobody")))

    assert summary.new == 2
    assert refused == [
        (3, "organization_id 'nobody' is neither nested here nor known from another record of this source")
    ]
    assert db.get(Service, service_id(2)).organization_id == uuid.UUID(feed_id("organization", 1))


def test_services_may_refer_to_records_of_later_lines(database, db, feed):
    last_id, first_place = feed_id("organization", 3), feed_place(1)
    old, new = feed_organization(2, name="Old name"), feed_organization(2, name="New name")
    flat = feed_service(1, organization=None, organization_id=last_id)
    # The first line waits for the last one; what it says of another organization is still older than the second line.
    waiting = feed_service(2, organization=old, service_at_locations=[{"id": feed_id("p"), "location_id": "later"}])
    later = feed_place(4)
    later["location"]["id"] = "later"
    path = feed(
        waiting,
        flat,
        feed_service(5, organization=new),
        feed_service(3, service_at_locations=[first_place]),
        feed_service(4, service_at_locations=[later]),
    )

    summary, refused = take(path)

    assert (counts(summary), refused) == ((5, 0, 0, 0), [])
    assert only(db, Organization, id=uuid.UUID(feed_id("organization", 2))).name == "New name"
    before = everything(database)
    assert counts(take(path, at=TUESDAY)[0]) == (0, 0, 5, 0)
    assert everything(database) == before


def test_parents_are_found_even_when_they_come_later(database, db, feed):
    child = feed_attribute(1, term="Nordic walking")
    child["taxonomy_term"]["parent_id"] = feed_id("term", "Walking")
    branch = feed_organization(1, parent_organization_id=feed_id("organization", 2))
    path = feed(feed_service(1, attributes=[child], organization=branch), feed_service(2))

    summary, _ = take(path)

    assert summary.changed_shared == 0
    assert db.get(TaxonomyTerm, uuid.UUID(feed_id("term", "Nordic walking"))).parent_id == uuid.UUID(
        feed_id("term", "Walking")
    )
    assert db.get(Organization, uuid.UUID(feed_id("organization", 1))).parent_organization_id == uuid.UUID(
        feed_id("organization", 2)
    )
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before


def test_parents_in_a_circle_are_cut(database, db, feed):
    one, two = feed_attribute(1, term="One"), feed_attribute(1, term="Two")
    one["taxonomy_term"]["parent_id"] = two["taxonomy_term"]["id"]
    two["taxonomy_term"]["parent_id"] = one["taxonomy_term"]["id"]
    path = feed(feed_service(1, attributes=[one, two]))

    take(path)

    parents = {each.name: each.parent_id for each in db.scalars(select(TaxonomyTerm))}
    assert list(parents.values()).count(None) == 1
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before


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


def test_record_that_the_database_refuses_costs_one_record(db, feed):
    # An organization whose own id is the one that will be derived for the next.
    derived = Ids(source_id_for("leeds"), {}).derive("organization", "beck")
    squatter = feed_organization(1, id=str(derived))

    summary, refused = take(
        feed(
            feed_service(1, organization=squatter),
            feed_service(2, organization=feed_organization(2, id="beck")),
            feed_service(3),
        )
    )

    assert counts(summary) == (2, 0, 0, 1)
    assert [number for number, _ in refused] == [2]
    assert "an id in it is in use" in refused[0][1]
    assert db.get(Service, service_id(2)) is None
    assert db.get(Location, uuid.UUID(feed_id("location", 2))) is None
    assert db.scalar(select(func.count(Schedule.id))) == 2


def test_same_code_under_another_id_is_the_same_term(database, db, feed):
    twin = feed_attribute(2, term="Walking")
    twin["taxonomy_term"]["id"] = feed_id("another id of the term")
    nameless = feed_attribute(3, term="Walking")
    del nameless["taxonomy_term"]["id"]
    path = feed(feed_service(1), feed_service(2, attributes=[twin]), feed_service(3, attributes=[nameless]))

    summary, _ = take(path)

    assert counts(summary) == (3, 0, 0, 0)
    assert {each.taxonomy_term_id for each in db.scalars(select(Attribute))} == {only(db, TaxonomyTerm).id}
    before = everything(database)
    take(path, at=TUESDAY)
    assert everything(database) == before


@pytest.mark.usefixtures("small_batches")
def test_run_that_was_stopped_is_completed_by_the_next(database, feed, monkeypatch):
    old, new = feed_organization(name="Old name"), feed_organization(name="New name")
    child = feed_attribute(1, term="Nordic walking")
    child["taxonomy_term"]["parent_id"] = feed_id("term", "Walking")
    path = feed(
        feed_service(1, organization=new, attributes=[child]),
        *(feed_service(each, organization=old) for each in range(2, 9)),
    )
    outer = database.write.begin_nested()
    take(path)
    straight = everything(database)
    outer.rollback()
    write, calls = importing.write_batch, []

    def stop_at_third(*given, **more):
        calls.append(given)
        written = write(*given, **more)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return written

    monkeypatch.setattr(importing, "write_batch", stop_at_third)
    with pytest.raises(KeyboardInterrupt):
        take(path)
    monkeypatch.undo()
    assert len(everything(database)["service"]) == 4

    summary, _ = take(path)

    assert counts(summary) == (4, 0, 4, 0)
    after = everything(database)
    assert {name: after[name] for name in after if name != "catalogue_state"} == {
        name: straight[name] for name in straight if name != "catalogue_state"
    }


def test_catalogue_version_grows_with_changes_only(db, feed):
    path = feed(feed_service())
    take(path)
    first = only(db, CatalogueState).version

    take(path)
    db.expire_all()
    unchanged = only(db, CatalogueState).version
    take(feed(feed_service(name="Cake")))
    db.expire_all()

    assert unchanged == first
    assert only(db, CatalogueState).version == first + 1


@pytest.mark.usefixtures("small_batches", "database")
def test_progress_tells_bytes_and_counts(feed):
    told = []

    take(
        feed(*(feed_service(each) for each in range(1, 6))),
        progress=lambda *each: told.append((*each[:2], each[2].new)),
    )

    assert [new for _, _, new in told] == [2, 4, 5]
    assert told[-1][0] == told[-1][1] == told[0][1]


def test_source_is_found_again_by_its_name(db, feed):
    take(feed(feed_service(1)), " leeds ")
    take(feed(feed_service(2)), "leeds")

    assert only(db, Source).name == "leeds"


def test_unnamed_source_is_called_after_its_file(tmp_path):
    assert default_source_name(tmp_path / "uk-charities.ndjson.gz") == "uk-charities"


def varied(chance, number):
    """A service with some of its children, in any order, and some of its fields changed."""
    record = feed_service(number, name=chance.choice(["Tea", "Cake"]), alert=chance.choice([None, "Closed"]))
    days = [
        feed_schedule(number, byday=chance.choice(["MO", "TH"])) | {"id": feed_id(number, each)} for each in range(4)
    ]
    nameless = [feed_phone() | {"id": None, "number": str(each)} for each in range(3)]
    contacts = [
        {"id": feed_id("contact", number, each), "name": "Warden", "phones": chance.sample(nameless, 2)}
        for each in range(3)
    ]
    record["schedules"] = chance.sample(days, chance.randrange(5))
    record["contacts"] = chance.sample(contacts, chance.randrange(4))
    record["phones"] = chance.sample(nameless, chance.randrange(4))
    record["service_at_locations"][0]["schedules"] = chance.sample(days, chance.randrange(3))
    record["attributes"] = [feed_attribute(number, term=term) for term in chance.sample("ABCD", chance.randrange(5))]
    return record


@pytest.mark.parametrize("seed", range(8))
def test_import_over_an_older_one_ends_like_a_fresh_one(database, feed, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    path = feed(*(varied(chance, number) for number in range(1, 6)), name="newer")
    older = feed(*(varied(chance, number) for number in range(1, 6)), name="older")
    outer = database.write.begin_nested()
    take(path)
    fresh = everything(database)
    outer.rollback()

    take(older)
    take(path)

    after = everything(database)
    # Versions and terms that are no longer used may differ; what the services own may not.
    for name in ("schedule", "contact", "phone", "attribute", "service_at_location", "cost_option"):
        assert after[name] == fresh[name], name


@pytest.mark.slow
def test_real_file_comes_in_whole(database, db, shared):
    path = shared / "data" / "uk-charities.ndjson.gz"

    summary, refused = take(path)

    assert (counts(summary), refused) == ((6425, 0, 0, 0), [])
    assert db.scalar(select(func.count(Location.id))) == 6339
    assert db.scalar(select(func.count(Attribute.id))) == 9979
    before = everything(database)
    again, _ = take(path, at=TUESDAY)
    assert counts(again) == (0, 0, 6425, 0)
    assert everything(database) == before
