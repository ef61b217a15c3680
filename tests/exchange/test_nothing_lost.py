"""Records in which every field of the standards says something, taken in, published and compared field by field.

What differs is listed here with the reason, and in docs/operations/exporting.md in words. A field that is lost or
changed beyond that fails; so does one of the list that is not lost any more.
"""

import csv
import io
import json
import uuid
import zipfile

import pytest
from sqlalchemy import select

from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.db import transaction
from directory.exchange.exporting.packages import write_package
from directory.exchange.exporting.portions import published_portions
from directory.exchange.importing import run_import
from directory.exchange.representations.services import whole_services
from tests.factories.feeds import write_lines
from tests.factories.maximal import (
    leaves,
    maximal_extra_service,
    maximal_old_service,
    maximal_service,
    maximal_tables,
    parents,
)
from tests.factories.packages import csv_bytes, write_zip

FORCED = {
    "service.last_modified": "it is when this catalogue saw a change",
    "service.assurer_email": "only the group's own address is published",
    "notes": "the feed says which clock its times are on",
    "service.languages": "a language that has nothing but an id says nothing",
    "taxonomy": "what a term says of its taxonomy beside its id is the taxonomy's name",
}
FORCED_OF_HSDS = {
    "service.metadata": "it names people",
    "timezone": "times are clock times in the United Kingdom, whatever zone comes with them",
    "schedules": "those of a place stand with those of the service, which the profile knows alone",
    "service_areas": "those of a place stand with those of the service as well",
    "service.organization.locations": "places that no service uses are left out, and told",
    "service.organization.programs": "programmes that no service uses are left out, and told",
}
LOST_OF_1_0 = {
    "service.metadata",  # It names people.
    "service.contacts.personal_data",
    "service.contacts.sensitive_data",
    "service.organization.assured_date",
    "service.organization.identifiers.uri",
    "service.reviews.organization.description",
    "service.reviews.organization.email",
    "service.reviews.organization.id",
    "service.reviews.organization.logo",
    "service.reviews.organization.uri",
    "service.reviews.organization.url",
    "service.reviews.widget",
    "service.service_areas.type",
}
# What 3.0 says in other words or with another record: it is there, but not letter by letter.
OTHERWISE_OF_1_0 = {
    "service.eligibilities.id",
    "service.holiday_schedules.closed",
    "service.payments_accepted.id",
    "service.reviews.id",
    "service.service_areas.identifier",
}


@pytest.fixture
def schemas(shared):
    return shared / "standards" / "schemas"


def published(db, tmp_path, *services):
    """What is published of the last of some services that are taken in."""
    refused = []
    path = write_lines(tmp_path / "feed.ndjson", *services)
    run_import(path, "maximal", transaction=transaction, report=refused.append)
    assert refused == []
    (whole,) = whole_services(db, [uuid.UUID(services[-1]["id"])])
    return json.loads(json.dumps(whole, default=str))


def rows_of(value, path="service", found=None):
    """The records in a record by their ids: the path of each, its values, and the ids of those in its lists."""
    found = {} if found is None else found
    mine = found.setdefault(value["id"], {})
    for name, each in value.items():
        inner = [each] if isinstance(each, dict) else each if isinstance(each, list) else []
        said = {one["id"] for one in inner} if inner else str(each)
        mine.setdefault(name, (f"{path}.{name}", said))
        for one in inner:
            rows_of(one, f"{path}.{name}", found)
    return found


def lost(original, copy):
    """The paths of the fields of which the copy says something else, or nothing."""
    ours, theirs = rows_of(original), rows_of(copy)
    return {
        path
        for key, row in ours.items()
        for name, (path, value) in row.items()
        if theirs.get(key, {}).get(name, (None, None))[1] != value
    }


def forced(path, reasons):
    """Whether a path, the name at its end or a record it leads through is among the reasons."""
    parts = path.split(".")
    return any(".".join(parts[: end + 1]) in reasons for end in range(len(parts))) or parts[-1] in reasons


def test_nothing_of_open_referral_uk_3_0_is_lost(db, schemas, tmp_path):
    service = maximal_service(schemas)

    copy = published(db, tmp_path, parents(), service)

    found = lost(service, copy)
    assert {path for path in found if not forced(path, FORCED)} == set()
    assert {name for name in FORCED if not any(forced(path, {name}) for path in found)} == set()


def test_nothing_of_hsds_3_1_is_lost(db, schemas, tmp_path):
    service = maximal_extra_service(schemas)
    reasons = FORCED.keys() - {"service.languages"} | FORCED_OF_HSDS.keys()

    copy = published(db, tmp_path, parents(), service)

    found = lost(service, copy)
    assert {path for path in found if not forced(path, reasons)} == set()
    assert {name for name in reasons if not any(forced(path, {name}) for path in found)} == set()


def test_nothing_of_open_referral_uk_1_0_is_lost_but_what_3_0_has_no_place_for(db, schemas, tmp_path):
    service = maximal_old_service(schemas)

    copy = published(db, tmp_path, service)

    terms = [{"name": each.name, "id": str(each.id)} for each in db.scalars(select(TaxonomyTerm))]
    said = [str(value) for _, value in leaves([copy, terms])]
    missing = {path for path, value in leaves(service) if not any(str(value) in each for each in said)}
    known = LOST_OF_1_0 | OTHERWISE_OF_1_0
    assert {path for path in missing if not forced(path, known)} == set()
    assert {name for name in LOST_OF_1_0 if not any(forced(path, {name}) for path in missing)} == set()


# Columns of the package that a row is not written with, or not as it came.
FORCED_OF_PACKAGE = {
    ("schedules.csv", "notes"),
    ("schedules.csv", "timezone"),
    ("services.csv", "assurer_email"),
    ("services.csv", "last_modified"),
}


def test_nothing_of_a_package_is_lost(db, schemas, tmp_path):
    tables = maximal_tables(schemas)
    path = write_zip(tmp_path / "in.zip", {name: csv_bytes(rows) for name, rows in tables.items()})
    refused = []
    run_import(path, "maximal", transaction=transaction, report=refused.append)
    assert refused == []

    with (tmp_path / "out.zip").open("wb") as file:
        write_package(db, file, published_portions(db, None))

    copy = read_tables(tmp_path / "out.zip")
    found = {
        (name, column)
        for name, rows in tables.items()
        for row in rows
        for column, value in row.items()
        if copy[name].get(row["id"], {}).get(column) != str(value)
    }
    assert found == FORCED_OF_PACKAGE


def read_tables(path):
    """The rows of a package by file and id."""
    with zipfile.ZipFile(path) as archive:
        names = [each for each in archive.namelist() if each.endswith(".csv")]
        texts = {name: io.StringIO(archive.read(name).decode()) for name in names}
        return {name: {row["id"]: row for row in csv.DictReader(text)} for name, text in texts.items()}
