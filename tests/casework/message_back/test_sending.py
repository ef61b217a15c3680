"""Sending a message to a GP practice or referrer: only what was agreed, kept as it went, and put right by another."""

import pytest
from sqlalchemy import select, text

from directory import clock
from directory.audit.models import AuditEvent
from directory.casework.agreeing import ConsentNeeded, PersonHasDied, withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.message_back.content import NO_ACTIONS
from directory.casework.message_back.inputs import MessageInput
from directory.casework.message_back.letters import get_shared_message
from directory.casework.message_back.models import Addressee, MessageBack, SentBy
from directory.casework.message_back.queries import list_messages
from directory.casework.message_back.sending import (
    NotSendable,
    begin_correction,
    drop_message,
    save_words,
    send_again,
    send_message,
)
from directory.casework.models import Purpose
from directory.casework.operations import ChangedMeanwhile
from directory.errors import WrongInput
from directory.links.signed_links import LinkEnded
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.links import make_message_link
from tests.factories.message_back import SURGERY, agree_to_feedback, make_content, make_message_back, send_back


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator)


def letters(db) -> list[OutboxMessage]:
    return list(db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "message_back")))


def test_client_who_did_not_agree_is_told_of_to_nobody(db, coordinator, client):
    message = make_message_back(db, coordinator, client)

    with pytest.raises(ConsentNeeded):
        send_message(db, coordinator, client, message, SentBy.PAPER, seen=message.version)

    assert message.is_draft
    assert letters(db) == []


def test_letter_holds_initials_and_no_word_of_the_message(db, coordinator, client):
    send_back(db, coordinator, client)

    [letter] = letters(db)
    assert letter.address == SURGERY
    assert "E. A." in letter.text
    assert "Ashworth" not in letter.text + letter.subject
    assert "get out more" not in letter.text


def test_message_is_sealed_and_its_sending_recorded(db, coordinator, client):
    send_back(db, coordinator, client)

    kept = db.execute(text("SELECT content_sealed, to_name_sealed FROM message_back")).one()

    assert b"get out more" not in bytes(kept[0])
    assert b"Surgery" not in bytes(kept[1])
    assert "message_back.sent" in db.scalars(select(AuditEvent.action)).all()


def test_that_nothing_is_requested_is_said_and_stands_first():
    shown = make_content().shown

    assert shown[0].lines == [NO_ACTIONS]
    assert [each.key for each in shown] == ["actions", "goals", "scores", "codes"]


def test_words_and_parts_are_kept_as_they_were_chosen(db, coordinator, client):
    message = make_message_back(db, coordinator, client)
    wanted = MessageInput("The surgery", None, {"actions": "Please review her tablets"}, frozenset({"scores"}), 1)

    save_words(db, coordinator, message, wanted)
    db.flush()

    assert [each.key for each in message.told.shown] == ["actions", "scores"]
    assert message.told.shown[0].lines == ["Please review her tablets"]
    assert (message.to_name, message.to_email) == ("The surgery", None)


def test_of_two_who_write_the_second_does_not_replace_what_they_have_not_seen(db, coordinator, client):
    message = make_message_back(db, coordinator, client)
    first = MessageInput("The surgery", None, {"actions": "One"}, frozenset(), message.version)
    save_words(db, coordinator, message, first)
    db.flush()

    with pytest.raises(ChangedMeanwhile):
        save_words(db, coordinator, message, MessageInput("Elsewhere", None, {}, frozenset(), 1))

    assert message.to_name == "The surgery"


def test_what_was_sent_is_never_changed(db, coordinator, client):
    message = send_back(db, coordinator, client)
    before = message.content

    with pytest.raises(NotSendable):
        save_words(db, coordinator, message, MessageInput("X", None, {}, frozenset(), message.version))
    with pytest.raises(NotSendable):
        drop_message(db, coordinator, message)

    assert message.content == before


def test_a_second_click_sends_one_letter(db, coordinator, client):
    message = send_back(db, coordinator, client)

    send_message(db, coordinator, client, message, SentBy.EMAIL, seen=message.version)

    assert len(letters(db)) == 1


def test_without_an_address_no_letter_goes(db, coordinator, client):
    agree_to_feedback(db, coordinator, client)
    message = make_message_back(db, coordinator, client, email=None)

    with pytest.raises(WrongInput):
        send_message(db, coordinator, client, message, SentBy.EMAIL, seen=message.version)
    send_message(db, coordinator, client, message, SentBy.PAPER, seen=message.version)

    assert (message.sent_way, letters(db)) == (SentBy.PAPER, [])


def test_no_letter_goes_about_somebody_who_has_died(db, coordinator, client):
    agree_to_feedback(db, coordinator, client)
    message = make_message_back(db, coordinator, client)
    record_death(db, coordinator, client, DeathInput("The surgery"))

    with pytest.raises(PersonHasDied):
        send_message(db, coordinator, client, message, SentBy.EMAIL, seen=message.version)

    assert message.is_draft


def test_withdrawn_agreement_stops_the_letter_and_ends_the_links(db, coordinator, client):
    message = send_back(db, coordinator, client)
    token = make_message_link(db, message)
    before = get_shared_message(db, token).message.id

    withdraw_consent(db, coordinator, client, clock.today(), Purpose.FEEDBACK)
    db.flush()

    assert before == message.id
    assert [each.cancelled_at is None for each in letters(db)] == [False]
    with pytest.raises(LinkEnded):
        get_shared_message(db, token)


def test_a_no_to_being_referred_does_not_stop_a_message(db, coordinator, client):
    send_back(db, coordinator, client)

    withdraw_consent(db, coordinator, client, clock.today(), Purpose.REFERRAL)

    assert [each.cancelled_at for each in letters(db)] == [None]


def test_one_message_at_a_time_is_written_to_each(db, coordinator, client):
    first = make_message_back(db, coordinator, client)

    again = make_message_back(db, coordinator, client)
    other = make_message_back(db, coordinator, client, addressee=Addressee.REFERRER)

    assert again is first
    assert other is not first


def test_what_was_wrong_is_put_right_by_another_message(db, coordinator, client):
    message = send_back(db, coordinator, client)

    correction = begin_correction(db, coordinator, client.cases[0], message)
    db.flush()
    send_message(db, coordinator, client, correction, SentBy.EMAIL, seen=correction.version)
    db.flush()

    assert (correction.corrects_id, correction.number) == (message.id, 2)
    assert set(list_messages(db, client, client.cases[0])) == {message, correction}
    assert any("a correction of what we told you" in each.text for each in letters(db))


def test_a_letter_is_sent_once_more_with_each_press(db, coordinator, client):
    message = send_back(db, coordinator, client)

    for key in ("key-of-a-press", "key-of-a-press", "key-of-another"):
        send_again(db, coordinator, client, message, key)

    assert len(letters(db)) == 3


def test_a_draft_is_thrown_away(db, coordinator, client):
    message = make_message_back(db, coordinator, client)

    drop_message(db, coordinator, message)
    db.flush()

    assert db.scalars(select(MessageBack)).all() == []
