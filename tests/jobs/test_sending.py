"""Letters leave the outbox once they are kept, and are not lost where a server is away."""

import email
import email.policy
import smtplib
import socketserver
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.casework.agreeing import withdraw_consent
from directory.casework.deaths import record_death, undo_death
from directory.casework.inputs import DeathInput
from directory.casework.queries import get_client
from directory.champions.messages import letters as message_letters
from directory.champions.messages.closing import close_message, get_message
from directory.champions.messages.inputs import ClosingInput
from directory.champions.messages.models import Ending
from directory.db import transaction
from directory.errors import WrongSettings
from directory.jobs import sending
from directory.jobs.sending import MOST_TRIES, lease_next, note_failure, note_sent, send_waiting, smtp_sender
from directory.links.in_letters import LINK_TO_COME
from directory.outbox import Letter, OutboxMessage, cancel_letters, queue_letter
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import move_referral
from directory.referrals.states import Reason, ReferralState
from directory.rights.erased_tables import delete_rows
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service
from tests.factories.champions import make_message
from tests.factories.referrals import make_referral

SENDER = "team@scheme.example"


@pytest.fixture
def coordinator(db):
    return make_actor(db)


@pytest.fixture
def referral(db, coordinator):
    """A referral whose letter waits."""
    made = make_referral(db, coordinator)
    db.commit()
    return made


@pytest.fixture
def waiting_letter(db):
    return queue_to(db, "walks@becklane.example", text="Hello,\nplease meet José.")


def letter_of(db, referral) -> OutboxMessage:
    return db.scalars(select(OutboxMessage).where(OutboxMessage.about_id == referral.id)).one()


def queue_to(db, address, *, subject="A referral", text="Hello."):
    """A letter to an address, about a referral to a group that gave us none."""
    referral = make_referral(db, service=make_service(db))
    letter = Letter("onward_referral", f"news-{referral.id}", address, subject, f"{text}\n{LINK_TO_COME}")
    message = queue_letter(db, referral.client_id, referral.id, letter)
    db.commit()
    return message


class MailServer(socketserver.StreamRequestHandler):
    """Just enough of SMTP to take a letter on this machine."""

    def handle(self) -> None:
        self.say("220 ready")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"DATA":
                self.say("354 go on")
                self.server.received.append(self.read_letter())
                self.say("250 kept")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 8BITMIME")

    def read_letter(self) -> bytes:
        return b"".join(iter(self.rfile.readline, b".\r\n"))

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.received = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def send(mail_server):
    """Sends through the server of this test."""
    return smtp_sender(f"smtp://127.0.0.1:{mail_server.server_address[1]}")


def read_email(received: bytes) -> email.message.EmailMessage:
    return email.message_from_bytes(received, policy=email.policy.default)


def reload(db, message) -> OutboxMessage:
    db.expire_all()
    return db.scalars(select(OutboxMessage).where(OutboxMessage.id == message.id)).one()


def test_a_waiting_letter_reaches_a_real_server_once(db, waiting_letter, mail_server):
    send = smtp_sender(f"smtp://127.0.0.1:{mail_server.server_address[1]}")

    first, second = send_waiting(send, SENDER), send_waiting(send, SENDER)

    assert (first.sent, second.sent) == (1, 0)
    [letter] = mail_server.received
    assert b"To: walks@becklane.example" in letter
    assert f"Message-ID: <{waiting_letter.id}@scheme.example>".encode() in letter
    assert reload(db, waiting_letter).sent_at is not None


def test_an_answer_to_the_public_leaves_no_address_behind_once_it_left(db):
    editor, told = make_actor(db, Role.EDITOR), make_message(db, make_service(db))
    close_message(db, editor, get_message(db, editor, told.id), ClosingInput(Ending.PUT_RIGHT, "Thank you."))
    db.commit()

    def refuse(_):
        raise smtplib.SMTPServerDisconnected

    away = send_waiting(refuse, SENDER)
    kept = db.scalars(select(OutboxMessage.kind)).all()
    with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
        there = send_waiting(lambda _: None, SENDER)

    assert (away.failed, kept, there.sent) == (1, [message_letters.ANSWER], 1)
    assert db.scalars(select(OutboxMessage)).all() == []


