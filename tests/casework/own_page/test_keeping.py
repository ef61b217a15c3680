"""Who is sent a link to their own page, and why somebody is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import ClientCorrectionInput, DeathInput
from directory.casework.models import Purpose
from directory.casework.operations import KNOWN_OF_CLIENT, correct_client
from directory.casework.own_page.keeping import send_own_page, why_no_own_page
from directory.casework.own_page.letters import CannotBeSent
from directory.casework.queries import get_client
from directory.casework.young_people import SafeContactInput, set_safe_contact
from directory.db import reading, transaction
from directory.errors import Refused
from directory.jobs.sending import lease_next, open_letter
from directory.links.codes import make_code
from directory.links.letters import queue_code
from directory.links.models import SignedLink
from directory.outbox import OutboxMessage, count_waiting
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client, make_reachable
from tests.factories.links import sent_letters


@pytest.fixture
def coordinator(db):
    return make_actor(db)


def years_ago(years: int):
    return clock.today() - timedelta(days=366 * years)


def has_died(db, actor, client):
    record_death(db, actor, client, DeathInput("Her son"))


def has_no_address(db, actor, client):
    client.email = None


def is_fourteen(db, actor, client):
    client.born_on = clock.today() - timedelta(days=365 * 14 + 30)


def wants_no_letters(db, actor, client):
    set_safe_contact(db, actor, client, SafeContactInput(None, letters_home=False))


def took_it_back(db, actor, client):
    withdraw_consent(db, actor, client, clock.today(), Purpose.CONTACT)


@pytest.mark.parametrize(
    ("become", "why"),
    [
        (has_died, "they have died"),
        (has_no_address, "no email address"),
        (is_fourteen, "may not go to their home"),
        (wants_no_letters, "may not go to their home"),
        (took_it_back, "have not agreed that we ring or write"),
    ],
)
def test_who_is_not_to_be_written_to_is_sent_nothing_and_it_is_said_why(db, coordinator, become, why):
    client = make_reachable(db, coordinator)
    become(db, coordinator, client)

    with pytest.raises(CannotBeSent, match=why):
        send_own_page(db, coordinator, client, "a-press-of-the-button")

    assert count_waiting(db) == 0


def test_who_was_never_asked_about_being_written_to_is_sent_nothing(db, coordinator):
    client = make_client(db, coordinator, email="edith@home.example")

    assert "have not agreed" in why_no_own_page(coordinator, client, clock.today())


def test_somebody_under_16_who_said_that_letters_are_safe_is_sent_one(db, coordinator):
    client = make_reachable(db, coordinator)
    client.born_on, client.letters_home = years_ago(15), True

    assert why_no_own_page(coordinator, client, clock.today()) == ""


def test_of_a_restricted_record_only_their_coordinator_sends_it(db, coordinator):
    client = make_reachable(db, coordinator)
    client.restricted_at = clock.now()
    colleague = make_actor(db, scheme=db.get_one(Scheme, coordinator.scheme_id))

    assert why_no_own_page(coordinator, client, clock.today()) == ""
    assert "only their coordinator" in why_no_own_page(colleague, client, clock.today())


def test_a_second_click_sends_one_letter(db, coordinator):
    client = make_reachable(db, coordinator)

    for _ in range(2):
        send_own_page(db, coordinator, client, "a-press-of-the-button")

    assert count_waiting(db) == 1
    sent = db.scalars(select(AuditEvent).where(AuditEvent.action == "own_page.link_sent")).one()
    assert (sent.actor_id, sent.subject_ids) == (coordinator.user_id, [str(client.id)])


def test_another_press_holds_back_the_letter_that_still_waits(db, coordinator):
    client = make_reachable(db, coordinator)

    for press in ("first", "second"):
        send_own_page(db, coordinator, client, press)
    db.commit()

    assert len(sent_letters()) == 1


def test_a_letter_does_not_leave_to_an_address_that_is_theirs_no_more(db, coordinator):
    client = make_reachable(db, coordinator)
    send_own_page(db, coordinator, client, "a-press-of-the-button")
    client.email = "edith.new@home.example"
    db.commit()

    assert sent_letters() == []
    assert db.scalars(select(OutboxMessage.last_error)).one() == "CannotBeSent"


@pytest.fixture
def reachable(own_database):
    """A coordinator, and the reference of a client of theirs whose letter with the link waits."""
    with transaction() as db:
        coordinator = make_actor(db)
        client = make_reachable(db, coordinator)
        send_own_page(db, coordinator, client, "a-press-of-the-button")
        return coordinator, client.reference


def test_two_clicks_at_once_send_one_letter(reachable, at_once):
    coordinator, reference = reachable

    def press() -> str:
        with transaction() as db:
            send_own_page(db, coordinator, get_client(db, coordinator, reference, to_change=True), "another-press")
        return "pressed"

    at_once(press, press)

    with reading() as db:
        assert len(db.scalars(select(OutboxMessage)).all()) == 2
        assert count_waiting(db) == 1


def test_a_new_address_in_the_same_moment_leaves_no_link_that_works(reachable, at_once):
    coordinator, reference = reachable
    message_id = lease_next()

    def move() -> str:
        with transaction() as db:
            client = get_client(db, coordinator, reference, to_change=True)
            known = {name: getattr(client, name) for name in KNOWN_OF_CLIENT} | {"email": "edith.new@home.example"}
            correct_client(db, coordinator, client, ClientCorrectionInput(**known))
        return "moved"

    def leave() -> str:
        try:
            return open_letter(message_id).address
        except Refused:
            return "held back"

    moved, left = at_once(move, leave)

    assert (moved, left) in (("moved", "edith@home.example"), ("moved", "held back"))
    with reading() as db:
        assert db.scalars(select(SignedLink).where(SignedLink.ended_at.is_(None))).all() == []


def test_a_no_to_being_written_to_in_the_same_moment_leaves_no_code_that_goes_out(reachable, at_once):
    coordinator, reference = reachable
    open_letter(lease_next())
    with transaction() as db:
        link = db.scalars(select(SignedLink)).one()
        link_id = link.id

    def say_no() -> str:
        with transaction() as db:
            client = get_client(db, coordinator, reference, to_change=True)
            withdraw_consent(db, coordinator, client, clock.today(), Purpose.CONTACT)
        return "no"

    def ask() -> str:
        with transaction() as db:
            link = db.get_one(SignedLink, link_id, with_for_update=True)
            queue_code(db, link, make_code(db, link, "token"), "edith@home.example", "The team")
        return "asked"

    at_once(say_no, ask)

    assert lease_next() is None
