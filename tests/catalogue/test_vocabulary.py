"""Our own vocabulary in the database: loaded once, and edited there afterwards."""

import copy

import pytest
from sqlalchemy import delete, func, select, update

from directory import clock
from directory.catalogue import vocabulary
from directory.catalogue.models.taxonomies import PhraseUse, Taxonomy, TaxonomyTerm, TermLink, TermPhrase
from directory.catalogue.queries import catalogue_version
from directory.catalogue.vocabulary import load_vocabulary, read_vocabulary, taxonomy_id, term_id

SMALL = {
    "taxonomies": {
        "interests": {"name": "Interests", "description": "What people like."},
        "needs": {"name": "Needs", "description": "What would help."},
    },
    "term": [
        # The need comes before what helps it, and a child before its parent.
        {
            "taxonomy": "needs",
            "code": "lonely",
            "parent": "company",
            "name": "Feeling lonely",
            "description": "Lonely.",
            "phrases": ["nobody comes", "on my own"],
            "search": ["befriending"],
            "helps": ["walking", "singing"],
        },
        {"taxonomy": "needs", "code": "company", "name": "Company", "description": "Company.", "urgent": True},
        {"taxonomy": "interests", "code": "walking", "name": "Walking", "description": "Walks.", "phrases": ["a walk"]},
        {"taxonomy": "interests", "code": "singing", "name": "Singing", "description": "Songs."},
    ],
}


@pytest.fixture
def small(monkeypatch):
    """A vocabulary of four terms in place of the file."""
    content = copy.deepcopy(SMALL)
    monkeypatch.setattr(vocabulary, "read_vocabulary", lambda: content)
    return content


def counts(db) -> list[int]:
    tables = (Taxonomy, TaxonomyTerm, TermPhrase, TermLink)
    return [db.scalar(select(func.count()).select_from(table)) or 0 for table in tables]


def phrases_of(db, code, use=PhraseUse.SAID) -> list[str]:
    wanted = select(TermPhrase.phrase).where(TermPhrase.term_id == term_id(code), TermPhrase.use == use.value)
    return sorted(db.scalars(wanted))


def test_terms_come_with_phrases_and_what_helps(db, small):
    loaded = load_vocabulary(db)
    db.flush()

    lonely = db.get(TaxonomyTerm, term_id("lonely"))
    assert (loaded.added, loaded.total) == (4, 4)
    assert counts(db) == [2, 4, 4, 2]
    assert (lonely.taxonomy_id, lonely.parent_id) == (taxonomy_id("needs"), term_id("company"))
    assert phrases_of(db, "lonely") == ["nobody comes", "on my own"]
    assert phrases_of(db, "lonely", PhraseUse.OFFERED) == ["befriending"]
    links = select(TermLink.helped_by_id).where(TermLink.need_id == lonely.id).order_by(TermLink.position)
    assert db.scalars(links).all() == [term_id("walking"), term_id("singing")]
    assert db.get(TaxonomyTerm, term_id("company")).is_urgent


def test_loading_twice_adds_nothing_and_tells_nobody(db, small):
    load_vocabulary(db)
    before, version = counts(db), catalogue_version(db)

    again = load_vocabulary(db)
    db.flush()

    assert again.added == 0
    assert (counts(db), catalogue_version(db)) == (before, version)


def test_what_people_here_changed_is_kept(db, small):
    load_vocabulary(db)
    db.flush()
    db.execute(delete(TermPhrase).where(TermPhrase.phrase == "on my own"))
    db.add(TermPhrase(term_id=term_id("lonely"), phrase="nobbut me"))
    db.get(TaxonomyTerm, term_id("walking")).name = "Walks and rambles"
    db.execute(delete(TermLink).where(TermLink.helped_by_id == term_id("singing")))

    load_vocabulary(db)
    db.flush()

    assert phrases_of(db, "lonely") == ["nobbut me", "nobody comes"]
    assert db.get(TaxonomyTerm, term_id("walking")).name == "Walks and rambles"
    assert db.scalar(select(func.count()).select_from(TermLink)) == 1


def test_what_was_taken_out_stays_out_and_danger_comes_back(db, small):
    small["term"][1]["phrases"] = ["not safe"]
    load_vocabulary(db)
    db.flush()
    db.execute(update(TermPhrase).values(taken_out_at=clock.now()))
    db.expire_all()

    load_vocabulary(db)
    db.flush()

    heard = db.scalars(select(TermPhrase.phrase).where(TermPhrase.taken_out_at.is_(None))).all()
    assert heard == ["not safe"]


def test_words_of_danger_are_made_whole_again(db, small):
    load_vocabulary(db)
    db.flush()
    small["term"][1]["phrases"] = ["nobody to turn to", "not safe"]
    db.get(TaxonomyTerm, term_id("company")).is_urgent = False
    version = catalogue_version(db)

    load_vocabulary(db)
    db.flush()

    assert phrases_of(db, "company") == ["nobody to turn to", "not safe"]
    assert db.get(TaxonomyTerm, term_id("company")).is_urgent
    assert catalogue_version(db) == version + 1


def test_lists_of_words_are_written_out_in_the_phrases_that_name_them():
    phrases = {phrase for term in read_vocabulary()["term"] for phrase in term["phrases"]}

    assert "harm myself/meself/mysel/masel/mesen" in phrases
    assert not [phrase for phrase in phrases if "{" in phrase]


def test_a_term_that_is_new_in_the_file_is_added(db, small):
    load_vocabulary(db)
    version = catalogue_version(db)
    small["term"].append(
        {
            "taxonomy": "needs",
            "code": "bored",
            "parent": "company",
            "name": "Bored",
            "description": "x",
            "helps": ["walking"],
        }
    )

    loaded = load_vocabulary(db)
    db.flush()

    assert (loaded.added, loaded.total) == (1, 5)
    assert counts(db) == [2, 5, 4, 3]
    assert catalogue_version(db) == version + 1


def test_the_whole_file_loads(db):
    loaded = load_vocabulary(db)
    db.flush()

    assert loaded.added == loaded.total == len(read_vocabulary()["term"])
    assert load_vocabulary(db).added == 0


def test_ids_follow_from_codes_for_ever():
    # Listings, profiles and old referrals of every installation point at these.
    assert str(term_id("walking")) == "ace13375-0cfa-5a2a-a93c-864acb99d7fe"
    assert str(taxonomy_id("needs")) == "f111ee1e-1efd-5f8f-9abb-9bb11c9dfbe5"
