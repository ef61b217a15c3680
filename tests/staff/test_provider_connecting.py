"""An account here and one of the organisation's provider are connected by whoever has both."""

from datetime import timedelta

import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.identities import find_identity_of
from directory.outbox import OutboxMessage
from tests.factories.accounts import make_user
from tests.staff.provider_steps import acts, app, connected, is_in, sign_in_here, sign_in_there, user, way_on

__all__ = ["app", "connected", "user"]


def test_somebody_connects_the_two_signs_in_and_disconnects_them(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)

    back = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))
    page = browser.get(back.location).text
    other = app.test_client()
    sign_in_there(other, identity_provider)
    was_in = is_in(other)
    browser.post("/staff/account/provider/remove")
    late = sign_in_there(app.test_client(), identity_provider)

    assert "Connected. You can sign in with Townmail" in page
    assert was_in
    assert late.status_code == 409
    assert [each for each in acts(db) if "identity" in each] == [
        "user.identity_connected",
        "user.identity_removed",
        "user.identity_refused",
    ]
    subjects = {each.subject for each in db.scalars(select(OutboxMessage))}
    assert subjects == {"Your work account was connected", "Your work account was disconnected"}


def test_connecting_asks_at_the_provider_who_is_there(app, user, identity_provider):
    browser = sign_in_here(app, user)

    identity_provider.visit(way_on(browser.post("/staff/account/provider")))

    assert identity_provider.asked[-1]["prompt"] == "login"


def test_an_open_laptop_does_not_connect_anything(app, db, user, identity_provider):
    browser = sign_in_here(app, user)

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = browser.post("/staff/account/provider")

    assert "Show that it is you" in answer.text
    assert identity_provider.asked == []


def test_the_account_of_somebody_else_is_not_connected(app, db, user, identity_provider):
    identity_provider.comes("mallory-1", "mallory@staff.example")
    browser = sign_in_here(app, user)

    answer = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))

    assert answer.status_code == 409
    assert "another one than here" in answer.text
    assert find_identity_of(db, user.id) is None


def test_one_account_there_is_one_account_here(app, db, connected, identity_provider):
    other = make_user(db, email="sam@staff.example")
    db.commit()
    identity_provider.comes("jo-1", other.email)
    browser = sign_in_here(app, other)

    answer = browser.get(identity_provider.visit(way_on(browser.post("/staff/account/provider"))))

    assert answer.status_code == 409
    assert find_identity_of(db, other.id) is None


def test_who_changed_seats_meanwhile_connects_nothing(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)
    back = identity_provider.visit(way_on(browser.post("/staff/account/provider")))
    browser.post("/staff/sign-out")

    answer = browser.get(back)

    assert answer.status_code in (303, 409)
    assert find_identity_of(db, user.id) is None
