"""How many documents there are by day, cost, way, language, access and tag."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.timetable.slots import slots_on
from directory.search.facets import Cost, count_facets, count_tagged
from directory.search.hard_limits import ANY_WAY, Way
from directory.search.index import CatalogueIndex, add_changes
from directory.search.segment import build_segment
from tests.search.making import make_document

TUESDAY_MORNING, WEEKEND = slots_on([1], [0]), slots_on([5, 6], [0, 1])
CHOIR = make_document("Choir", "", "Singing", "Company", slots=TUESDAY_MORNING, cheapest_pence=0, has_access=("lift",))
WALKS = make_document("Walks", "", "Walking", "Company", slots=WEEKEND, cheapest_pence=250, lacks_access=("lift",))
SPA = make_document("Spa", "", "Walking", cheapest_pence=2_000)
SILENT = make_document("Silent")
ALL = [CHOIR, WALKS, SPA, SILENT]


def facets_of(index, names=("Choir", "Walks", "Spa", "Silent"), asked_slots=0):
    marks = [each.name in names and not is_gone for each, is_gone in zip(index.documents, index.is_gone, strict=True)]
    return count_facets(index, lambda _: np.array(marks, bool), asked_slots)


INDEX = CatalogueIndex(build_segment(ALL))


def test_all_that_is_known_is_counted():
    facets = facets_of(INDEX)

    assert facets.days == (0, 1, 0, 0, 0, 1, 1)
    assert facets.parts == (2, 1, 0)
    assert facets.times_not_known == 2
    assert facets.costs == {Cost.FREE: 1, Cost.LITTLE: 1, Cost.MORE: 1, Cost.NOT_KNOWN: 1}
    assert (facets.access, facets.access_not_known) == ({"lift": 1}, 2)


def test_only_what_is_marked_is_counted():
    facets = facets_of(INDEX, ["Spa", "Silent"])

    assert facets.times_not_known == 2
    assert (facets.access, facets.access_not_known) == ({}, 2)


def test_ways_and_languages_are_counted():
    index = CatalogueIndex(
        build_segment([make_document("Line", reaches_by=("phone",), languages=("cy", "en")), SILENT])
    )

    facets = facets_of(index, ["Line", "Silent"])

    assert facets.ways == {ANY_WAY: 1, Way.VENUE: 0, Way.ONLINE: 0, Way.PHONE: 1, Way.HOME_VISIT: 0}
    assert facets.languages == {"cy": 1, "en": 1}


def test_parts_are_counted_on_the_days_that_are_asked_for():
    facets = facets_of(INDEX, asked_slots=slots_on([5], [0, 1, 2]))

    assert facets.parts == (1, 1, 0)
    assert facets.days == (0, 1, 0, 0, 0, 1, 1)


def test_days_are_counted_at_the_part_of_the_day_that_is_asked_for():
    facets = facets_of(INDEX, asked_slots=slots_on(range(7), [1]))

    assert facets.days == (0, 0, 0, 0, 0, 1, 1)
    assert facets.parts == (2, 1, 0)


@pytest.mark.parametrize(("codes", "count"), [(["walking"], 2), (["singing", "company"], 2), (["chess"], 0), ([], 0)])
def test_what_carries_one_of_some_tags_is_counted_once(codes, count):
    assert count_tagged(INDEX, ~INDEX.is_gone, frozenset(codes)) == count


@given(st.sets(st.sampled_from([each.name for each in ALL])), st.sets(st.sampled_from([each.name for each in ALL])))
def test_what_changed_counts_like_what_was_there_before(changed, marked):
    settled = build_segment([CHOIR, *(make_document(each.name, "", "Old") for each in ALL[1:])])
    index = add_changes(settled, [each for each in ALL if each.name in changed or each is not CHOIR], {})

    assert facets_of(index, marked) == facets_of(INDEX, marked)
