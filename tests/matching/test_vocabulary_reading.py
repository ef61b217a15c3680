"""From the terms in the database to what the matcher hears."""

import pytest

from directory.catalogue.models.taxonomies import PhraseUse, TermLink, TermPhrase
from directory.matching.vocabulary_reading import read_vocabulary
from tests.factories.catalogue import make_term


@pytest.fixture
def lonely(db):
    """A need with phrases, helped by walking first and singing second."""
    lonely, singing, walking = (make_term(db, name, name.lower()) for name in ("Lonely", "Singing", "Walking"))
    add_phrases(db, lonely, "on my own", "nobody comes")
    add_phrases(db, lonely, "befriending", use=PhraseUse.OFFERED)
    lonely.is_urgent = True
    db.add_all([TermLink(need_id=lonely.id, helped_by_id=singing.id, position=1)])
    db.add_all([TermLink(need_id=lonely.id, helped_by_id=walking.id, position=0)])
    db.flush()
    return lonely


def add_phrases(db, term, *phrases, use=PhraseUse.SAID):
    db.add_all([TermPhrase(term_id=term.id, phrase=phrase, use=use.value) for phrase in phrases])
    db.flush()


def test_a_concept_holds_what_people_say_and_what_helps_best_first(db, lonely):
    concept = read_vocabulary(db).concepts["lonely"]

    assert set(concept.phrases) == {"on my own", "nobody comes"}
    assert concept.search == ("befriending",)
    assert concept.helps == ("walking", "singing")
    assert (concept.name, concept.taxonomy, concept.urgent) == ("Lonely", "words of a test", True)


def test_what_helps_is_a_concept_even_if_nobody_says_it(db, lonely):
    assert set(read_vocabulary(db).concepts) == {"lonely", "walking", "singing"}


def test_terms_without_phrases_that_help_nothing_are_left_out(db, lonely):
    make_term(db, "Adult social care", "asc-1")
    make_term(db, "Elsewhere", None)

    assert set(read_vocabulary(db).concepts) == {"lonely", "walking", "singing"}


def test_a_narrower_term_serves_the_wider_one(db, lonely):
    vocabulary = read_vocabulary(db)
    assert vocabulary.offer_of(vocabulary.concepts["walking"]).own_codes == {"walking"}
    walking_id = next(link.helped_by_id for link in db.query(TermLink) if link.position == 0)
    rambling = make_term(db, "Rambling", "rambling", parent_id=walking_id)
    add_phrases(db, rambling, "a ramble")

    vocabulary = read_vocabulary(db)

    assert vocabulary.concepts["rambling"].parent == "walking"
    assert vocabulary.offer_of(vocabulary.concepts["walking"]).own_codes == {"walking", "rambling"}


def test_a_phrase_added_here_is_heard(db, lonely):
    add_phrases(db, lonely, "nobbut me")

    assert "nobbut me" in read_vocabulary(db).concepts["lonely"].phrases


def test_the_built_in_vocabulary_is_heard_whole(db, our_words):
    concepts = read_vocabulary(db).concepts

    assert concepts["crisis"].urgent
    assert len(concepts) > 200
    assert all(helper in concepts for concept in concepts.values() for helper in concept.helps)
