"""What matters is confirmed by signing in once more, with the provider of the organisation."""

import html
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import LinkedIdentity
from directory.db import new_id
from tests.factories.accounts import make_user
from tests.staff.conftest import hidden
from tests.staff.provider_steps import (
    app,
    connected,
    invited,
    is_in,
    join_there,
    sign_in_here,
    sign_in_there,
    user,
    way_on,
)

__all__ = ["app", "connected", "invited", "user"]


def test_what_matters_can_be_confirmed_at_the_provider(app, connected, identity_provider):
    browser = app.test_client()
    sign_in_there(browser, identity_provider)

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        asked = browser.get(browser.get("/staff/account/app").location)
        way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
        back = browser.get(identity_provider.visit(way))
        shown = browser.get(back.location)

    assert "Use Townmail instead" in asked.text
    assert back.location == "/staff/account/app"
    assert shown.status_code == 200


@pytest.mark.parametrize(
    "claims",
    [{"auth_time": None}, {"auth_time": 1_000_000_000}, {"sub": "somebody-else"}],
    ids=["not said when", "long ago", "somebody else"],
)
def test_what_the_provider_did_not_see_just_now_confirms_nothing(app, connected, identity_provider, claims):
    browser = app.test_client()
    sign_in_there(browser, identity_provider)
    identity_provider.claims |= claims

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
        back = browser.get(identity_provider.visit(way))
        still = browser.get("/staff/account/app")

    assert back.status_code == 409
    assert "Townmail did not tell us that you signed in there just now. Try once more" in back.text
    assert still.location.startswith("/staff/confirm")


@pytest.mark.parametrize(
    ("ago", "leads_to"),
    [
        pytest.param(None, 303, id="not said when"),
        pytest.param(timedelta(minutes=16), 303, id="long ago"),
        pytest.param(timedelta(minutes=1), 200, id="just now"),
        pytest.param(-timedelta(days=1), 303, id="tomorrow"),
    ],
)
def test_whom_the_provider_still_knew_shows_once_more_who_they_are(app, connected, identity_provider, ago, leads_to):
    identity_provider.claims["auth_time"] = ago and (clock.now() - ago).timestamp()
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)
    assert browser.get("/staff/account/app").status_code == leads_to


def test_an_open_laptop_does_not_become_fresh_by_the_provider(app, connected, identity_provider):
    browser = sign_in_here(app, connected)

    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        sign_in_there(browser, identity_provider)
        asked = browser.get("/staff/account/app")

    assert asked.location.startswith("/staff/confirm")


def test_who_joined_with_the_provider_shows_there_once_more_who_they_are(app, db, invited, identity_provider):
    user, path = invited
    identity_provider.comes("ida-1", user.email)
    browser = app.test_client()
    join_there(browser, identity_provider, path)

    asked = browser.get("/staff/account/app")
    way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
    back = browser.get(identity_provider.visit(way))

    assert asked.location.startswith("/staff/confirm")
    assert back.location == "/staff/account/app"
    assert browser.get(back.location).status_code == 200


def test_who_has_no_password_is_told_how_to_choose_one_where_the_provider_does_not_say_when(
    app, invited, identity_provider
):
    user, path = invited
    identity_provider.comes("ida-1", user.email, auth_time=None)
    browser = app.test_client()
    join_there(browser, identity_provider, path)

    way = way_on(browser.post("/staff/confirm/provider", data={"next": "/staff/account/app"}))
    back = browser.get(identity_provider.visit(way))

    assert back.status_code == 409
    assert "Choose a password by “Forgotten your password?”" in html.unescape(back.text)
    assert "use your password" not in back.text


def test_what_was_typed_comes_back_after_signing_in_with_the_provider(app, db, identity_provider):
    user = make_user(db, Role.COORDINATOR, email="jo@staff.example")
    db.add(LinkedIdentity(id=new_id(), user_id=user.id, issuer=identity_provider.address, subject="jo-1"))
    db.commit()
    identity_provider.comes("jo-1", user.email)
    browser = sign_in_here(app, user)
    page = browser.get("/staff/clients/new").text
    browser.delete_cookie("lynchpin")
    typed = {"filled_in_by": hidden(page, "filled_in_by"), "statement": "I used to bake"}
    asked = browser.post("/staff/clients", data=typed)

    way = way_on(browser.post("/staff/sign-in/provider", data={"kept": hidden(asked.text, "kept")}))
    back = browser.get(identity_provider.visit(way))

    assert "I used to bake</textarea>" in back.text
    assert "You had been signed out" in back.text
