"""The steps of somebody who signs in with the provider of their organisation."""

import html
import re
from datetime import timedelta

import pyotp
import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.account_links import Purpose, make_link
from directory.accounts.actor import Role
from directory.accounts.identity_provider import IdentityProvider
from directory.accounts.models import LinkedIdentity
from directory.accounts.second_step import new_secret, set_up_app
from directory.audit.models import AuditEvent
from directory.db import new_id
from directory.identity_settings import IdentitySettings
from tests.factories.accounts import PASSWORD, make_invited, make_user
from tests.plugins.identity_provider import CLIENT_ID, CLIENT_SECRET

BACK = "/staff/sign-in/provider/back"


@pytest.fixture
def app(app, identity_provider):
    settings = IdentitySettings(
        identity_provider.address, CLIENT_ID, CLIENT_SECRET, label="Townmail", second_step=("mfa",)
    )
    app.config["LYNCHPIN_IDENTITY_PROVIDER"] = IdentityProvider(settings)
    return app


@pytest.fixture
def user(db):
    user = make_user(db, Role.MANAGER, email="jo@staff.example")
    db.commit()
    return user


@pytest.fixture
def connected(db, user, identity_provider):
    """Somebody whose account is connected with theirs at the provider, where they sign in."""
    db.add(LinkedIdentity(id=new_id(), user_id=user.id, issuer=identity_provider.address, subject="jo-1"))
    db.commit()
    identity_provider.comes("jo-1", user.email)
    return user


def sign_in_there(browser, identity_provider, onward=""):
    """Follow the link on the sign-in page, sign in at the provider, and come back."""
    away = browser.get(f"/staff/sign-in/provider?next={onward}")
    assert away.status_code == 303
    return browser.get(identity_provider.visit(away.location))


def sign_in_here(app, user):
    browser = app.test_client()
    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    return browser


def way_on(page) -> str:
    """Where the button of the page leads that is shown before somebody goes to the provider."""
    assert page.status_code == 200
    return html.unescape(re.search(r'href="(http://127[^"]*/authorize[^"]*)"', page.text)[1])


def is_in(browser) -> bool:
    return browser.get("/staff/").status_code == 200


def acts(db) -> list[str]:
    db.expire_all()
    return list(db.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


def with_an_app(db, user) -> pyotp.TOTP:
    phone = pyotp.TOTP(new_secret())
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        assert set_up_app(db, user, phone.secret, phone.at(clock.now()))
    db.commit()
    return phone


@pytest.fixture
def invited(db):
    """Somebody who was invited, and the path of their link."""
    invited = make_invited(db, email="ida@staff.example")
    link = make_link(db, invited, Purpose.INVITATION)
    db.commit()
    return invited, f"/staff/invitation/{link.token}"


def join_there(browser, identity_provider, path):
    return browser.get(identity_provider.visit(way_on(browser.post(f"{path}/provider"))))
