"""Sending a client on, and what became of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.casework.agreeing import ConsentNeeded, withdraw_consent
from directory.casework.queries import get_client
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.services import Service
from directory.db import transaction
from directory.errors import UsedBefore, WrongInput
from directory.jobs.sending import send_waiting
from directory.outbox import OutboxMessage
from directory.referrals.inputs import MoveInput, OnwardReferralInput
from directory.referrals.operations import NotReferable, move_referral, refer_onward
from directory.referrals.queries import list_onward_referrals
from directory.referrals.states import MoveNotAllowed, Reason, ReferralState
from tests.factories.accounts import make_actor, new_word
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.duplicates import make_candidate, wanted_merge
from tests.factories.referrals import wanted_referral


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def walking_group(db):
    return make_service(db, email="walks@becklane.example")


def wanted(service, key=None, **more) -> OnwardReferralInput:
    return wanted_referral(service.id, key or f"referral-{new_word()}", **more)


def test_client_without_consent_cannot_be_referred(db, coordinator, walking_group):
    client = make_client(db, coordinator, consent_given_on=None)

    with pytest.raises(ConsentNeeded):
        refer_onward(db, coordinator, client, wanted(walking_group))

    assert list_onward_referrals(db, coordinator, client) == []


def test_withdrawn_consent_no_longer_counts_from_that_day(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    withdraw_consent(db, coordinator, client, clock.today())

    with pytest.raises(ConsentNeeded):
        refer_onward(db, coordinator, client, wanted(walking_group))


def test_no_letter_leaves_on_an_agreement_of_yesterday(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    withdraw_consent(db, coordinator, client, clock.today())

    with pytest.raises(ConsentNeeded):
        refer_onward(db, coordinator, client, wanted(walking_group, sent_on=clock.today() - timedelta(days=1)))

    assert db.scalars(select(OutboxMessage)).all() == []


def test_a_service_that_was_seen_before_can_be_referred_to(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    service_id = walking_group.id
    db.expunge_all()
    seen = db.get(Service, service_id)

    referral = refer_onward(db, coordinator, client, wanted_referral(service_id, "seen-before-1"))

    assert referral.service is seen


def test_a_service_that_was_merged_meanwhile_is_referred_to_as_what_it_is_now(db, coordinator, walking_group):
    client, old = make_client(db, coordinator), make_service(db, "The walking group")
    asked = wanted(old)
    candidate = make_candidate(db, walking_group, old)
    merge_records(db, coordinator, candidate, wanted_merge(db, candidate, walking_group))

    referral = refer_onward(db, coordinator, client, asked)
    again = refer_onward(db, coordinator, client, asked)

    assert referral.service_id == walking_group.id
    assert again is referral


def test_two_tabs_at_once_make_one_open_referral(own_database, at_once):
    with transaction() as db:
        coordinator, service = make_actor(db), make_service(db)
        reference, service_id = make_client(db, coordinator).reference, service.id

    def refer(key: str) -> str:
        with transaction() as db:
            client = get_client(db, coordinator, reference)
            return refer_onward(db, coordinator, client, wanted_referral(service_id, key)).state

    results = at_once(lambda: refer("first-tab-1"), lambda: refer("second-tab-2"))

    assert sorted(map(str, results)) == sorted(["sent", "This person already has an open referral to Walking group."])


def test_referral_keeps_the_reasons_as_they_were_shown(db, coordinator, walking_group):
    client = make_client(db, coordinator)

    referral = refer_onward(db, coordinator, client, wanted(walking_group, match_reasons=("0.8 miles away.",)))
    db.flush()
    db.expire_all()

    assert referral.match_reasons == '["0.8 miles away."]'
    assert b"miles" not in referral.match_reasons_sealed


def test_provider_is_told_in_words_of_its_own(db, coordinator, walking_group):
    client = make_client(db, coordinator, statement="I cry most nights")

    refer_onward(
        db, coordinator, client, wanted(walking_group, message="Needs a seat.", match_reasons=("Heard: low.",))
    )
    db.flush()
    letter = db.scalars(select(OutboxMessage)).one()

    assert letter.address == "walks@becklane.example"
    assert "somebody (E. A.) to Walking group" in letter.text
    assert [each for each in ("Edith", "Ashworth", "Needs a seat.", "Heard", "cry") if each in letter.text] == []


def test_provider_without_address_gets_no_letter(db, coordinator):
    client, silent = make_client(db, coordinator), make_service(db, email=None)

    refer_onward(db, coordinator, client, wanted(silent))
    db.flush()

    assert db.scalars(select(OutboxMessage)).all() == []


def test_the_same_submission_twice_makes_one_referral(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    first = refer_onward(db, coordinator, client, wanted(walking_group, key="clicked-twice"))
    db.flush()

    second = refer_onward(db, coordinator, client, wanted(walking_group, key="clicked-twice"))

    assert second is first
    assert second.replays == 1
    assert len(list_onward_referrals(db, coordinator, client)) == 1


def test_a_key_that_comes_with_another_service_is_no_second_click(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    refer_onward(db, coordinator, client, wanted(walking_group, key="typed-over"))
    db.flush()

    with pytest.raises(UsedBefore):
        refer_onward(db, coordinator, client, wanted(make_service(db), key="typed-over"))


def test_a_letter_that_waits_is_held_back_when_the_client_no_longer_agrees(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    refer_onward(db, coordinator, client, wanted(walking_group))
    db.flush()

    withdraw_consent(db, coordinator, client, clock.today())
    db.commit()

    sent: list[object] = []
    assert send_waiting(sent.append, "team@scheme.example").sent == 0
    assert sent == []
    assert db.scalars(select(OutboxMessage)).one().cancelled_at is not None


def test_a_letter_that_waits_is_held_back_when_its_referral_is_taken_back(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    referral = refer_onward(db, coordinator, client, wanted(walking_group))

    move_referral(db, coordinator, referral, MoveInput(ReferralState.WITHDRAWN, clock.today()))
    db.flush()

    assert db.scalars(select(OutboxMessage)).one().cancelled_at is not None


def test_client_is_not_referred_twice_to_the_same_place_at_once(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    refer_onward(db, coordinator, client, wanted(walking_group))
    db.flush()

    with pytest.raises(NotReferable, match="already has an open referral"):
        refer_onward(db, coordinator, client, wanted(walking_group))


@pytest.mark.parametrize("status", ["inactive", "defunct", "temporarily closed"])
def test_nobody_is_referred_to_a_closed_service(db, coordinator, status):
    client, closed = make_client(db, coordinator), make_service(db, status=status)

    with pytest.raises(NotReferable, match=status):
        refer_onward(db, coordinator, client, wanted(closed))


def test_each_move_is_kept_with_its_day_and_reason(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    sent_on = clock.today() - timedelta(days=5)
    referral = refer_onward(db, coordinator, client, wanted(walking_group, sent_on=sent_on))

    move_referral(
        db, coordinator, referral, MoveInput(ReferralState.DECLINED, clock.today(), Reason.NO_ROOM, "Full until May")
    )
    db.flush()

    assert [(move.from_state, move.to_state, move.reason) for move in referral.moves] == [
        (None, "sent", None),
        ("sent", "declined", "no room"),
    ]
    assert referral.moves[-1].note == "Full until May"


@pytest.mark.parametrize(
    ("to", "days_ago", "refused"),
    [
        pytest.param(ReferralState.ENDED, 0, MoveNotAllowed, id="cannot end what nobody attended"),
        pytest.param(ReferralState.DRAFT, 0, MoveNotAllowed, id="cannot be unsent"),
        pytest.param(ReferralState.ACCEPTED, -1, WrongInput, id="not tomorrow"),
        pytest.param(ReferralState.ACCEPTED, 6, WrongInput, id="not before it was sent"),
    ],
)
def test_impossible_moves_are_refused(db, coordinator, walking_group, to, days_ago, refused):
    client = make_client(db, coordinator)
    sent_on = clock.today() - timedelta(days=5)
    referral = refer_onward(db, coordinator, client, wanted(walking_group, sent_on=sent_on))
    day: date = clock.today() - timedelta(days=days_ago)

    with pytest.raises(refused):
        move_referral(db, coordinator, referral, MoveInput(to, day, Reason.OTHER))

    assert referral.state == "sent"


def test_another_scheme_sees_nothing(db, coordinator, walking_group):
    client = make_client(db, coordinator)
    refer_onward(db, coordinator, client, wanted(walking_group))
    db.flush()

    stranger = make_actor(db)

    assert list_onward_referrals(db, stranger) == []
