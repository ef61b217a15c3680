"""Who is sent a link to their own page, and why somebody is not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.models import AuditEvent
from directory.casework.agreeing import withdraw_consent
from directory.casework.deaths import record_death
from directory.casework.inputs import DeathInput
from directory.casework.models import Purpose
from directory.casework.own_page import send_own_page, why_no_own_page
from directory.casework.own_page_letters import CannotBeSent
from directory.casework.young_people import SafeContactInput, set_safe_contact
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
