"""The page on which a manager erases somebody: what goes and stays is told first, and it asks to be sure."""

import html
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.casework.models import Client
from directory.security.key_tables import PersonKey
from tests.factories.accounts import PASSWORD, make_actor
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


@pytest.fixture
def client(db, actor):
    client = make_referral(db, actor, service=make_service(db)).client
    make_referral(db, actor, client=client)
    db.commit()
    return client


@pytest.fixture
def browser(app, db, actor):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"email": db.get(User, actor.user_id).email, "password": PASSWORD})
    return browser


def test_it_is_reached_from_the_page_of_the_client_and_says_what_goes(browser, client):
    address = f"/staff/clients/{client.reference}"
    assert f'href="{address}/erase"' in browser.get(f"{address}/agreements").text

    page = html.unescape(browser.get(f"{address}/erase").text)

    for said in (
        "This cannot be undone, not from a backup either.",
        "Letters and emails about them",
        "fewer than ten other people are like them",
        "We told these groups and people about them.",
    ):
        assert said in page


def test_what_is_left_out_or_wrong_is_told_and_nobody_is_erased(browser, client, db):
    address = f"/staff/clients/{client.reference}/erase"

    empty = browser.post(address, data={})
    wrong = browser.post(address, data={"reason": "asked", "typed": "ABCDEFGHJK"})

    assert (empty.status_code, wrong.status_code) == (422, 422)
    assert "Choose why it is erased" in empty.text
    assert "Type the reference of this person" in empty.text
    assert "This is not the reference of this person" in wrong.text
    assert db.scalars(select(Client.id)).all() == [client.id]


def test_a_second_click_is_told_that_it_is_done(browser, client):
    address = f"/staff/clients/{client.reference}/erase"
    sent = {"reason": "asked", "typed": client.reference}

    first = browser.post(address, data=sent)
    told = browser.get("/staff/clients").text
    second = browser.post(address, data=sent)

    assert (first.status_code, first.location) == (303, "/staff/clients")
    assert f"The record {client.reference} is erased." in told
    assert second.status_code == 410
    assert "as the person asked" in second.text


def test_a_laptop_left_open_erases_nobody(browser, client, db):
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = browser.post(
            f"/staff/clients/{client.reference}/erase", data={"reason": "asked", "typed": client.reference}
        )

    assert answer.status_code in (200, 303)
    assert db.scalars(select(Client.id)).all() == [client.id]


def test_a_record_that_nobody_can_read_any_more_is_erased_all_the_same(browser, client, db, key_store):
    client.born_on_text = "1941-03-07"
    db.commit()
    with key_store.changing() as session:
        session.delete(session.get(PersonKey, client.id))
    db.expire_all()
    address, reference = f"/staff/clients/{client.reference}/erase", client.reference

    page = html.unescape(browser.get(address).text)
    answer = browser.post(address, data={"reason": "asked", "typed": reference})

    assert "Cannot be read" in page
    assert "the record cannot be read any more" in page
    assert answer.status_code == 303
    assert db.scalars(select(Client.id)).all() == []
