"""Keeping what somebody has begun to write about a client."""

from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.drafts.keeping import (
    KEPT_FOR,
    LONGEST,
    drop_draft,
    find_draft,
    forget_old_drafts,
    get_client_unseen,
    list_drafts,
    save_draft,
)
from directory.casework.drafts.models import FormDraft
from directory.errors import NotFound, WrongInput
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client

WORDS = [("words", "She said yes, and then"), ("for_whom", "team")]


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def keep(db, actor, client, answers=WORDS, about="-"):
    draft = save_draft(db, actor, client, "note", about, answers)
    db.flush()
    return draft


def test_what_was_typed_last_is_given_back(db, coordinator, client):
    keep(db, coordinator, client)

    keep(db, coordinator, client, [("words", "She said no")])

    assert find_draft(db, coordinator, client, "note").typed == [("words", "She said no")]


def test_only_who_began_it_finds_it(db, coordinator, client):
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))

    keep(db, coordinator, client)

    assert find_draft(db, colleague, client, "note") is None
    assert list_drafts(db, colleague) == []


def test_forms_about_other_things_stand_apart(db, coordinator, client):
    keep(db, coordinator, client)

    keep(db, coordinator, client, [("words", "Another")], about="this-one")

    assert find_draft(db, coordinator, client, "note").typed == WORDS
    assert find_draft(db, coordinator, client, "note", "this-one").typed == [("words", "Another")]


def test_what_is_sent_is_let_go_of(db, coordinator, client):
    keep(db, coordinator, client)

    drop_draft(db, coordinator, client, "note")

    assert find_draft(db, coordinator, client, "note") is None


def test_it_goes_after_its_time(db, coordinator, client):
    keep(db, coordinator, client)

    with time_machine.travel(clock.now() + KEPT_FOR + timedelta(minutes=1), tick=False):
        found = find_draft(db, coordinator, client, "note")
        forget_old_drafts(db)

    assert found is None
    assert db.query(FormDraft).count() == 0


def test_it_lies_sealed_in_the_database(db, coordinator, client):
    draft = keep(db, coordinator, client)

    kept = db.query(FormDraft.answers_sealed).filter(FormDraft.id == draft.id).scalar()

    assert b"She said" not in kept


def test_that_it_was_begun_is_recorded_once(db, coordinator, client):
    for _ in range(3):
        keep(db, coordinator, client)

    assert db.query(AuditEvent).filter(AuditEvent.action == "draft.begun").count() == 1


def test_what_is_longer_than_any_form_is_refused(db, coordinator, client):
    with pytest.raises(WrongInput):
        keep(db, coordinator, client, [("words", "a" * (LONGEST + 1))])


def test_client_of_another_team_is_not_found(db, coordinator):
    elsewhere = make_client(db, make_actor(db))

    with pytest.raises(NotFound):
        get_client_unseen(db, coordinator, elsewhere.reference)


def test_draft_about_a_record_that_was_restricted_meanwhile_is_not_listed(db, coordinator):
    colleague = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))
    client = make_client(db, colleague)
    keep(db, coordinator, client)

    client.restricted_at = clock.now()
    db.flush()

    assert list_drafts(db, coordinator) == []
