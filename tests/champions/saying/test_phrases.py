"""Phrases: whose they are to change, what is written down, and two people at once."""

import uuid

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.audit.models import AuditEvent
from directory.catalogue.models.taxonomies import PhraseUse, TaxonomyTerm, TermPhrase
from directory.catalogue.queries import catalogue_version
from directory.catalogue.vocabulary import taxonomy_id
from directory.champions.saying.phrases import (
    DangerStays,
    PhraseMoved,
    add_phrase,
    get_worded_term,
    list_worded_terms,
    put_back_phrase,
    take_out_phrase,
)
from directory.errors import NotFound
from directory.matching.vocabulary_reading import read_vocabulary
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_term
from tests.factories.champions import make_walking_domain


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def debt(db):
    return make_term(db, "Debt", "debt", phrases=[TermPhrase(phrase="owe money")])


@pytest.fixture
def danger(db):
    return make_term(db, "Crisis", "crisis", is_urgent=True, phrases=[TermPhrase(phrase="not safe")])


@pytest.fixture
def domain(db, debt, danger):
    return make_walking_domain(db, [debt, danger, make_term(db, "A term of others")])


def heard(db, code) -> tuple[str, ...]:
    db.flush()
    return read_vocabulary(db).concepts[code].phrases


def acts(db) -> list[str]:
    return list(
        db.scalars(select(AuditEvent.action).where(AuditEvent.subject == "term_phrase").order_by(AuditEvent.id))
    )


def test_terms_that_are_listened_for_come_by_name(db, domain):
    assert [each.name for each in list_worded_terms(db, domain)] == ["Crisis", "Debt"]


def test_term_outside_the_domain_is_not_found(db, domain):
    with pytest.raises(NotFound):
        get_worded_term(db, domain, make_term(db, "Chess", "chess").id)


def test_added_phrase_leads_to_its_term_and_is_written_down(db, champion, domain, debt):
    version = catalogue_version(db)

    added = add_phrase(db, champion, get_worded_term(db, domain, debt.id, to_change=True), "skint")

    assert heard(db, "debt") == ("owe money", "skint")
    assert catalogue_version(db) == version + 1
    event = db.scalars(select(AuditEvent).where(AuditEvent.action == "phrase.added")).one()
    assert (event.actor_id, event.subject_ids, event.fields) == (champion.user_id, [str(added.id)], [])


def test_phrase_taken_out_leads_nowhere_until_it_is_put_back(db, champion, domain, debt):
    term = get_worded_term(db, domain, debt.id, to_change=True)
    kept = add_phrase(db, champion, term, "skint")
    [phrase] = [each for each in term.phrases if each is not kept]

    take_out_phrase(db, champion, term, phrase.id)
    without = heard(db, "debt")
    put_back_phrase(db, champion, term, phrase.id)

    assert without == ("skint",)
    assert heard(db, "debt") == ("owe money", "skint")
    assert acts(db) == ["phrase.added", "phrase.taken_out", "phrase.put_back"]


def test_adding_what_was_taken_out_puts_it_back(db, champion, domain, debt):
    term = get_worded_term(db, domain, debt.id, to_change=True)
    phrase = take_out_phrase(db, champion, term, term.phrases[0].id)

    assert add_phrase(db, champion, term, "owe money") is phrase
    assert heard(db, "debt") == ("owe money",)


def test_who_comes_second_is_told_and_changes_nothing(db, champion, domain, debt):
    term = get_worded_term(db, domain, debt.id, to_change=True)
    phrase = term.phrases[0]

    with pytest.raises(PhraseMoved):
        add_phrase(db, champion, term, "owe money")
    with pytest.raises(PhraseMoved):
        put_back_phrase(db, champion, term, phrase.id)
    take_out_phrase(db, champion, term, phrase.id)
    with pytest.raises(PhraseMoved):
        take_out_phrase(db, champion, term, phrase.id)

    assert acts(db) == ["phrase.taken_out"]


def test_words_of_danger_are_added_to_and_never_taken_out(db, champion, domain, danger):
    term = get_worded_term(db, domain, danger.id, to_change=True)

    added = add_phrase(db, champion, term, "said goodbye")
    with pytest.raises(DangerStays):
        take_out_phrase(db, champion, term, added.id)

    assert heard(db, "crisis") == ("not safe", "said goodbye")


def test_what_groups_write_is_no_phrase_to_take_out(db, champion, domain, debt):
    offered = TermPhrase(id=uuid.uuid4(), term_id=debt.id, use=PhraseUse.OFFERED.value, phrase="money advice")
    db.add(offered)
    db.flush()

    with pytest.raises(NotFound):
        take_out_phrase(db, champion, get_worded_term(db, domain, debt.id), offered.id)


def test_areas_are_not_listened_for(db, our_words):
    leeds = db.scalars(select(TaxonomyTerm).where(TaxonomyTerm.taxonomy_id == taxonomy_id("areas"))).first()

    assert list_worded_terms(db, make_walking_domain(db, [leeds])) == []
