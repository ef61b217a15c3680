"""Files that lie: any value in any place, and any bytes, are taken or refused, and never more than that."""

import gzip
import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.catalogue.models.services import Service
from directory.db import transaction
from directory.exchange.bundles import read_bundle
from directory.exchange.feeds.pages import read_page
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.formats import Expected, Format
from directory.exchange.importing import run_import
from directory.exchange.opening import open_services
from directory.exchange.reading import Limits, UnreadableFile
from directory.exchange.values import WrongValue
from tests.factories.feeds import feed_id, feed_place, feed_service, write_lines
from tests.factories.odd_values import JSON, ODD, damage, places_in, with_odd_value
from tests.factories.oruk1 import old_page, old_phone, old_place, old_service, old_term
from tests.factories.packages import csv_bytes, describe, package_tables, write_package, write_zip

pytestmark = pytest.mark.fuzz
# `make test` tries a hundred examples, the same each time; how many other ones `make test-fuzz` does, its profile says.
unhurried = settings(
    deadline=None,
    derandomize=settings.get_current_profile_name() != "fuzz",
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
LIMITS = Limits(item_bytes=50_000, unpacked_bytes=2_000_000, ratio_from_bytes=500_000)


def full_service(number=1):
    capacity = {"id": feed_id("capacity", number), "available": 2, "unit": {"name": "chairs"}, "updated": "2026-03-01"}
    program = {"id": feed_id("program"), "name": "Warm spaces"}
    return feed_service(number, capacities=[capacity], program=program)


def full_old_service(number=1):
    place = old_place(number, postal_addresses=[{"address_1": "PO Box 1", "uprn": 1}]) | {
        "regular_schedule": [{"id": "r", "weekday": 1, "opens_at": "10:00"}],
        "holidayScheduleCollection": [{"closed": True, "start_date": "2026-12-24", "end_date": "2026-12-26"}],
    }
    link = {"id": "lt", "link_type": "cost_option", "link_id": f"c{number}", "taxonomy": old_term()}
    parent = {"id": "esdServiceType:1", "name": "Communities", "vocabulary": {"name": "esdServiceTypes"}}
    return old_service(
        number,
        service_at_locations=[place],
        holiday_schedules=[{"closed": False, "start_date": "2026-08-03", "opens_at": "11:00"}],
        eligibilitys=[{"id": "e", "eligibility": "adult", "minimum_age": 18, "taxonomys": [old_term()]}],
        service_taxonomys=[{"id": "st", "taxonomy": old_term(parent=parent)}],
        link_taxonomies=[link],
        phones=[old_phone(number)],
        reviews=[{"id": "r", "title": "Hygiene", "score": 5, "organization": {"name": "FSA"}}],
    )


SERVICES = {Format.ORUK_3: full_service(), Format.ORUK_1: full_old_service()}
PLACES = {format: list(places_in(service)) for format, service in SERVICES.items()}
MAKERS = {Format.ORUK_3: full_service, Format.ORUK_1: full_old_service}


@pytest.mark.parametrize("format", SERVICES)
@unhurried
@given(data=st.data())
def test_any_value_in_any_place_is_taken_or_refused(format, data):
    path = data.draw(st.sampled_from(PLACES[format]))
    odd = data.draw(st.sampled_from(ODD) | JSON)
    item = json.dumps(with_odd_value(SERVICES[format], path, odd)).encode()

    taken_or_refused(item, Expected(format, is_told=True))


@pytest.mark.parametrize("format", SERVICES)
@unhurried
@given(data=st.data())
def test_any_fields_moved_about_are_taken_or_refused(format, data):
    service = SERVICES[format]
    for _ in range(data.draw(st.integers(1, 4))):
        places = list(places_in(service))
        to, taken_from = data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))
        value = service
        for name in taken_from:
            value = value[name]
        service = with_odd_value(service, to, value)
        if len(json.dumps(service)) > 100_000:
            break

    taken_or_refused(json.dumps(service).encode(), Expected(format))


@unhurried
@given(item=st.binary(max_size=200) | JSON.map(lambda each: json.dumps(each).encode()))
def test_any_item_is_taken_or_refused(item):
    for format in (Format.ORUK_3, Format.ORUK_1, Format.TABULAR):
        taken_or_refused(item, Expected(format, is_told=True))


def taken_or_refused(item, expected):
    try:
        bundle = read_bundle(1, item, expected)
    except WrongValue as refused:
        told = str(refused)
        told.encode()
        assert told.isprintable()
    else:
        assert bundle.service.name
        assert all(each.isprintable() for each in bundle.notes)


FILES = {
    "lines": write_lines,
    "array": lambda path, *services: path.write_bytes(json.dumps(services).encode()),
    "packed page of 1.0": lambda path, *services: path.write_bytes(
        gzip.compress(json.dumps(old_page(*services), indent=1).encode())
    ),
}


