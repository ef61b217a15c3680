"""The terms that a listing can be tagged with."""

import uuid

import pytest

from directory import clock
from directory.catalogue.models.taxonomies import TaxonomyTerm, TermPhrase
from directory.catalogue.term_queries import link_type_of, list_said_terms, terms_by_code, terms_by_id
from directory.catalogue.vocabulary import taxonomy_id, term_id
from tests.factories.catalogue import make_term


def test_terms_are_told_with_what_people_say(db, our_words):
    said = {found: (name, phrases) for found, name, phrases in list_said_terms(db)}

    name, phrases = said[term_id("woodwork")]
    assert name == "Woodwork"
    assert "joiner" in phrases
    assert list(phrases) == sorted(phrases)


def test_terms_of_others_are_told_and_areas_are_not(db, our_words):
    theirs = make_term(db, "Wood turning")

    told = {found for found, _, _ in list_said_terms(db)}
    areas = {each.id for each in db.query(TaxonomyTerm).filter_by(taxonomy_id=taxonomy_id("areas"))}
    assert theirs.id in told
    assert areas
    assert told.isdisjoint(areas)


def test_term_without_a_taxonomy_is_told(db):
    loose = TaxonomyTerm(name="Loose", description="", phrases=[TermPhrase(phrase="a loose word")])
    db.add(loose)
    db.flush()

    assert list_said_terms(db) == [(loose.id, "Loose", ("a loose word",))]


def test_phrase_that_was_taken_out_is_not_told(db):
    phrases = [TermPhrase(phrase="a loose word"), TermPhrase(phrase="a lost word", taken_out_at=clock.now())]
    loose = TaxonomyTerm(name="Loose", description="", phrases=phrases)
    db.add(loose)
    db.flush()

    assert list_said_terms(db) == [(loose.id, "Loose", ("a loose word",))]


def test_terms_by_id_come_by_name_and_unknown_ids_are_left_out(db):
    later, first = make_term(db, "Walking"), make_term(db, "Choir")

    found = terms_by_id(db, [later.id, uuid.uuid4(), first.id])

    assert [each.name for each in found] == ["Choir", "Walking"]
    assert found[0].taxonomy.name


def test_only_our_own_codes_are_known(db, our_words):
    make_term(db, "Somebody else's woodwork", code="woodwork")

    assert [each.id for each in terms_by_code(db, ["woodwork", "no such code"])] == [term_id("woodwork")]


@pytest.mark.parametrize(
    ("code", "says"),
    [("woodwork", "service_type"), ("loneliness", "need"), ("carers", "service_eligibility")],
)
def test_term_says_what_kind_of_word_it_is(db, our_words, code, says):
    assert link_type_of(db.get(TaxonomyTerm, term_id(code))) == says


def test_term_of_others_says_what_the_activity_is(db):
    assert link_type_of(make_term(db)) == "service_type"
