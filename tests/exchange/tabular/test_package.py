"""Whole packages on the way into the catalogue."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory.catalogue.models.contacts import Contact, Language, Phone
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Program, Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.db import Base, transaction
from directory.exchange.formats import Format
from directory.exchange.importing import run_import
from directory.exchange.reading import Limits, UnreadableFile
from tests.factories.feeds import feed_id
from tests.factories.packages import csv_bytes, describe, package_tables, write_package, write_zip

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def take(path, at=MONDAY, **more):
    """Import a package; the summary, and what was refused as file, line and reason."""
    refused = []
    with time_machine.travel(at, tick=False):
        summary = run_import(path, "leeds", transaction=transaction, report=refused.append, **more)
    return summary, [(each.unit.removesuffix(" line"), each.number, each.reason) for each in refused]


def counts(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.refused)


def told(summary):
    return {each.text for each in summary.notices}


def everything(database):
    return {
        name: sorted(str(row) for row in database.write.execute(table.select()))
        for name, table in Base.metadata.tables.items()
    }


def only(db, model, **where):
    return db.scalars(select(model).filter_by(**where)).one()


def changed(tables, file, **cells):
    """The tables with other cells in the first row of one; None leaves a cell empty."""
    first, *others = tables[file]
    return tables | {file: [first | cells, *others]}


def test_rows_are_joined_into_services(db, tmp_path):
    summary, refused = take(write_package(tmp_path / "a.zip", package_tables(1, 2, 3)))

    assert (counts(summary), summary.refused_rows, refused) == ((3, 0, 0, 0), 0, [])
    service = db.get(Service, uuid.UUID(feed_id("service", 2)))
    assert service.organization_id == uuid.UUID(feed_id("organization", 2))
    assert db.get(Program, service.program_id).name == "Warm spaces"
    assert service.description == 'Tea,\ntalk and a "quiz".'
    place = only(db, ServiceAtLocation, service_id=service.id)
    assert only(db, Address, location_id=place.location_id).postal_code == "LS11 8ND"
    phone = only(db, Phone, contact_id=only(db, Contact, service_id=service.id).id)
    assert only(db, Language, phone_id=phone.id).code == "cy"
    assert only(db, Schedule, service_id=service.id).byday == "TU,TH"
    assert str(only(db, Schedule, service_at_location_id=place.id).opens_at) == "19:00:00"


def test_terms_hang_on_services_and_bring_those_above_them(db, tmp_path):
    take(write_package(tmp_path / "a.zip"))

    term = db.get(TaxonomyTerm, only(db, Attribute).taxonomy_term_id)
    assert (term.code, db.get(TaxonomyTerm, term.parent_id).code) == ("WALK", "MOVE")


def test_second_run_changes_no_row(database, tmp_path):
    path = write_package(tmp_path / "a.zip", package_tables(1, 2, 3))
    take(path)
    before = everything(database)

    summary, _ = take(path, at=MONDAY + timedelta(days=1))

    assert (counts(summary), summary.changed_shared) == ((0, 0, 3, 0), 0)
    assert everything(database) == before


def test_changed_row_of_a_child_changes_its_service(db, tmp_path):
    tables = package_tables(1, 2)
    take(write_package(tmp_path / "a.zip", tables))

    summary, _ = take(write_package(tmp_path / "b.zip", changed(tables, "phones.csv", number="0113 1")))

    assert counts(summary) == (0, 1, 1, 0)


def test_package_without_description_is_told_by_the_names_of_its_files(database, tmp_path):
    tables = package_tables()
    take(write_package(tmp_path / "a.zip", tables, datapackage__json=describe(tables)))
    before = everything(database)
    files = {f"export/{name.upper()}": csv_bytes(rows) for name, rows in tables.items()}

    summary, _ = take(write_zip(tmp_path / "b.zip", files))

    assert counts(summary) == (0, 0, 1, 0)
    assert everything(database) == before


def test_description_says_which_file_holds_what(db, tmp_path):
    tables = package_tables()
    renamed = {"groups.csv": tables.pop("organizations.csv"), **tables}
    description = describe(renamed).replace(b'"groups"', b'"organization"')

    summary, refused = take(write_package(tmp_path / "a.zip", renamed, datapackage__json=description))

    assert (counts(summary), refused) == ((1, 0, 0, 0), [])
    assert only(db, Organization).name == "Parish 1"


@pytest.mark.parametrize(
    "description", [b"{", b"[]", b'{"resources": 1}', b'{"resources": [1, {"name": []}]}', b"\xff"]
)
def test_description_that_cannot_be_read_stops_nothing(db, tmp_path, description):
    summary, _ = take(write_package(tmp_path / "a.zip", datapackage__json=description))

    assert counts(summary) == (1, 0, 0, 0)


def test_columns_in_any_order_and_unknown_ones_are_told(db, tmp_path):
    tables = package_tables()
    odd = [{"colour": "red", **dict(reversed(row.items()))} for row in tables["services.csv"]]

    summary, _ = take(write_package(tmp_path / "a.zip", tables | {"services.csv": odd}))

    assert counts(summary) == (1, 0, 0, 0)
    assert "services.csv.colour has no place in the catalogue and was left out" in told(summary)


def test_files_that_are_no_tables_are_told(db, tmp_path):
    summary, _ = take(write_package(tmp_path / "a.zip", readme__txt=b"Hello", metadata__csv=b"id\n"))

    assert "'readme.txt' is no table of the standard and was not read" in told(summary)
    assert "metadata.csv is kept out of the catalogue on purpose" in told(summary)


MISSING = [
    ("organizations.csv", {"name": None}, "name is missing"),
    ("phones.csv", {"number": None}, "number is missing"),
    ("phones.csv", {"id": None}, "id is missing"),
    ("cost_options.csv", {"service_id": None}, "service_id is missing"),
    ("organization_identifiers.csv", {"organization_id": None}, "organization_id is missing"),
    ("attributes.csv", {"link_id": None}, "link_id is missing"),
    ("attributes.csv", {"link_entity": None}, "link_entity is missing"),
    ("attributes.csv", {"taxonomy_term_id": None}, "taxonomy_term_id is missing"),
    ("service_at_location.csv", {"location_id": None}, "location_id is missing"),
    ("addresses.csv", {"location_id": None}, "the row belongs to nothing: it needs location_id"),
    ("contacts.csv", {"service_id": None}, "the row belongs to nothing: it needs service_id or service_at_location_id"),
    ("contacts.csv", {"service_id": "no-such"}, "service_id 'no-such' is not in services.csv"),
    ("attributes.csv", {"link_id": "no-such"}, "link_id 'no-such' is not in services.csv"),
    ("attributes.csv", {"link_entity": "planet"}, "link_entity 'planet' is no table of the standard"),
    ("schedules.csv", {"freq": "YEARLY"}, "freq 'YEARLY' is not one of WEEKLY, MONTHLY, DAILY"),
    ("locations.csv", {"latitude": 100}, "latitude '100' is not between -90 and 90"),
]


@pytest.mark.parametrize(("file", "cells", "reason"), MISSING, ids=[f"{file}: {reason}" for file, _, reason in MISSING])
def test_row_that_cannot_be_used_is_refused_with_its_file_and_line(db, tmp_path, file, cells, reason):
    summary, refused = take(write_package(tmp_path / "a.zip", changed(package_tables(1, 2), file, **cells)))

    assert [each for each in refused if each[:2] == (file, 2) and each[2].startswith(reason)]
    assert summary.new + summary.refused == 2
    assert summary.new >= 1
    assert len(refused) == summary.refused + summary.refused_rows


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": None}, "name is missing"),
        ({"id": None}, "id is missing"),
        ({"organization_id": None}, "organization_id is missing"),
        ({"status": "open"}, "status 'open' is not one of active, inactive, defunct, temporarily closed"),
        ({"organization_id": "no-such"}, "organization_id '"),
    ],
)
def test_service_that_cannot_be_used_is_refused_and_counted_as_a_service(db, tmp_path, cells, reason):
    summary, refused = take(write_package(tmp_path / "a.zip", changed(package_tables(1, 2), "services.csv", **cells)))

    assert counts(summary) == (1, 0, 0, 1)
    service = next(each for each in refused if each[0] == "services.csv")
    assert service[1] == 2
    assert service[2].startswith(reason)


def test_what_the_standard_asks_for_and_the_catalogue_can_do_without_is_told(db, tmp_path):
    summary, refused = take(
        write_package(tmp_path / "a.zip", changed(package_tables(), "addresses.csv", city=None, country=None))
    )

    assert refused == []
    assert only(db, Address).city == "Not stated"
    assert "addresses.csv: city is missing, which the standard asks for" in told(summary)


def test_repeated_ids_are_refused_and_the_first_is_taken(db, tmp_path):
    tables = package_tables()
    for file in ("services.csv", "organizations.csv", "phones.csv"):
        tables[file] = [*tables[file], tables[file][0] | {"name": "Again"}]

    summary, refused = take(write_package(tmp_path / "a.zip", tables))

    assert counts(summary) == (1, 0, 0, 1)
    # The description of the service runs over two lines.
    assert ("services.csv", 4, "the record has the same id as services.csv line 2") in refused
    assert ("organizations.csv", 3, "the row has the same id as line 2") in refused
    assert ("phones.csv", 3, "the row has the same id as line 2") in refused
    assert only(db, Organization).name == "Parish 1"


def test_rows_of_no_service_are_told(db, tmp_path):
    tables = package_tables()
    tables["organizations.csv"] += [{"id": feed_id("idle", each), "name": "Idle"} for each in range(3)]

    summary, _ = take(write_package(tmp_path / "a.zip", tables))

    notice = next(each for each in summary.notices if "belong to no service" in each.text)
    assert (notice.count, notice.first) == (3, "organizations.csv line 3")
    assert db.scalar(select(func.count(Organization.id))) == 1


def test_row_may_hang_on_several_records(db, tmp_path):
    place = feed_id("place", 1)

    take(write_package(tmp_path / "a.zip", changed(package_tables(), "contacts.csv", service_at_location_id=place)))

    contact = only(db, Contact)
    assert (contact.service_id, contact.service_at_location_id) == (uuid.UUID(feed_id("service", 1)), uuid.UUID(place))


def test_odd_ids_and_columns_are_told_in_readable_words(db, tmp_path):
    phones = b"id,service_id,number,od\x1bd\n\xff,1,2,3\n"

    summary, refused = take(write_package(tmp_path / "a.zip", phones__csv=phones))

    assert counts(summary) == (1, 0, 0, 0)
    assert ("phones.csv", 2, "id is not text in UTF-8: save the file as CSV in UTF-8") in refused
    assert "phones.csv.'od\\x1bd' has no place in the catalogue and was left out" in told(summary)


def test_ids_that_are_no_uuids_are_joined_as_they_are(db, tmp_path):
    files = {
        "organizations.csv": b"id,name\nORG-1,Parish\n",
        "services.csv": b"id,organization_id,name\n17, ORG-1 ,Tea\n",
        "phones.csv": b"id,service_id,number\n1,17,'+44 113\n",
    }

    summary, refused = take(write_zip(tmp_path / "a.zip", files))

    assert (counts(summary), refused) == ((1, 0, 0, 0), [])
    assert only(db, Phone).number == "+44 113"


def test_service_with_more_than_an_item_may_hold_is_refused(db, tmp_path):
    tables = package_tables(1, 2)
    tables["contacts.csv"] += [
        {"id": str(each), "service_id": feed_id("service", 1), "name": "x" * 500} for each in range(100)
    ]

    summary, refused = take(write_package(tmp_path / "a.zip", tables), limits=Limits(item_bytes=20_000))

    assert counts(summary) == (1, 0, 0, 1)
    assert ("services.csv", 2, "the record is longer than 20,000 bytes") in refused


@pytest.mark.parametrize(
    ("name", "data", "format", "told"),
    [
        ("a.json", b"{}", Format.TABULAR, "This is no zip archive"),
        ("a.zip", None, Format.ORUK_1, "This is a zip archive, and no file of Open Referral UK 1.0"),
    ],
)
def test_file_in_another_format_than_was_told_is_refused(tmp_path, name, data, format, told):
    path = tmp_path / name
    write_package(path) if data is None else path.write_bytes(data)

    with pytest.raises(UnreadableFile, match=told):
        take(path, format=format)


def test_example_of_the_standard_is_judged_row_by_row(db, tmp_path, shared):
    folder = shared / "standards" / "schemas" / "hsds-3.0" / "examples" / "csv"
    files = {each.name: each.read_bytes() for each in folder.glob("*.csv")}
    # It lies at 100 degrees north, which no place does.
    files["locations.csv"] = files["locations.csv"].replace(b",100,101,", b",10,101,")

    summary, refused = take(write_zip(tmp_path / "a.zip", files))

    assert counts(summary) == (1, 0, 0, 0)
    assert refused == [("attributes.csv", 2, "link_entity 'link_entity' is no table of the standard")]
    assert db.scalar(select(func.count(Location.id))) == 1
