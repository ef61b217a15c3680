"""How many documents there are by term, day, cost and access."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.timetable.slots import slots_on
from directory.search.facets import Cost, count_facets
from directory.search.index import CatalogueIndex, add_changes
from directory.search.segment import build_segment
from tests.search.making import make_document

TUESDAY_MORNING, WEEKEND = slots_on([1], [0]), slots_on([5, 6], [0, 1])
CHOIR = make_document("Choir", "", "Singing", "Company", slots=TUESDAY_MORNING, cheapest_pence=0, has_access=("lift",))
WALKS = make_document("Walks", "", "Walking", "Company", slots=WEEKEND, cheapest_pence=250, lacks_access=("lift",))
SPA = make_document("Spa", "", "Walking", cheapest_pence=2_000)
SILENT = make_document("Silent")
ALL = [CHOIR, WALKS, SPA, SILENT]


def facets_of(index, names=("Choir", "Walks", "Spa", "Silent")):
    marks = [each.name in names and not is_gone for each, is_gone in zip(index.documents, index.is_gone, strict=True)]
    return count_facets(index, np.array(marks, bool))


INDEX = CatalogueIndex(build_segment(ALL))


def test_all_that_is_known_is_counted():
    facets = facets_of(INDEX)

    assert facets.total == 4
    assert facets.terms == {"singing": 1, "company": 2, "walking": 2}
    assert facets.days == (0, 1, 0, 0, 0, 1, 1)
    assert facets.parts == (2, 1, 0)
    assert facets.times_not_known == 2
    assert facets.costs == {Cost.FREE: 1, Cost.LITTLE: 1, Cost.MORE: 1, Cost.NOT_KNOWN: 1}
    assert (facets.access, facets.access_not_known) == ({"lift": 1}, 2)


def test_only_what_is_marked_is_counted():
    facets = facets_of(INDEX, ["Spa", "Silent"])

    assert (facets.total, facets.terms) == (2, {"walking": 1})
    assert (facets.access, facets.access_not_known) == ({}, 2)


def test_terms_come_in_order_without_those_that_nothing_has():
    facets = facets_of(INDEX)

    assert list(facets.of(["singing", "chess", "walking"]).items()) == [("walking", 2), ("singing", 1)]


@pytest.mark.parametrize("documents", [[], [SILENT]])
def test_an_index_without_tags_has_none(documents):
    index = CatalogueIndex(build_segment(documents))

    assert facets_of(index).terms == {}


@given(st.sets(st.sampled_from([each.name for each in ALL])), st.sets(st.sampled_from([each.name for each in ALL])))
def test_what_changed_counts_like_what_was_there_before(changed, marked):
    settled = build_segment([CHOIR, *(make_document(each.name, "", "Old") for each in ALL[1:])])
    index = add_changes(settled, [each for each in ALL if each.name in changed or each is not CHOIR], {})

    assert facets_of(index, marked) == facets_of(INDEX, marked)
