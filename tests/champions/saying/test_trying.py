"""Trying a phrase: what would be heard with it, and where it leads already."""

import pytest

from directory.catalogue.models.taxonomies import TermPhrase
from directory.champions.saying.trying import HeardWords, hears_elsewhere, try_phrase
from directory.matching.vocabulary_reading import read_vocabulary
from tests.factories.catalogue import make_term


@pytest.fixture
def debt(db):
    return with_taxonomy(db, make_term(db, "Debt", "debt", phrases=[TermPhrase(phrase="owe money")]))


def with_taxonomy(db, term):
    db.refresh(term, ["taxonomy"])
    return term


@pytest.fixture
def grief(db):
    return make_term(db, "Grief", "grief", phrases=[TermPhrase(phrase="lost mum")])


def test_sentence_is_heard_with_the_phrase_and_nothing_is_kept(db, debt, grief):
    tried = try_phrase(db, debt, "skint", "I lost my mum and I'm skint.")

    assert [(each.name, each.is_new) for each in tried] == [("Grief", False), ("Debt", True)]
    assert tried[1].words[-1].endswith("skint")
    assert read_vocabulary(db).concepts["debt"].phrases == ("owe money",)


def test_term_without_words_is_heard_by_its_first(db):
    bare = with_taxonomy(db, make_term(db, "Bare", "bare"))

    assert try_phrase(db, bare, "skint", "skint") == [HeardWords("Bare", ("skint",), is_new=True)]


def test_other_terms_that_hear_a_phrase_are_named(db, debt, grief):
    assert hears_elsewhere(db, debt, "mislaid/lost my mum") == ["Grief"]
    assert hears_elsewhere(db, debt, "owe money") == []
    assert hears_elsewhere(db, debt, "skint") == []
