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


def test_what_lies_together_stands_together_after_what_has_no_one_place():
    near, nearer = make_document("Near", points=(LEEDS,)), make_document("Nearer", points=(LEEDS,))
    far = make_document("Far", points=((-33.9, 151.2),))

    segment = build_segment([near, FULL, far, nearer, BARE])

    assert [each.name for each in segment.documents][:3] == [BARE.name, FULL.name, far.name]
    assert (segment.unplaced.tolist(), segment.scattered.tolist()) == ([0], [1])


def test_each_row_knows_where_its_id_stands_among_all_ids():
    segment = build_segment([FULL, make_document("Near", points=(LEEDS,)), BARE])

    by_rank = sorted(range(3), key=lambda row: segment.ranks[row])

    ids = [each.service_id for each in segment.documents]
    assert [ids[row] for row in by_rank] == sorted(ids)
