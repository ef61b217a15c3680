"""Which records are compared, and which pairs come out."""

import uuid

import pytest

from benchmarks.duplicates import FILE, PLANTED, measure_quality, read_subjects
from directory.catalogue.duplicates.compared import Subject, commonness
from directory.catalogue.duplicates.likely_pairs import MOST_AT_ONE_PLACE, find_likely_pairs, meeting_pairs
from directory.catalogue.duplicates.likeness_words import name_words

# Another draw than those the weights were set with, and than the benchmark's.
SEED = 5


def group(name, **more) -> Subject:
    return Subject(uuid.uuid4(), name, (name_words(name),), **more)


def test_each_pair_comes_once_however_often_they_meet():
    shared = {"phones": frozenset({"01134960000"}), "postcodes": frozenset({"LS118ND"})}
    one, other = group("Larkenshaw Men's Shed", **shared), group("Larkenshaw Mens Shed", **shared)

    assert [pair[:2] for pair in find_likely_pairs([one, other])] == [(one, other)]


def test_a_place_where_very_many_meet_is_passed_over():
    many = [group(f"Group {number}", phones=frozenset({"01134960000"})) for number in range(MOST_AT_ONE_PLACE + 1)]

    assert meeting_pairs(many, commonness(many)) == set()


def test_progress_is_told():
    told = []
    shared = frozenset({"01134960000"})

    list(find_likely_pairs([group("One", phones=shared), group("Two", phones=shared)], lambda *at: told.append(at)))

    assert told == [(0, 1)]


@pytest.mark.slow
def test_planted_copies_among_real_charities_are_found_and_little_else(shared):
    quality, _ = measure_quality(read_subjects(shared / "data" / FILE.name), SEED)

    assert quality.planted == PLANTED
    assert quality.recall >= 0.85
    assert quality.precision >= 0.98