def test_a_letter_is_tried_again_later_when_the_server_is_away(db, waiting_letter):
    def refuse(_):
        raise smtplib.SMTPServerDisconnected

    done = send_waiting(refuse, SENDER)

    kept = reload(db, waiting_letter)
    assert (done.sent, done.failed) == (0, 1)
    assert kept.sent_at is None
    assert kept.due_at > clock.now()
    assert kept.last_error == "SMTPServerDisconnected"


def test_a_letter_that_never_goes_is_left_for_a_person(db, waiting_letter, monkeypatch):
    monkeypatch.setattr(sending, "FIRST_WAIT", timedelta(0))

    def refuse(_):
        raise ConnectionRefusedError

    done = send_waiting(refuse, SENDER)

    assert done.failed == sending.MOST_TRIES
    assert reload(db, waiting_letter).gave_up_at is not None


def test_two_workers_do_not_take_the_same_letter(waiting_letter):
    first, second = lease_next(), lease_next()

    assert first is not None
    assert second is None


def test_a_letter_whose_worker_died_is_taken_up_after_the_lease(waiting_letter, monkeypatch):
    lease_next()
    later = clock.now() + timedelta(minutes=6)
    monkeypatch.setattr(sending.clock, "now", lambda: later)

    assert lease_next() is not None


def test_a_header_cannot_be_smuggled_into_a_letter(db, mail_server):
    message = queue_to(db, "walks@becklane.example\nBcc: thief@evil.example")

    done = send_waiting(smtp_sender(f"smtp://127.0.0.1:{mail_server.server_address[1]}"), SENDER)

    assert done.failed == 1
    assert mail_server.received == []
    assert reload(db, message).sent_at is None


def test_a_letter_says_who_wrote_it_when_and_that_nobody_answers_for_being_away(waiting_letter, mail_server, send):
    with time_machine.travel(datetime(2100, 7, 1, 12, 30, tzinfo=UTC), tick=False):
        send_waiting(send, "Beck Lane Link Workers <team@scheme.example>")

    received = read_email(mail_server.received[0])
    assert received["Date"] == "Thu, 01 Jul 2100 12:30:00 +0000"
    assert received["From"] == "Beck Lane Link Workers <team@scheme.example>"
    assert received["Auto-Submitted"] == "auto-generated"
    assert received["Message-ID"] == f"<{waiting_letter.id}@scheme.example>"
    assert received.get_content().splitlines()[:2] == ["Hello,", "please meet José."]


def test_a_letter_passes_servers_that_know_only_seven_bits(waiting_letter, mail_server, send):
    send_waiting(send, SENDER)

    assert mail_server.received[0].isascii()


def test_a_letter_sent_again_keeps_its_message_id(waiting_letter):
    tries = []

    def break_off(message):
        tries.append(message["Message-ID"])
        raise smtplib.SMTPServerDisconnected

    for later in (timedelta(0), timedelta(hours=1)):
        with time_machine.travel(clock.now() + later, tick=False):
            send_waiting(break_off, SENDER)

    assert len(tries) == 2
    assert tries[0] == tries[1]


@pytest.mark.parametrize(
    "sender",
    [
        pytest.param("team", id="no address"),
        pytest.param("team@scheme.example, thief@evil.example", id="two addresses"),
        pytest.param("team@scheme.example\nBcc: thief@evil.example", id="a header behind it"),
        pytest.param("Team team@scheme.example", id="a name without its brackets"),
    ],
)
def test_a_sender_that_is_none_is_told_and_costs_no_letter_a_try(db, waiting_letter, send, sender):
    with pytest.raises(WrongSettings, match="LYNCHPIN_MAIL_FROM"):
        send_waiting(send, sender)

    assert reload(db, waiting_letter).tries == 0


