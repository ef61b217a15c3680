"""Finding terms while somebody types."""

import uuid

import pytest

from directory.catalogue.vocabulary import term_id
from directory.search.terms import FoundTerm, TermFinder, TermWords, find_terms_said

TERMS = [
    TermWords(uuid.UUID(int=1), "Woodwork", ("carpentry", "joiner")),
    TermWords(uuid.UUID(int=2), "Walking", ("goes for walks", "ramble/hike in the hills")),
    TermWords(uuid.UUID(int=3), "Walking football"),
    TermWords(uuid.UUID(int=4), "Loneliness", ("lonely", "no one to talk to.")),
    TermWords(uuid.UUID(int=5), "Living with pain", ("arthritis",)),
    TermWords(uuid.UUID(int=6), "Art groups", ("art class",)),
    TermWords(uuid.UUID(int=7), "Lone parents"),
    TermWords(uuid.UUID(int=8), "Allotments", ("growing vegetables",)),
    TermWords(uuid.UUID(int=9), "Gardening"),
]
NAMES = {each.term_id: each.name for each in TERMS}
FINDER = TermFinder(TERMS)


@pytest.mark.parametrize(
    ("typed", "first", "phrase"),
    [
        pytest.param("wood", "Woodwork", "", id="the beginning of a name"),
        pytest.param("JOINER", "Woodwork", "joiner", id="what people say"),
        pytest.param("hikes", "Walking", "hike in the hills", id="one of several words that will do"),
        pytest.param("woodwrok", "Woodwork", "", id="two letters the wrong way round"),
        pytest.param("carpintery", "Woodwork", "carpentry", id="two slips in a long word"),
        pytest.param("lonley", "Loneliness", "lonely", id="a slip, not another word with the same stem"),
        pytest.param("no one to talk", "Loneliness", "no one to talk to", id="several words"),
        pytest.param("arthritis", "Living with pain", "arthritis", id="a phrase"),
        pytest.param("art", "Art groups", "", id="a word that other words begin with"),
        pytest.param("to", "Loneliness", "no one to talk to", id="a little word, where there is no other"),
    ],
)
def test_term_is_found_by(typed, first, phrase):
    found = FINDER.find(typed)[0]

    assert (NAMES[found.term_id], found.phrase) == (first, phrase)


@pytest.mark.parametrize("typed", ["", "  ", "?!", "xyz", "rdo", "oodwork"])
def test_nothing_is_found_by(typed):
    assert FINDER.find(typed) == []


def test_each_term_is_found_once_and_shorter_names_come_first():
    assert [NAMES[each.term_id] for each in FINDER.find("walk")] == ["Walking", "Walking football"]


def test_of_several_words_as_many_as_there_are_have_to_fit():
    assert [NAMES[each.term_id] for each in FINDER.find("gardening allotment")] == ["Allotments", "Gardening"]
    assert [NAMES[each.term_id] for each in FINDER.find("walking football")] == ["Walking football"]


def test_terms_of_the_vocabulary_are_found_and_areas_are_not(db, our_words):
    assert find_terms_said(db, "joiner") == [FoundTerm(term_id("woodwork"), "joiner")]
    assert term_id("whole-county") not in {each.term_id for each in find_terms_said(db, "the county")}
