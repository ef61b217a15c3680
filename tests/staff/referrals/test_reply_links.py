"""The link of a group: ending it, and sending a new one."""

import html

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.accounts.actor import Role
from directory.casework.agreeing import withdraw_consent
from directory.casework.queries import get_client
from directory.outbox import OutboxMessage
from tests.factories.links import link_in, sent_letters
from tests.factories.referrals import make_referral
from tests.staff.conftest import new_key


@pytest.fixture
def staff(sign_in, db):
    """A coordinator's browser, their referral, and the link in the letter that has left."""
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()
    return browser, coordinator, referral, link_in(sent_letters()[-1])


def press(browser, referral, what, **more):
    return browser.post(f"/staff/referrals/{referral.reference}/{what}", data={"submission_key": new_key(), **more})


def status_of(app, link) -> int:
    return app.test_client().get(link).status_code


def test_a_coordinator_ends_the_link_of_a_group(app, staff):
    browser, _, referral, link = staff
    before = status_of(app, link)

    answer = press(browser, referral, "link/end")

    assert (before, answer.status_code, status_of(app, link)) == (200, 303, 404)
    assert "Its link ended on" in html.unescape(browser.get(answer.location).text)


def test_a_link_that_is_ended_before_its_letter_left_is_never_sent(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()

    press(browser, referral, "link/end")

    assert sent_letters() == []


def test_a_new_letter_goes_to_the_address_of_today_and_ends_the_old_link(app, db, staff):
    browser, _, referral, old = staff
    referral.service.email = "new@becklane.example"
    db.commit()

    press(browser, referral, "letters")
    [letter] = sent_letters()

    assert letter["To"] == "new@becklane.example"
    assert (status_of(app, old), status_of(app, link_in(letter))) == (404, 200)


def test_a_second_click_sends_one_letter_and_ends_no_link(app, staff):
    browser, _, referral, _ = staff
    key = new_key()
    press(browser, referral, "letters", submission_key=key)
    [letter] = sent_letters()

    again = press(browser, referral, "letters", submission_key=key)

    assert again.status_code == 303
    assert sent_letters() == []
    assert status_of(app, link_in(letter)) == 200


def test_no_new_letter_goes_where_nothing_may_be_shared(db, staff):
    browser, coordinator, referral, _ = staff
    withdraw_consent(db, coordinator, get_client(db, coordinator, referral.client.reference), clock.today())
    db.commit()
    before = db.scalar(select(func.count()).select_from(OutboxMessage))

    answer = press(browser, referral, "letters")

    assert answer.status_code == 409
    assert "their agreement has ended" in html.unescape(answer.text)
    assert db.scalar(select(func.count()).select_from(OutboxMessage)) == before


def test_a_manager_ends_no_link_and_sends_no_letter(app, sign_in, staff):
    _, _, referral, link = staff
    manager, _ = sign_in(Role.MANAGER)

    answers = [press(manager, referral, each).status_code for each in ("letters", "link/end")]

    assert answers == [403, 403]
    assert status_of(app, link) == 200
