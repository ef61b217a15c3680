"""What is exported comes in again as it was, into a catalogue that is empty."""

import json

import pytest
from sqlalchemy import select, update

from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.places import Address
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.services import Service, Stage
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.texts import NOT_STATED
from directory.db import Base, transaction
from directory.exchange.exporting.lines import write_lines as export_lines
from directory.exchange.exporting.packages import write_package
from directory.exchange.exporting.points import write_points
from directory.exchange.exporting.portions import published_portions
from directory.exchange.exporting.sheets import write_sheet
from directory.exchange.importing import run_import
from directory.exchange.representations.services import whole_services
from directory.exchange.sheets.opening import open_tables
from tests.factories.feeds import feed_service, write_lines

# When a record last changed here is no part of what it says.
MOMENTS = {"last_modified"}
OWN_FIELDS = {"cost_help": "Ask about free places", "easy_read": "We drink tea.\nWe talk."}


@pytest.fixture
def catalogue(db, tmp_path):
    """Three services with a record of nearly every kind, and with what the standard has no field for."""
    services = [feed_service(number, **OWN_FIELDS) for number in range(1, 4)]
    run_import(write_lines(tmp_path / "feed.ndjson", *services), "feed", transaction=transaction)
    return db


@pytest.fixture
def export(catalogue, tmp_path):
    """Writes the catalogue into a file."""

    def run(write, name, **more):
        path = tmp_path / name
        with path.open("wb") as file:
            write(catalogue, file, published_portions(catalogue, None), **more)
        return path

    return run


def everything(db):
    """All services as the feed gives them, without what moves by itself."""
    return [without(each) for each in whole_services(db, sorted(db.scalars(select(Service.id))))]


def without(said):
    """What a representation says, its lists in an order of their own."""
    if isinstance(said, dict):
        return {name: without(value) for name, value in said.items() if name not in MOMENTS}
    if isinstance(said, list):
        return sorted((without(each) for each in said), key=lambda each: json.dumps(each, default=str, sort_keys=True))
    return said


def empty(db):
    for table in reversed(Base.metadata.sorted_tables):
        if table.name in TABLES or table.name in (
            SourceRecord.__tablename__,
            Source.__tablename__,
            Revision.__tablename__,
        ):
            db.execute(table.delete())
    db.commit()


@pytest.mark.parametrize(("write", "name"), [(export_lines, "all.ndjson"), (write_package, "all.zip")])
def test_export_gives_the_same_catalogue_again(catalogue, export, write, name):
    before = everything(catalogue)
    path = export(write, name)
    empty(catalogue)

    summary = run_import(path, "copy", transaction=transaction)

    assert (summary.new, summary.refused, summary.refused_rows) == (3, 0, 0)
    catalogue.expire_all()
    assert everything(catalogue) == before
    assert [each for each in before if not OWN_FIELDS.items() <= each.items()] == []


@pytest.mark.parametrize(("write", "name"), [(export_lines, "all.ndjson"), (write_points, "all.geojson")])
def test_unpublished_listings_are_not_exported(catalogue, export, write, name):
    catalogue.execute(update(Service).values(stage=Stage.DRAFT.value))

    path = export(write, name)

    assert "Tea and talk" not in path.read_text("utf-8")


def test_points_name_the_activity_and_the_address(export):
    found = json.loads(export(write_points, "all.geojson").read_bytes())

    feature = found["features"][0]
    longitude, latitude = feature["geometry"]["coordinates"]
    assert (len(found["features"]), longitude < 0 < latitude) == (3, True)
    assert feature["properties"]["address"] == "1 Beck Lane, Leeds, LS11 8ND"


def test_points_leave_out_of_the_address_what_is_not_stated(catalogue, export):
    catalogue.execute(update(Address).values(address_1=NOT_STATED))

    found = json.loads(export(write_points, "all.geojson").read_bytes())

    assert {each["properties"]["address"] for each in found["features"]} == {"Leeds, LS11 8ND"}


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_plain_sheet_has_a_row_for_each_activity(export, ending):
    path = export(write_sheet, f"all.{ending}", ending=ending)

    table = open_tables(path)[0]

    assert sorted({row[1] for row in table.rows[1:]}) == ["Tea and talk 1", "Tea and talk 2", "Tea and talk 3"]