@pytest.mark.parametrize("write", FILES.values(), ids=FILES.keys())
@unhurried
@given(data=st.data())
def test_any_damage_to_a_feed_is_taken_or_refused(tmp_path, write, data):
    path = tmp_path / "feed"
    write(path, full_service(1), full_old_service(2), full_service(3))
    path.write_bytes(data.draw(damage(path.read_bytes())))

    read_through(path)


@unhurried
@given(data=st.data())
def test_any_damage_to_a_package_is_taken_or_refused(tmp_path, data):
    path = write_package(tmp_path / "package.zip", package_tables(1, 2))
    path.write_bytes(data.draw(damage(path.read_bytes())))

    read_through(path)


PAGES = (
    json.dumps({"total_items": 2, "total_pages": 1, "page_number": 1, "contents": [full_service(1), full_service(2)]}),
    json.dumps(old_page(full_old_service(1), full_old_service(2)), indent=1),
)


@unhurried
@given(data=st.data())
def test_any_damage_to_a_page_of_a_feed_is_read_or_refused(data):
    body = data.draw(damage(data.draw(st.sampled_from(PAGES)).encode()))

    try:
        page = read_page(body)
    except FetchFailed:
        return
    for item in page.items:
        assert b"\n" not in item.data
        taken_or_refused(item.data, Expected(page.kind))


TABLES = package_tables(1, 2)
CSV_FILES = {name: csv_bytes(rows) for name, rows in TABLES.items()} | {"datapackage.json": describe(TABLES)}


@unhurried
@given(data=st.data())
def test_any_damage_to_a_file_of_a_package_is_taken_or_refused(tmp_path, data):
    files = dict(CSV_FILES)
    for name in data.draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=3)):
        files[name] = data.draw(damage(files[name]))

    read_through(write_zip(tmp_path / "package.zip", files))


@unhurried
@given(data=st.data())
def test_any_cell_of_a_package_is_taken_or_refused(tmp_path, data):
    tables = {name: [dict(row) for row in rows] for name, rows in TABLES.items()}
    cells = [(name, place, column) for name, rows in tables.items() for place, row in enumerate(rows) for column in row]
    texts = st.sampled_from([str(each) for each in ODD if "\ud800" not in str(each)]) | st.text(max_size=30)
    for name, place, column in data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=4)):
        tables[name][place][column] = data.draw(texts.filter(is_storable))

    read_through(write_package(tmp_path / "package.zip", tables))


def is_storable(text):
    return not any("\ud800" <= each <= "\udfff" for each in text)


def read_through(path):
    """Read a file to its end, each item being taken or refused."""
    told = []
    try:
        with open_services(path, LIMITS) as feed:
            for piece in feed.items():
                if piece.data is not None:
                    taken_or_refused(piece.data, feed.expected)
            told += [each.reason for each in feed.refusals()]
    except UnreadableFile as unreadable:
        told.append(str(unreadable))
    assert all(each.isprintable() for each in told)


@pytest.mark.parametrize("format", SERVICES)
@pytest.mark.parametrize("seed", range(5))
def test_import_of_odd_services_neither_stops_nor_leaves_halves(db, tmp_path, seed, format):
    chance = random.Random(seed)  # noqa: S311 - no secret
    places, make = PLACES[format], MAKERS[format]
    records = [with_odd_value(make(number), chance.choice(places), chance.choice(ODD)) for number in range(1, 151)]
    refused = []
    path = write_lines(tmp_path / "feed", *records)

    summary = run_import(path, "odd", transaction=transaction, report=refused.append, format=format)

    assert summary.new + summary.refused == 150
    assert len(refused) == summary.refused + summary.refused_shared
    assert db.scalar(select(func.count(Service.id))) == summary.new
    again = run_import(path, "odd", transaction=transaction, format=format)
    assert (again.new, again.changed, again.unchanged, again.changed_shared) == (0, 0, summary.new, 0)


@pytest.mark.parametrize("seed", range(5))
def test_import_of_an_odd_package_neither_stops_nor_leaves_halves(db, tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    tables = package_tables(*range(1, 41))
    for rows in tables.values():
        for row in chance.sample(rows, len(rows) // 4):
            row[chance.choice(list(row))] = chance.choice([each for each in ODD if is_storable(str(each))])
    refused = []
    path = write_package(tmp_path / "package.zip", tables)

    summary = run_import(path, "odd", transaction=transaction, report=refused.append)

    assert summary.new + summary.refused == 40
    assert len(refused) == summary.refused + summary.refused_rows + summary.refused_shared
    assert db.scalar(select(func.count(Service.id))) == summary.new
    again = run_import(path, "odd", transaction=transaction)
    assert (again.new, again.changed, again.unchanged, again.changed_shared) == (0, 0, summary.new, 0)


def test_many_deeply_nested_texts_are_refused_at_once():
    nested = "<div>" * 19_000
    places = [feed_place(number, description=nested) for number in range(30)]

    with pytest.raises(WrongValue, match=r"description has 19,000 tags; at most 1,000 are taken"):
        read_bundle(1, json.dumps(feed_service(service_at_locations=places)).encode())
