"""Ringing first: a referral waits until its sender says that they rang, and keeps what they were asked."""

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.champions.noting.note_models import NoteKind
from directory.champions.noting.notes import take_back_note
from directory.errors import WrongInput
from directory.referrals.heeding import list_heeded
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_note, make_walking_domain
from tests.factories.referrals import make_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def champion(db, coordinator):
    return make_actor(db, Role.CHAMPION, scheme=db.get(Scheme, coordinator.scheme_id))


@pytest.fixture
def group(db, champion):
    term = make_term(db)
    make_walking_domain(db, [term], db.get(User, champion.user_id))
    return make_service(db, terms=[term])


@pytest.fixture
def note(db, champion, group):
    return make_note(db, champion, group, NoteKind.RING_FIRST, "The hall is shut some weeks")


def test_a_referral_waits_for_the_call(db, coordinator, group, note):
    with pytest.raises(WrongInput) as told:
        make_referral(db, coordinator, service=group)

    assert told.value.fields == {"heeded": "Ring the group first, then tick that you did"}


def test_what_was_asked_is_kept_with_the_referral_as_it_was_read(db, coordinator, champion, group, note):
    referral = make_referral(db, coordinator, service=group, heeded=(note.id,))

    make_note(db, champion, group, NoteKind.RING_FIRST, "They have moved")

    assert [each.note.words for each in list_heeded(db, referral)] == ["The hall is shut some weeks"]


def test_other_words_have_to_be_read_before_they_are_heeded(db, coordinator, champion, group, note):
    make_note(db, champion, group, NoteKind.RING_FIRST, "They have moved")

    with pytest.raises(WrongInput):
        make_referral(db, coordinator, service=group, heeded=(note.id,))


def test_nobody_has_to_ring_for_another_note_or_one_that_is_gone_or_of_another_team(
    db, coordinator, champion, group, note
):
    make_note(db, champion, group, NoteKind.QUIET_ON, "Mondays")
    make_referral(db, make_actor(db), service=group)
    take_back_note(db, champion, note)

    referral = make_referral(db, coordinator, service=group, heeded=(note.id,))

    assert list_heeded(db, referral) == []
