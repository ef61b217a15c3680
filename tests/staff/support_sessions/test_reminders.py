"""Reminders that a colleague sends by hand: the list of a day, with the words, and ticking each."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.casework.support_sessions.models import RemindBy, SupportSession
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_support_session


@pytest.fixture
def world(sign_in, db):
    """A coordinator's browser, them, and somebody who is texted tomorrow's appointment today."""
    browser, actor = sign_in()
    client = make_client(db, actor, name="Edith Ashworth", phone="07700 900111")
    session = make_support_session(db, actor, client, in_days(1), remind_by=RemindBy.TEXT)
    session.remind_on = in_days(0)
    db.commit()
    return browser, actor, session, client


def text_of(answer) -> str:
    return html.unescape(answer.text)


def test_the_list_gives_number_and_words_that_tell_nothing(world):
    browser, actor, _, _ = world

    page = text_of(browser.get("/staff/reminders"))
    words = page.split("govuk-inset-text")[1].split("</div>")[0]

    assert "Texts to send: 1" in page
    assert "07700 900111" in page
    assert "This is a reminder of your appointment on" in words
    assert "Edith" not in words
    assert actor.scheme_name not in words


def test_what_is_safe_stands_before_the_numbers_and_a_mobile_is_texted_first(world, db):
    browser, actor, session, client = world
    client.phone, client.other_phone, client.safe_contact = "0113 496 0111", "07700 900111", "Never at weekends"
    db.get_one(User, actor.user_id).work_phone = "0113 496 0777"
    db.commit()

    page = text_of(browser.get("/staff/reminders"))
    about = text_of(browser.get(f"/staff/clients/{client.reference}/sessions/{session.id}"))

    for shown in (page, about):
        assert shown.index("Never at weekends") < shown.index("07700 900111") < shown.index("0113 496 0111")
        assert "please ring me on 0113 496 0777." in shown


def test_a_text_to_no_mobile_is_pointed_out(world, db):
    browser, _, _, client = world
    client.phone = "0113 496 0111"
    db.commit()

    assert "That does not look like a mobile" in text_of(browser.get("/staff/reminders"))


def test_one_that_is_ticked_is_off_the_list(world, db):
    browser, actor, session, client = world
    address = f"/staff/clients/{client.reference}/sessions/{session.id}/reminded"

    answer = browser.post(address, data={"back": "list"})

    db.expire_all()
    assert answer.location.endswith("/staff/reminders")
    assert db.get_one(SupportSession, session.id).reminded_by == actor.user_id
    assert "Nobody is to be reminded by you today" in text_of(browser.get(answer.location))


def test_my_day_leads_to_the_list(world):
    browser, _, session, _ = world

    page = text_of(browser.get("/staff/"))

    assert f"/staff/reminders#reminder-{session.id}" in page


def test_a_colleague_of_another_team_sees_none_of_it(world, sign_in):
    _, _, _, _ = world
    stranger, _ = sign_in(Role.COORDINATOR)

    assert "07700 900111" not in text_of(stranger.get("/staff/reminders"))
