"""Whole files of Open Referral UK 1.0 on the way into the catalogue."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import SourceRecord
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.db import Base, transaction
from directory.exchange.formats import Format
from directory.exchange.ids import Ids, source_id_for
from directory.exchange.importing import run_import
from tests.factories.feeds import feed_service, write_lines
from tests.factories.oruk1 import old_page, old_service, old_term

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)


def take(path, at=MONDAY, **more):
    refused = []
    with time_machine.travel(at, tick=False):
        summary = run_import(path, "shetland", transaction=transaction, report=refused.append, **more)
    return summary, [(each.number, each.reason) for each in refused]


def counts(summary):
    return (summary.new, summary.changed, summary.unchanged, summary.refused)


def everything(database):
    return {
        name: sorted(str(row) for row in database.write.execute(table.select()))
        for name, table in Base.metadata.tables.items()
    }


FILES = {
    "lines": lambda services: "\n".join(map(json.dumps, services)).encode(),
    "packed lines": lambda services: gzip.compress("\n".join(map(json.dumps, services)).encode()),
    "array": lambda services: json.dumps(services).encode(),
    "page": lambda services: json.dumps(old_page(*services), indent=1).encode(),
    "page, list first": lambda services: json.dumps({"content": services, "totalElements": 3}).encode(),
}


@pytest.mark.parametrize("write", FILES.values(), ids=FILES.keys())
def test_every_kind_of_file_is_read_and_again_changes_no_row(database, tmp_path, write):
    path = tmp_path / "feed"
    path.write_bytes(write([old_service(each) for each in range(1, 4)]))

    first, refused = take(path)
    before = everything(database)
    second, _ = take(path, at=MONDAY + timedelta(days=1))

    assert (counts(first), refused) == ((3, 0, 0, 0), [])
    assert (counts(second), second.changed_shared) == ((0, 0, 3, 0), 0)
    assert everything(database) == before


def test_single_service_by_id_is_read(db, tmp_path):
    path = tmp_path / "service.json"
    path.write_text(json.dumps(old_service(), indent=2))

    summary, _ = take(path)

    assert counts(summary) == (1, 0, 0, 0)
    service = db.scalars(select(Service)).one()
    assert service.id == Ids(source_id_for("shetland"), {}).derive("service", "3551")
    assert db.scalars(select(SourceRecord).filter_by(entity="service")).one().source_key == "3551"


def test_one_file_may_mix_both_versions(db, tmp_path):
    summary, _ = take(write_lines(tmp_path / "feed", old_service(), feed_service()))

    assert counts(summary) == (2, 0, 0, 0)
    assert [(each.text, each.count, each.first) for each in summary.notices] == [
        ("The service was read as Open Referral UK 1.0", 1, "line 1")
    ]


def test_format_can_be_forced(db, tmp_path):
    path = write_lines(tmp_path / "feed", old_service(eligibilitys=[{"minimum_age": 50}]))

    summary, _ = take(path, format=Format.ORUK_3)

    assert counts(summary) == (1, 0, 0, 0)
    assert db.scalars(select(Service)).one().minimum_age is None
    assert "service.eligibilitys has no place in the catalogue and was left out" in {
        each.text for each in summary.notices
    }


def test_terms_above_those_in_use_come_in_with_their_names(db, tmp_path):
    top = {"id": "esdServiceType:1", "name": "Communities", "vocabulary": "esdServiceTypes"}
    child = old_term(parent=top)

    take(write_lines(tmp_path / "feed", old_service(service_taxonomys=[{"id": "st", "taxonomy": child}])))

    terms = {each.code: each for each in db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.term_uri.is_not(None)))}
    assert terms["1"].name == "Communities"
    assert terms["297"].parent_id == terms["1"].id


def test_service_that_moves_from_1_to_3_stays_the_same_record(db, tmp_path):
    key = "1f4c3a52-61e0-4f0e-8f2f-3a0b9f6d7c01"
    take(write_lines(tmp_path / "old", old_service(id=key)))

    summary, _ = take(write_lines(tmp_path / "new", feed_service(id=key)))

    assert counts(summary) == (0, 1, 0, 0)
    assert str(db.scalars(select(Service)).one().id) == key


def test_bad_items_are_refused_and_the_rest_goes_in(db, tmp_path):
    bad = [old_service(2, name=None), old_service(3, contacts="?"), old_service(1), b"{"]

    summary, refused = take(write_lines(tmp_path / "feed", old_service(1), *bad, old_service(4)))

    assert counts(summary) == (2, 0, 0, 4)
    assert [reason for _, reason in refused[:3]] == [
        "name is missing",
        "contacts is not a list",
        "the record has the same id as line 1",
    ]
    assert db.scalar(select(func.count(Location.id))) == 2


@pytest.mark.parametrize("name", ["service_detail", "service_detail_other_spelling", "services_page"])
def test_samples_of_the_standard_come_in_whole(db, shared, name):
    summary, refused = take(
        shared / "standards" / "samples" / f"oruk1_{name}.json", at=datetime(2025, 12, 1, tzinfo=UTC)
    )

    assert (counts(summary), refused) == ((1, 0, 0, 0), [])
    assert [each.text for each in summary.notices] == ["The service was read as Open Referral UK 1.0"]
