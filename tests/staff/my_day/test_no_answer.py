"""Groups that could not be reached by our letter, on the first page."""

import html

import pytest

from directory import clock
from directory.catalogue.models.services import Service
from directory.outbox import CAME_BACK, find_message_about
from directory.referrals.renewing import send_letter_again
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.links import sent_letters
from tests.factories.referrals import make_referral, make_telling
from tests.staff.conftest import new_key

RETURNED = "Our letter to Bowls did not arrive. Ring them, or put the address right and send it again"


def home_of(browser) -> str:
    return html.unescape(browser.get("/staff/").text)


@pytest.fixture
def returned(app, db, sign_in):
    """A referral of today whose letter left and came back, and its coordinator."""
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Ada Example")
    bowls = make_service(db, "Bowls", email="bowls@becklane.example")
    referral = make_referral(db, coordinator, client=client, service=bowls, days_ago=0)
    letter = find_message_about(db, referral.id)
    letter.tries, letter.gave_up_at, letter.last_error = 1, clock.now(), f"{CAME_BACK} 5.1.1"
    db.commit()
    return browser, coordinator, referral


def test_letter_that_came_back_is_for_the_coordinator_at_once(returned):
    browser, _, referral = returned

    page = home_of(browser)
    of_referral = html.unescape(browser.get(f"/staff/referrals/{referral.reference}").text)

    assert "Today: 1" in page
    assert RETURNED in page
    assert "Not yet. Our letter did not arrive." in page
    assert "something else" in of_referral


def test_who_was_rung_since_has_time_to_answer(db, returned):
    browser, coordinator, referral = returned
    make_telling(db, coordinator, referral)
    db.commit()

    page = home_of(browser)

    assert RETURNED not in page
    assert "Waiting for an answer" in page


def test_a_new_letter_has_time_to_be_answered(db, returned):
    browser, coordinator, referral = returned
    db.get_one(Service, referral.service_id).email = "new@becklane.example"
    send_letter_again(db, coordinator, referral, new_key())
    db.commit()

    page = home_of(browser)

    assert [each["To"] for each in sent_letters()] == ["new@becklane.example"]
    assert RETURNED not in page
