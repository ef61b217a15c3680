"""Somebody lost their phone: an administrator of their team lets them set up another second step."""

import pyotp
import pytest

from directory.accounts.actor import Role
from directory.accounts.models import RoleGrant, Scheme
from directory.accounts.operations import make_scheme
from directory.accounts.second_step import has_second_step, make_recovery_codes, new_secret, set_up_app
from directory.clock import now
from tests.factories.accounts import PASSWORD, make_user


@pytest.fixture
def administrator(sign_in):
    return sign_in(Role.ADMINISTRATOR)


def with_phone(db, scheme):
    """Somebody of a team, with an app and recovery codes."""
    user = make_user(db, scheme=scheme)
    secret = new_secret()
    assert set_up_app(db, user, secret, pyotp.TOTP(secret).at(now()))
    make_recovery_codes(db, user.id)
    db.commit()
    return user


@pytest.fixture
def scheme(db, administrator):
    return db.get(Scheme, administrator[1].scheme_id)


def test_they_sign_in_with_their_password_again(app, db, administrator, scheme):
    browser, _ = administrator
    user = with_phone(db, scheme)

    asked = browser.get(f"/staff/people/{user.id}/second-step").text
    browser.post(f"/staff/people/{user.id}/second-step")
    answer = app.test_client().post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert "know that it is them" in asked
    assert not has_second_step(db, user.id)
    assert answer.location == "/staff/"


def test_what_they_had_open_ends(app, db, administrator, scheme):
    browser, _ = administrator
    user = make_user(db, scheme=scheme)
    db.commit()
    theirs = app.test_client()
    theirs.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    browser.post(f"/staff/people/{user.id}/second-step")

    assert theirs.get("/staff/").status_code == 303


def test_for_oneself_and_for_whom_another_team_trusts_it_is_refused(db, administrator, scheme):
    browser, actor = administrator
    user = with_phone(db, scheme)
    other = make_scheme(db, "Another team")
    db.flush()
    db.add(RoleGrant(user_id=user.id, scheme_id=other.id, role=Role.MANAGER.value))
    db.commit()

    answer = browser.post(f"/staff/people/{user.id}/second-step")
    own = browser.post(f"/staff/people/{actor.user_id}/second-step")

    assert answer.status_code == own.status_code == 422
    assert "They work in another team too" in answer.text
    assert "This is your own account" in own.text
    assert has_second_step(db, user.id)
