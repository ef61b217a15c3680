"""The link to a client's own page, on their page for staff: sending it, how it stands, and ending it."""

import html
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.closing.drafts import find_draft
from directory.casework.own_page.messages import MessageInput, keep_message, see_to
from directory.casework.own_page.models import Told
from directory.casework.own_page.stopping import ask_to_stop, take_back
from tests.factories.casework import make_client, make_reachable
from tests.factories.links import code_in, link_in, sent_letters
from tests.staff.conftest import new_key

SEND = "Send them a link to their own page"


@pytest.fixture
def staff(sign_in, db):
    """A coordinator's browser, themself, and a client of theirs who may be written to."""
    browser, coordinator = sign_in()
    client = make_reachable(db, coordinator)
    db.commit()
    return browser, coordinator, client


def page_of(browser, client) -> str:
    return html.unescape(browser.get(f"/staff/clients/{client.reference}/agreements").text)


def press(browser, client, what="", key=""):
    return browser.post(f"/staff/clients/{client.reference}/own-page{what}", data={"submission_key": key or new_key()})


def test_a_coordinator_sends_a_link_and_sees_how_it_stands(app, staff):
    browser, _, client = staff
    before = page_of(browser, client)

    answer = press(browser, client)

    waiting = page_of(browser, client)
    link = link_in(sent_letters()[-1])
    left = page_of(browser, client)
    person = app.test_client()
    person.post(f"{link}/codes")
    person.post(f"{link}/code", data={"code": code_in(sent_letters()[-1])})
    looked = page_of(browser, client)
    assert (answer.status_code, answer.location) == (303, f"/staff/clients/{client.reference}/agreements#own-page")
    assert SEND in before
    assert "Not sent." in before
    assert "On its way since" in waiting
    assert "Not opened yet. Works until" in left
    assert "Send them a new link" in left
    assert "Opened last on" in looked


def test_a_second_click_sends_one_letter(staff):
    browser, _, client = staff
    key = new_key()

    answers = [press(browser, client, key=key).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert len(sent_letters()) == 1


@pytest.mark.parametrize("has_left", [True, False], ids=["the letter left", "the letter waits"])
def test_a_coordinator_ends_the_link(app, staff, has_left):
    browser, _, client = staff
    press(browser, client)
    link = link_in(sent_letters()[-1]) if has_left else ""

    answers = [press(browser, client, "/end").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert sent_letters() == []
    assert "End the link" not in page_of(browser, client)
    if link:
        assert app.test_client().get(link).status_code == 404
        assert "It has ended." in page_of(browser, client)


def test_a_manager_ends_a_link_and_sends_none(app, db, sign_in, staff):
    browser, coordinator, client = staff
    press(browser, client)
    link = link_in(sent_letters()[-1])
    manager, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))

    page = page_of(manager, client)
    answers = [press(manager, client, what).status_code for what in ("", "/end")]

    assert SEND not in page
    assert answers == [403, 303]
    assert app.test_client().get(link).status_code == 404


def test_the_page_says_why_it_cannot_be_sent(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    db.commit()

    page, answer = page_of(browser, client), press(browser, client)

    assert "We cannot send it. We have no email address of theirs." in page
    assert SEND not in page
    assert answer.status_code == 409
    assert sent_letters() == []


def test_how_to_reach_them_safely_stands_beside_the_button(db, staff):
    browser, _, client = staff
    client.safe_contact = "Text first, her husband's phone is not safe"
    db.commit()

    assert "Send it only if this allows it: Text first, her husband's phone is not safe" in " ".join(
        page_of(browser, client).replace('<span class="lp-lines">', "").split()
    )


def test_another_team_neither_sends_nor_ends_it(app, sign_in, staff):
    browser, _, client = staff
    press(browser, client)
    link = link_in(sent_letters()[-1])
    stranger, _ = sign_in(Role.COORDINATOR, Role.MANAGER)

    answers = [press(stranger, client, what).status_code for what in ("", "/end")]

    assert answers == [404, 404]
    assert app.test_client().get(link).status_code == 200


def test_a_link_that_is_too_old_can_be_sent_anew_and_not_ended(app, sign_in, db):
    with time_machine.travel(clock.now() - timedelta(days=61), tick=False):
        browser, coordinator = sign_in()
        client = make_reachable(db, coordinator)
        db.commit()
        press(browser, client)
        sent_letters()
    browser, _ = sign_in(scheme=db.get_one(Scheme, coordinator.scheme_id))

    page = page_of(browser, client)

    assert "It has ended." in page
    assert "End the link" not in page
    assert SEND in page


def wants_no_more(db, client, why="My sister helps me now"):
    told = ask_to_stop(db, client, why, new_key())
    db.commit()
    return told


def begin_closing(browser, client, told):
    return browser.post(f"/staff/clients/{client.reference}/own-page/messages/{told.id}/closing")


def test_one_press_begins_to_close_the_case_for_the_reason_they_gave(db, staff):
    browser, _, client = staff
    told, case = wants_no_more(db, client), client.cases[0]

    answer = begin_closing(browser, client, told)

    page = html.unescape(browser.get(answer.location).text)
    assert answer.status_code == 303
    assert answer.location.endswith(f"/cases/{case.id}/closing")
    assert "They do not want it any more" in page
    assert "My sister helps me now" in page
    db.refresh(case)
    assert case.closed_on is None


@pytest.mark.parametrize("has_gone", ["taken back", "seen to", "another message"])
def test_what_no_longer_waits_closes_nothing(db, staff, has_gone):
    browser, coordinator, client = staff
    told = wants_no_more(db, client)
    if has_gone == "taken back":
        take_back(db, client)
    elif has_gone == "seen to":
        see_to(db, coordinator, client, told.id)
    else:
        told = keep_message(db, client, MessageInput(Told.COPY, new_key()))
    db.commit()

    answer = begin_closing(browser, client, told)

    assert answer.location == f"/staff/clients/{client.reference}/agreements#own-page"
    assert "or they took it back" in page_of(browser, client)
    assert find_draft(db, coordinator, client.cases[0]) is None


def test_a_manager_who_supports_nobody_reads_it_and_closes_nothing(db, sign_in, staff):
    _, coordinator, client = staff
    told = wants_no_more(db, client)
    manager, _ = sign_in(Role.MANAGER, scheme=db.get_one(Scheme, coordinator.scheme_id))

    page, answer = page_of(manager, client), begin_closing(manager, client, told)

    assert "They want no more support" in page
    assert "Close their case" not in page
    assert answer.status_code == 403


def test_what_they_took_back_is_told_as_such(db, staff):
    browser, _, client = staff
    wants_no_more(db, client)
    take_back(db, client)
    db.commit()

    page = page_of(browser, client)

    assert "They took it back on" in page
    assert "Close their case" not in page
    assert "I have seen to it" not in page
