"""The pages on which clients are handed over to another team."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.casework.models import Client
from directory.casework.operations import close_case
from directory.casework.transfers.models import ClientTransfer
from tests.factories.casework import make_client
from tests.staff.conftest import in_boxes, new_key

REASON = "They moved in with their daughter"


@pytest.fixture
def north(db):
    return make_scheme(db, "North team")


@pytest.fixture
def south(db):
    scheme = make_scheme(db, "South team")
    db.commit()
    return scheme


@pytest.fixture
def at_work(sign_in, north):
    """A coordinator of the north in a browser, and them."""
    return sign_in(Role.COORDINATOR, scheme=north)


@pytest.fixture
def client(db, at_work) -> Client:
    client = make_client(db, at_work[1], name="Edith Ashworth", statement="I miss my walks")
    db.commit()
    return client


def ask(browser, client, south, **more):
    sent = {"to_scheme_id": str(south.id), "reason": REASON, "ground": "agreement", "submission_key": new_key()}
    days = in_boxes("agreed_on", client.made_at.date())
    return browser.post(f"/staff/clients/{client.reference}/transfer", data={**sent, **days, **more})


def test_a_client_goes_from_team_to_team_by_their_managers(sign_in, db, at_work, client, north, south):
    asking, _ = at_work
    sending, _ = sign_in(Role.MANAGER, scheme=north)
    receiving, _ = sign_in(Role.MANAGER, scheme=south)
    taking_on, coordinator = sign_in(Role.COORDINATOR, scheme=south)

    asked = ask(asking, client, south)
    [transfer] = db.scalars(select(ClientTransfer)).all()
    approved = sending.post(f"/staff/transfers/{transfer.id}/approve")
    told = html.unescape(receiving.get(f"/staff/transfers/{transfer.id}").text)
    taken = receiving.post(f"/staff/transfers/{transfer.id}/accept", data={"coordinator_id": str(coordinator.user_id)})

    assert {asked.status_code, approved.status_code, taken.status_code} == {303}
    assert REASON in told
    assert "E. A." in told
    assert "Edith" not in told
    assert "I miss my walks" not in told
    assert "I miss my walks" in taking_on.get(f"/staff/clients/{client.reference}").text
    assert asking.get(f"/staff/clients/{client.reference}").status_code == 404
    left = asking.get("/staff/transfers").text
    assert "Handed over" in left
    assert client.reference in left
    assert "Edith" not in left
    assert REASON not in left


def test_the_list_of_the_other_team_names_nobody(sign_in, db, at_work, client, south):
    ask(at_work[0], client, south)
    db.scalars(select(ClientTransfer)).one().state = "offered"
    db.commit()
    receiving, _ = sign_in(Role.MANAGER, scheme=south)

    page = receiving.get("/staff/transfers").text

    assert "E. A." in page
    assert "Edith" not in page


def test_agreement_has_its_date(at_work, client, south, db):
    answer = ask(at_work[0], client, south, agreed_on=["", "", ""])

    assert answer.status_code == 422
    assert "Enter the date they agreed" in answer.text
    assert REASON in answer.text
    assert db.scalars(select(ClientTransfer)).all() == []


def test_a_coordinator_cannot_offer_past_their_manager(at_work, client, south, db):
    browser, _ = at_work
    ask(browser, client, south)
    [transfer] = db.scalars(select(ClientTransfer)).all()

    assert browser.post(f"/staff/transfers/{transfer.id}/approve").status_code == 403
    assert transfer.approved_by is None


def test_what_was_asked_for_is_taken_back(at_work, client, south, db):
    browser, _ = at_work
    ask(browser, client, south)
    [transfer] = db.scalars(select(ClientTransfer)).all()

    answer = browser.post(f"/staff/transfers/{transfer.id}/withdraw")

    db.expire_all()
    assert (answer.status_code, transfer.state) == (303, "withdrawn")
    assert "Taken back" in browser.get("/staff/transfers").text


def test_a_no_says_why(sign_in, db, at_work, client, north, south):
    sending, _ = sign_in(Role.MANAGER, scheme=north)
    receiving, _ = sign_in(Role.MANAGER, scheme=south)
    ask(sending, client, south)
    [transfer] = db.scalars(select(ClientTransfer)).all()

    silent = receiving.post(f"/staff/transfers/{transfer.id}/decline")
    told = receiving.post(f"/staff/transfers/{transfer.id}/decline", data={"answer": "We are full"})

    assert (silent.status_code, told.status_code) == (422, 303)
    assert "We are full" in sending.get("/staff/transfers").text


def test_who_is_not_supported_now_is_offered_to_nobody_and_no_form_says_otherwise(at_work, client, south, db):
    browser, actor = at_work
    close_case(db, actor, client.cases[0], clock.today())
    db.commit()

    page = browser.get(f"/staff/clients/{client.reference}/transfer").text

    assert "no open case" in page
    assert "to_scheme_id" not in page


def test_managers_of_both_teams_are_asked_on_their_first_page(sign_in, db, at_work, client, north, south):
    sending, _ = sign_in(Role.MANAGER, scheme=north)
    receiving, _ = sign_in(Role.MANAGER, scheme=south)
    ask(at_work[0], client, south)
    [transfer] = db.scalars(select(ClientTransfer)).all()
    first = [each.get("/staff/").text for each in (sending, receiving, at_work[0])]

    sending.post(f"/staff/transfers/{transfer.id}/approve")

    then = [each.get("/staff/").text for each in (sending, receiving)]
    assert ["Transfers wait for you" in page for page in first] == [True, False, False]
    assert ["Transfers wait for you" in page for page in then] == [False, True]
    assert "1 client of another team" in then[1]
