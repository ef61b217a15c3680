"""A segment says again just what it was given."""

import uuid

import pytest

from directory.search.segment import build_segment, row_in
from tests.search.making import LEEDS, make_document

FULL = make_document(
    "Caf\u00e9 choir",
    "We sing \u2013 all welcome",
    "Singing",
    points=(LEEDS, (53.8, -1.5)),
    minimum_age=18.5,
    reaches_by=("online",),
    stamp=17,
)
BARE = make_document("Walks")


def test_documents_come_back_as_they_were():
    segment = build_segment([FULL, BARE])

    assert {each.name: each for each in segment.documents} == {FULL.name: FULL, BARE.name: BARE}
    assert segment.documents[row_in(segment, FULL.service_id)].content_hash == FULL.content_hash


@pytest.mark.parametrize("last", [pytest.param("00", id="ends in zero"), pytest.param("7f", id="ends in another")])
def test_a_service_is_found_by_its_id_whatever_that_is(last):
    service_id = uuid.UUID("0" * 30 + last)
    segment = build_segment([FULL, make_document("Zero", stamp=3).__class__(service_id, "Zero")])

    row = row_in(segment, service_id)

    assert row is not None
    assert segment.documents[row].name == "Zero"
    assert row_in(segment, BARE.service_id) is None


def test_a_segment_of_nothing_holds_nothing():
    segment = build_segment([])

    assert len(segment) == 0
    assert row_in(segment, BARE.service_id) is None
