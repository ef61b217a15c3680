"""The pages on which a restricted record is opened in an emergency, and looked into afterwards."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client
from directory.outbox import OutboxMessage
from tests.factories.casework import make_client
from tests.factories.emergencies import REASON, make_emergency

NOT_THERE = "Your team has no client with this reference"


@pytest.fixture
def scheme(db):
    return make_scheme(db, "North team")


@pytest.fixture
def coordinator(sign_in, scheme):
    return sign_in(Role.COORDINATOR, scheme=scheme)


@pytest.fixture
def colleague(sign_in, scheme):
    return sign_in(Role.COORDINATOR, scheme=scheme)


@pytest.fixture
def manager(sign_in, scheme):
    return sign_in(Role.MANAGER, scheme=scheme)


@pytest.fixture
def client(db, coordinator) -> Client:
    """Somebody whose coordinator restricted their record on its page."""
    browser, actor = coordinator
    client = make_client(db, actor, name="Edith Ashworth")
    db.commit()
    answer = browser.post(f"/staff/clients/{client.reference}/restriction", data={"restricted": "yes"})
    assert answer.status_code == 303
    return client


def open_it(browser, reference, reason=REASON):
    return browser.post("/staff/emergency", data={"reference": reference, "reason": reason})


def test_a_restricted_record_opens_with_a_reason_and_says_so_on_every_page(colleague, client):
    browser, _ = colleague
    address = f"/staff/clients/{client.reference}"
    before, listed = browser.get(address), browser.get("/staff/clients").text

    answer = open_it(browser, client.reference)

    assert (before.status_code, "Edith" in listed) == (404, False)
    assert (answer.status_code, answer.location) == (303, address)
    for page in (address, "/staff/match", "/"):
        shown = browser.get(page)
        assert shown.status_code == 200
        assert f"You opened client {client.reference} in an emergency" in shown.text


def test_hidden_and_absent_are_one_answer_until_there_is_a_reason(colleague, client):
    browser, _ = colleague

    answers = [open_it(browser, each, reason="") for each in (client.reference, "AAAAAAAAAA")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all(NOT_THERE not in answer.text and "Say what has happened" in answer.text for answer in answers)


def test_what_is_not_there_is_said_after_a_reason_and_the_try_is_written_down(colleague, db):
    browser, actor = colleague

    answer = open_it(browser, "AAAAAAAAAA")

    assert (answer.status_code, NOT_THERE in answer.text) == (422, True)
    assert REASON in html.unescape(answer.text)
    tried = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.emergency_refused")).all()
    assert [event.actor_id for event in tried] == [actor.user_id]


def test_tries_are_limited(colleague, client):
    browser, _ = colleague
    for _ in range(10):
        open_it(browser, "AAAAAAAAAA")

    answer = open_it(browser, client.reference)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert browser.get(f"/staff/clients/{client.reference}").status_code == 404


def test_every_manager_of_the_team_is_told_by_mail_with_the_reference_alone(colleague, manager, sign_in, client, db):
    sign_in(Role.MANAGER)

    open_it(colleague[0], client.reference)
    open_it(colleague[0], client.reference)

    [letter] = db.scalars(select(OutboxMessage).where(OutboxMessage.kind == "emergency_alert")).all()
    [access] = db.scalars(select(EmergencyAccess)).all()
    assert letter.address.startswith("manager.")
    assert client.reference in letter.text
    assert f"/staff/emergencies/{access.id}" in letter.text
    assert "Edith" not in letter.text + letter.subject
    assert REASON not in letter.text


def test_a_manager_sees_what_waits_on_every_page_until_it_is_looked_into(colleague, manager, client, db):
    browser, _ = manager
    open_it(colleague[0], client.reference)
    [access] = db.scalars(select(EmergencyAccess)).all()
    page = f"/staff/emergencies/{access.id}"
    before = browser.get("/staff/").text

    shown = browser.get(page).text
    silent = browser.post(f"{page}/review")
    answer = browser.post(f"{page}/review", data={"note": "It was needed"})

    assert "1 record was opened in an emergency" in before
    assert REASON in shown
    assert (silent.status_code, answer.status_code) == (422, 303)
    assert "opened in an emergency." not in browser.get("/staff/").text
    assert "It was needed" in browser.get(page).text


def test_a_manager_who_opened_it_as_a_coordinator_cannot_mark_it(sign_in, scheme, client, db):
    browser, actor = sign_in(Role.MANAGER, Role.COORDINATOR, scheme=scheme)
    access = make_emergency_of(db, actor, client)

    answer = browser.post(f"/staff/emergencies/{access.id}/review", data={"note": "All was well"})

    assert answer.status_code == 422
    assert "Another manager has to look into it" in answer.text


def make_emergency_of(db, actor, client) -> EmergencyAccess:
    """An opening from before the actor became a manager too."""
    coordinator = type(actor)(actor.user_id, actor.scheme_id, actor.name, frozenset({Role.COORDINATOR}))
    db.refresh(client)
    access = make_emergency(db, coordinator, client)
    db.commit()
    return access


def test_only_their_coordinator_or_a_manager_lifts_a_restriction(colleague, manager, client):
    open_it(colleague[0], client.reference)
    address = f"/staff/clients/{client.reference}/restriction"

    refused = colleague[0].post(address, data={"restricted": "no"})
    lifted = manager[0].post(address, data={"restricted": "no"})

    assert (refused.status_code, lifted.status_code) == (409, 303)
    assert "Restrict it" in manager[0].get(f"/staff/clients/{client.reference}/agreements").text


def test_who_opened_it_is_on_the_page_of_who_looked(colleague, coordinator, client):
    open_it(colleague[0], client.reference)

    page = coordinator[0].get(f"/staff/clients/{client.reference}/looks")

    assert page.status_code == 200
    assert "Opened it in an emergency" in page.text
