"""The page on which a referral of somebody else is taken out of a client's record."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import accept_as_new
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import get_referral_in
from tests.factories.casework import make_client
from tests.factories.record import make_client_note
from tests.factories.taken_as_known import make_taken_as_known

WHY = {"why": "They were born in other years"}


@pytest.fixture
def at_work(sign_in, db):
    """A coordinator in a browser, and them."""
    return sign_in(Role.COORDINATOR, scheme=make_scheme(db, "North team"))


@pytest.fixture
def client(db, at_work) -> Client:
    return make_client(db, at_work[1], name="Norah Newcombe", phone="0113 496 0001")


@pytest.fixture
def came(db, at_work, client) -> Referral:
    referral = make_taken_as_known(db, at_work[1], client)
    make_client_note(db, at_work[1], client)
    db.commit()
    return referral


def address(client: Client, came: Referral) -> str:
    return f"/staff/clients/{client.reference}/came/{came.reference}/take-out"


def test_what_goes_and_what_stays_is_told_and_then_it_waits(db, at_work, client, came):
    browser, _ = at_work
    leads_there = browser.get(f"/staff/referrals-in/{came.reference}").text
    shown = html.unescape(browser.get(address(client, came)).text)

    sent = browser.post(address(client, came), data={**WHY, "seen": client.revision})

    assert address(client, came) in leads_there
    assert "How they came to us" in shown.split("What was written since")[0]
    assert "Notes" in shown.split("What was written since")[1]
    assert sent.status_code == 303
    assert "waits with the referrals to us" in browser.get(sent.location).text
    assert came.reference not in browser.get(f"/staff/clients/{client.reference}/timeline").text
    waiting = html.unescape(browser.get(f"/staff/referrals-in/{came.reference}").text)
    assert "It was taken on as somebody else's by mistake" in waiting
    assert client.reference not in waiting.split("Take them on")[0]


def test_the_timelines_of_both_say_it_and_name_nobody_else(db, at_work, client, came):
    browser, actor = at_work
    sent = {**WHY, "seen": client.revision}
    browser.post(address(client, came), data=sent, follow_redirects=True)
    db.expire_all()
    other = accept_as_new(db, actor, get_referral_in(db, actor, came.reference))
    db.commit()

    of_record, of_other = (
        html.unescape(browser.get(f"/staff/clients/{each.reference}/timeline").text) for each in (client, other)
    )

    assert "The referral of somebody else was taken out of this record" in of_record
    assert WHY["why"] in of_record
    assert (other.reference in of_record, "Noor" in of_record) == (False, False)
    assert "Taken out of the record of somebody else" in of_other
    assert (client.reference in of_other, "Norah" in of_other) == (False, False)


def test_a_second_click_takes_it_out_once(db, at_work, client, came):
    browser, _ = at_work
    sent = {**WHY, "seen": client.revision}

    answers = [browser.post(address(client, came), data=sent).status_code for _ in range(2)]

    assert answers == [303, 303]


def test_without_a_reason_nothing_is_done(db, at_work, client, came):
    browser, _ = at_work

    answer = browser.post(address(client, came), data={"seen": client.revision})

    assert answer.status_code == 422
    assert "Write down how you know that it is somebody else" in html.unescape(answer.text)
    db.expire_all()
    assert came.client_id == client.id