@pytest.mark.parametrize("text", ["Hello\nBcc: thief@evil.example", "Hello\r\n\r\nAnother letter"])
def test_a_header_cannot_be_smuggled_into_a_subject(db, mail_server, send, text):
    queue_to(db, "walks@becklane.example", subject=text)

    done = send_waiting(send, SENDER)

    assert (done.sent, done.failed) == (0, 1)
    assert mail_server.received == []


@pytest.mark.parametrize(
    "url",
    ["", "mail.example.org", "http://mail.example.org", "smtp://mail.example.org:mail", "smtp://[mail.example.org"],
)
def test_a_wrong_server_address_is_told(url):
    with pytest.raises(WrongSettings, match="LYNCHPIN_SMTP_URL"):
        smtp_sender(url)


def test_a_letter_that_cannot_be_opened_does_not_hold_up_the_others(db, waiting_letter, key_store, mail_server):
    queue_to(db, "choir@becklane.example")
    key_store.destroy_key(waiting_letter.person_id)

    done = send_waiting(smtp_sender(f"smtp://127.0.0.1:{mail_server.server_address[1]}"), SENDER)

    assert (done.sent, done.failed) == (1, 1)
    assert b"choir@becklane.example" in mail_server.received[0]


@pytest.mark.parametrize("address", ["x[y@b.example", "=?utf-8?b?eEB5?=@b.example", "b!a.:%!#^~=@b.example", "nobody"])
def test_an_address_that_could_be_read_as_another_gets_nothing(db, mail_server, address):
    queue_to(db, address)

    done = send_waiting(smtp_sender(f"smtp://127.0.0.1:{mail_server.server_address[1]}"), SENDER)

    assert (done.sent, done.failed) == (0, 1)
    assert mail_server.received == []


@pytest.mark.parametrize("state", ["draft", "declined", "withdrawn", "ended"])
def test_a_letter_of_a_referral_that_does_not_go_on_never_leaves(db, referral, state):
    # Set past the operation, which holds letters back by itself: the sender has to ask for itself.
    referral.state = state
    db.commit()
    sent: list[object] = []

    done = send_waiting(sent.append, SENDER)

    assert (done.sent, done.failed, sent) == (0, 0, [])
    assert reload(db, letter_of(db, referral)).cancelled_at is not None


@pytest.mark.parametrize("state", ["sent", "waiting", "accepted", "attended", "not attended"])
def test_a_letter_of_a_referral_that_goes_on_leaves(db, referral, state):
    referral.state = state
    db.commit()

    assert send_waiting(lambda _: None, SENDER).sent == 1


def test_the_sender_asks_for_agreement_itself(db, referral):
    for consent in referral.client.consents:
        consent.withdrawn_on = clock.today()
    db.commit()

    assert send_waiting(lambda _: None, SENDER).sent == 0
    assert reload(db, letter_of(db, referral)).cancelled_at is not None


def test_nothing_about_somebody_who_has_died_leaves_nor_what_falls_due_later(db, coordinator, referral):
    record_death(db, coordinator, referral.client, DeathInput("Her son"))
    later = queue_letter(
        db, referral.client_id, referral.id, Letter("onward_referral", "news-of-later", "a@b.example", "Later", "…")
    )
    later.due_at = clock.now() + timedelta(days=30)
    db.commit()

    now = send_waiting(lambda _: None, SENDER)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        then = send_waiting(lambda _: None, SENDER)

    assert (now.sent, then.sent) == (0, 0)
    assert reload(db, later).cancelled_at is not None


def test_a_death_between_lease_and_sending_still_counts(db, coordinator, referral):
    leased = lease_next()
    record_death(db, coordinator, referral.client, DeathInput("Her son"))
    db.commit()

    with pytest.raises(sending.HeldBack):
        sending.open_letter(leased)


def test_letters_leave_again_once_a_death_is_taken_back(db, coordinator, referral):
    record_death(db, coordinator, referral.client, DeathInput("Her son"))
    undo_death(db, coordinator, referral.client, "It was her sister")
    db.commit()

    assert send_waiting(lambda _: None, SENDER).sent == 1


