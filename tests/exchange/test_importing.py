"""What is in the file of a feed comes into the catalogue whole, and comes in again as a change or as nothing."""

import gzip
import json
import random
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from directory.catalogue import bulk_inserts
from directory.catalogue.bulk_inserts import LEAST_COPIED
from directory.catalogue.history import record_rows
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import CatalogueState, Source, SourceRecord
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.exchange import importing
from directory.exchange.ids import Ids, source_id_for
from directory.exchange.importing import default_source_name
from tests.exchange.taking import (
    MONDAY,
    TUESDAY,
    counts,
    differing,
    everything,
    feed,
    only,
    service_id,
    small_batches,
    take,
)
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

__all__ = ["feed", "small_batches"]


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


def test_a_service_keeps_the_day_on_which_it_was_first_listed(db, feed):
    late = MONDAY.replace(hour=23, minute=30)
    take(feed(feed_service(1)), at=late)

    take(feed(feed_service(1, minimum_age=21)), at=late + timedelta(days=7))

    service = only(db, Service, id=service_id())
    # In June the day has already turned here.
    assert (service.minimum_age, service.listed_on) == (21, date(2026, 6, 2))


def test_a_day_that_nobody_knows_is_not_made_up(db, feed):
    take(feed(feed_service(1)))
    db.execute(update(Service).values(listed_on=None))

    take(feed(feed_service(1, minimum_age=21)), at=TUESDAY)

    service = only(db, Service, id=service_id())
    assert (service.minimum_age, service.listed_on) == (21, None)


def test_postgresql_copies_whatever_is_many(db, feed, monkeypatch):
    many, copied = set(), set()
    monkeypatch.setattr(bulk_inserts, "copy_rows", noting(copied, bulk_inserts.copy_rows))
    monkeypatch.setattr(record_rows, "insert_rows", noting(many, bulk_inserts.insert_rows))

    take(feed(*(feed_service(each) for each in range(1, 1 + LEAST_COPIED))))

    assert {"service", "organization", "schedule", "source_record"} <= many
    assert copied == (many if db.get_bind().dialect.name == "postgresql" else set())


def noting(tables, write):
    """Writes rows, and notes the table where they are many."""

    def run(db, table, rows, *more):
        if len(rows) >= LEAST_COPIED:
            tables.add(table.name)
        write(db, table, rows, *more)

    return run


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
