"""The words that are read out before somebody agrees, by version, and what lets a team keep its records."""

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import LawfulBasis, Scheme, SpecialBasis
from directory.audit.models import AuditEvent
from directory.casework.agreeing import give_consent
from directory.casework.inputs import AnswerInput
from directory.casework.models import Purpose
from directory.casework.queries import list_answers
from directory.casework.wordings import (
    DEFAULT_WORDINGS,
    BasisInput,
    WordingInput,
    WordingWritten,
    choose_basis,
    get_own_scheme,
    list_wordings,
    newest_wording,
    write_wording,
)
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client


@pytest.fixture
def manager(db):
    return make_actor(db, Role.MANAGER)


def acts(db) -> list[str]:
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_kind_has_words_to_begin_with_that_say_one_may_say_no(purpose):
    assert "You can say no" in DEFAULT_WORDINGS[purpose] or "If you say no" in DEFAULT_WORDINGS[purpose]
    assert "change your mind" in DEFAULT_WORDINGS[purpose]


def test_new_words_are_the_next_version_and_the_old_stay(db, manager):
    write_wording(db, manager, Purpose.CONTACT, WordingInput("May we ring you?", 1))
    db.flush()

    assert [(each.number, each.text) for each in list_wordings(db, manager, Purpose.CONTACT)] == [
        (2, "May we ring you?"),
        (1, DEFAULT_WORDINGS[Purpose.CONTACT]),
    ]
    assert newest_wording(db, manager.scheme_id, Purpose.EVALUATION).number == 1
    assert acts(db)[-1] == "wording.written"


def test_what_was_agreed_to_before_keeps_its_words(db, manager):
    coordinator = make_actor(db, scheme=db.get(Scheme, manager.scheme_id))
    client = make_client(db, coordinator, consent_given_on=None)
    give_consent(db, coordinator, client, AnswerInput(clock.today(), Purpose.CONTACT))
    db.flush()

    write_wording(db, manager, Purpose.CONTACT, WordingInput("May we ring you?", 1))
    db.flush()

    [kept] = list_answers(db, client, Purpose.CONTACT)
    assert kept.wording.text == DEFAULT_WORDINGS[Purpose.CONTACT]


def test_the_same_words_twice_are_one_version(db, manager):
    for _ in range(2):
        write_wording(db, manager, Purpose.CONTACT, WordingInput("May we ring you?", 1))
        db.flush()

    assert len(list_wordings(db, manager, Purpose.CONTACT)) == 2


def test_nobody_overwrites_words_they_have_not_seen(db, manager):
    write_wording(db, manager, Purpose.CONTACT, WordingInput("May we ring you?", 1))
    db.flush()

    with pytest.raises(WordingWritten):
        write_wording(db, manager, Purpose.CONTACT, WordingInput("May we write to you?", 1))

    assert newest_wording(db, manager.scheme_id, Purpose.CONTACT).text == "May we ring you?"


def test_other_teams_have_words_of_their_own(db, manager):
    write_wording(db, manager, Purpose.CONTACT, WordingInput("May we ring you?", 1))
    db.flush()

    assert newest_wording(db, make_actor(db).scheme_id, Purpose.CONTACT).text == DEFAULT_WORDINGS[Purpose.CONTACT]


def test_a_team_begins_with_public_task_and_care_and_may_choose_another_basis(db, manager):
    before = get_own_scheme(db, manager)
    at_first = (before.lawful_basis, before.special_basis)
    wanted = BasisInput(LawfulBasis.LEGITIMATE_INTERESTS, SpecialBasis.CARE)

    assert choose_basis(db, manager, wanted)
    assert not choose_basis(db, manager, wanted)
    db.flush()

    assert at_first == ("public task", "health or social care")
    assert get_own_scheme(db, manager).lawful_basis == "legitimate interests"
    assert acts(db).count("scheme.basis_chosen") == 1