def test_a_no_between_lease_and_sending_still_counts(db, referral, coordinator):
    leased = lease_next()
    withdraw_consent(db, coordinator, referral.client, clock.today())
    db.commit()

    with pytest.raises(sending.HeldBack):
        sending.open_letter(leased)


def test_a_no_in_the_same_moment_wins_or_comes_after_the_letter(own_database, at_once):
    with transaction() as db:
        coordinator = make_actor(db)
        made = make_referral(db, coordinator)
        reference, referral_id = made.client.reference, made.id

    def say_no() -> str:
        with transaction() as db:
            withdraw_consent(db, coordinator, get_client(db, coordinator, reference), clock.today())
        return "no"

    def lease() -> str:
        return "leased" if lease_next() else "nothing may leave"

    results = at_once(say_no, lease)

    assert results in (["no", "leased"], ["no", "nothing may leave"])
    with transaction() as db:
        # Whichever came first, the letter is held back now and a worker that holds it is told so.
        assert letter_of(db, db.get_one(OnwardReferral, referral_id)).cancelled_at is not None
    assert lease_next() is None


@pytest.mark.parametrize(
    ("to", "reason"),
    [(ReferralState.WITHDRAWN, None), (ReferralState.DECLINED, Reason.NO_ROOM)],
)
def test_a_move_that_ends_a_referral_holds_its_letter_back_at_once(db, referral, coordinator, to, reason):
    move_referral(db, coordinator, referral, MoveInput(to, clock.today(), reason))
    db.flush()

    assert letter_of(db, referral).cancelled_at is not None


@pytest.mark.parametrize("has_left", [True, False])
def test_a_letter_is_held_back_in_the_moment_in_which_its_sending_ends(own_database, meanwhile, has_left):
    with transaction() as db:
        message_id = make_waiting_message(db).id

    def end_sending():
        return note_sent(message_id) if has_left else note_failure(message_id, "SMTPServerDisconnected")

    with transaction() as db:
        db.get_one(OutboxMessage, message_id).tries = MOST_TRIES
    with transaction() as db:
        cancel_letters(db, about_id=db.get_one(OutboxMessage, message_id).about_id)
        db.flush()
        ending = meanwhile(end_sending)

    assert ending.exception(10) is None
    with transaction() as db:
        message = db.get_one(OutboxMessage, message_id)
        assert (message.sent_at is not None, message.cancelled_at is None) == (has_left, has_left)


def make_waiting_message(db) -> OutboxMessage:
    referral = make_referral(db)
    db.flush()
    return letter_of(db, referral)


@pytest.mark.parametrize("fails", [False, True], ids=["it left", "it did not leave"])
def test_a_letter_of_somebody_who_is_erased_while_it_leaves_holds_up_no_other(db, waiting_letter, fails):
    erased, other = waiting_letter, queue_to(db, "choir@becklane.example")
    erased.due_at -= timedelta(minutes=1)
    db.commit()

    def send(letter):
        if letter["To"] == "walks@becklane.example":
            with transaction() as session:
                delete_rows(session, erased.person_id)
            if fails:
                raise OSError("away")

    done = send_waiting(send, SENDER)

    assert done.sent == (1 if fails else 2)
    db.expire_all()
    assert [each.sent_at is not None for each in db.scalars(select(OutboxMessage))] == [True]
    assert db.scalars(select(OutboxMessage.id)).one() == other.id


def test_a_letter_of_a_later_release_waits_for_it_and_holds_up_no_other(db):
    of_later, known = queue_to(db, "walks@becklane.example"), queue_to(db, "choir@becklane.example")
    of_later.kind = "a kind of a later release"
    db.commit()

    assert send_waiting(lambda _: None, SENDER).sent == 1

    kept = reload(db, of_later)
    assert (kept.cancelled_at, kept.sent_at, kept.tries) == (None, None, 0)
    assert known.sent_at is not None
