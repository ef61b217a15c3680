"""Managers see whose record goes within a month, and hold somebody back."""

import html
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.audit.models import AuditEvent
from directory.casework.operations import close_case
from directory.rights.retention import WARNING, years_after
from directory.web.words import uk_short_date
from tests.factories.accounts import PASSWORD, make_actor
from tests.factories.casework import make_client


@pytest.fixture
def actor(db):
    return make_actor(db, Role.COORDINATOR, Role.MANAGER)


@pytest.fixture
def client(db, actor):
    client = make_client(db, actor, name="Edith Ashworth")
    close_case(db, actor, client.cases[0], clock.today())
    db.commit()
    return client


@pytest.fixture
def browser(app, db, actor):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"email": db.get(User, actor.user_id).email, "password": PASSWORD})
    return browser


def ended_on(db, actor, day):
    """Somebody whose only case ended on a day long ago."""
    client = make_client(db, actor, consent_given_on=None)
    [case] = client.cases
    case.opened_on = case.closed_on = day
    db.commit()
    return client


def test_whoever_goes_within_a_month_is_listed(browser, db, actor):
    in_a_month = clock.today() + timedelta(days=31)
    soon, later = (ended_on(db, actor, years_after(day, -8)) for day in (in_a_month, in_a_month + timedelta(days=2)))

    page = browser.get("/staff/retention").text

    assert soon.reference in page
    assert "Goes by itself" in page
    seen = db.scalars(select(AuditEvent).where(AuditEvent.action == "client.listed")).all()
    assert [each.subject_ids for each in seen] == [[str(soon.id)]]
    assert later.reference not in page


def test_whoever_was_found_late_goes_after_a_month(browser, db, actor):
    with time_machine.travel(clock.now(), tick=False):
        ended_on(db, actor, years_after(clock.today(), -9))

        page = browser.get("/staff/retention").text

        assert uk_short_date(clock.today() + WARNING) in page


def test_where_nobody_goes_soon_it_says_so(browser, client):
    page = browser.get("/staff/retention").text

    assert "No record goes within a month" in page
    assert client.reference not in page


def test_a_record_is_held_back_with_a_reason_and_let_go_again(browser, client):
    address = f"/staff/clients/{client.reference}/hold"

    without = browser.post(address, data={"reason": "  "})
    held = browser.post(address, data={"reason": "Their “complaint”"})
    page = html.unescape(browser.get(address).text)
    erased = browser.post(
        f"/staff/clients/{client.reference}/erase", data={"reason": "asked", "typed": client.reference}
    )
    asked = browser.get(f"/staff/clients/{client.reference}/erase").text
    ended = browser.post(f"{address}/end")
    again = browser.post(f"{address}/end", follow_redirects=True)

    assert (without.status_code, held.status_code, ended.status_code) == (422, 303, 303)
    assert "Say why it is held back" in without.text
    assert "Their “complaint”" in page
    assert erased.status_code == 409
    assert "This record is held back" in erased.text
    assert "This record is held back" in asked
    assert "Erase for good" not in asked
    assert "Somebody ended that before you." in again.text
    assert "Why is it kept for longer?" in browser.get(address).text
