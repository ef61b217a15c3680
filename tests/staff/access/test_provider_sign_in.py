"""Signing in with the account one has with one's organisation: a real provider on this machine, and real pages."""

import html
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from directory import clock
from directory.accounts.identities import find_identity_of
from directory.accounts.models import LinkedIdentity, SignInSession, User
from directory.accounts.queries import find_user_by_id
from tests.staff.provider_steps import BACK, acts, app, connected, is_in, sign_in_here, sign_in_there, user, with_an_app

__all__ = ["app", "connected", "user"]


def test_the_sign_in_page_leads_to_the_provider_by_its_name(app):
    page = app.test_client().get("/staff/sign-in?next=/staff/clients").text

    assert "Sign in with Townmail" in page
    assert "/staff/sign-in/provider?next=/staff/clients" in page


def test_without_a_provider_nothing_is_said_of_one(app, user):
    app.config["LYNCHPIN_IDENTITY_PROVIDER"] = None

    pages = app.test_client().get("/staff/sign-in").text + sign_in_here(app, user).get("/staff/account").text

    assert "organisation" not in pages
    assert app.test_client().get("/staff/sign-in/provider").status_code == 409


def test_who_is_connected_signs_in_and_goes_on_to_where_they_were_going(app, db, connected, identity_provider):
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider, onward="/staff/clients")

    db.refresh(connected)
    assert (answer.status_code, answer.location) == (303, "/staff/clients")
    assert is_in(browser)
    assert connected.last_signed_in_at is not None
    assert find_identity_of(db, connected.id).used_at is not None
    assert acts(db)[-1] == "user.signed_in"


def test_an_address_alone_signs_nobody_in(app, db, user, identity_provider):
    identity_provider.comes("jo-1", user.email)
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert "This was not done" in answer.text
    assert "connect the two" in html.unescape(answer.text)
    assert not is_in(browser)
    assert db.scalar(select(LinkedIdentity.id)) is None
    assert acts(db)[-1] == "user.identity_refused"


def test_who_is_connected_is_the_same_person_under_another_address(app, connected, identity_provider):
    identity_provider.claims["email"] = "jo.newname@staff.example"
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"exp": 1},
        {"iss": "https://another.example"},
        {"email_verified": False},
    ],
    ids=["wrong nonce", "wrong audience", "expired", "wrong issuer", "unverified email"],
)
def test_what_does_not_fit_signs_nobody_in(app, connected, identity_provider, claims):
    identity_provider.claims |= claims
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert not is_in(browser)


def lock_out(user, db):
    user.is_active = False


def leave_alone(user, db):
    user.made_at = clock.now() - timedelta(days=91)


def take_roles(user, db):
    for grant in find_user_by_id(db, user.id).grants:
        db.delete(grant)


@pytest.mark.parametrize("change", [lock_out, leave_alone, take_roles], ids=["disabled", "dormant", "no role"])
def test_who_may_not_sign_in_does_not_by_the_provider_either(app, db, connected, identity_provider, change):
    change(db.get(User, connected.id), db)
    db.commit()
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider)

    assert answer.status_code == 409
    assert not is_in(browser)


def test_an_answer_is_good_once(app, connected, identity_provider):
    browser = app.test_client()
    back = identity_provider.visit(browser.get("/staff/sign-in/provider").location)
    assert browser.get(back).status_code == 303
    browser.post("/staff/sign-out")

    again = browser.get(back)

    assert again.status_code == 409
    assert not is_in(browser)


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(BACK, id="nothing"),
        pytest.param(f"{BACK}?code=made-up&state=made-up", id="made up"),
        pytest.param(f"{BACK}?error=access_denied&state=made-up", id="given up there"),
    ],
)
def test_an_answer_to_nothing_signs_nobody_in(app, connected, path):
    browser = app.test_client()

    assert browser.get(path).status_code == 409
    browser.get("/staff/sign-in/provider")
    assert browser.get(path).status_code == 409
    assert not is_in(browser)


def test_an_answer_in_another_browser_signs_nobody_in(app, connected, identity_provider):
    back = identity_provider.visit(app.test_client().get("/staff/sign-in/provider").location)
    victim = app.test_client()
    victim.get("/staff/sign-in/provider")

    assert victim.get(back).status_code == 409
    assert not is_in(victim)


def test_an_answer_of_another_provider_is_not_taken(app, connected, identity_provider):
    browser = app.test_client()
    back = identity_provider.visit(browser.get("/staff/sign-in/provider").location)

    assert browser.get(f"{back}&iss=https://another.example").status_code == 409


def test_who_stays_away_for_long_begins_again(app, connected, identity_provider):
    browser = app.test_client()
    address = browser.get("/staff/sign-in/provider").location

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        answer = browser.get(identity_provider.visit(address))

    assert answer.status_code == 409


def test_a_provider_that_is_away_is_told_and_the_password_still_works(app, user, identity_provider):
    identity_provider.is_broken = True
    browser = app.test_client()

    answer = browser.get("/staff/sign-in/provider")

    assert answer.status_code == 503
    assert "We cannot reach Townmail just now" in answer.text
    assert is_in(sign_in_here(app, user))


def test_nothing_of_what_the_provider_hands_over_is_kept(app, db, connected, identity_provider):
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    with browser.session_transaction() as held:
        assert "provider_errand" not in held
        assert "for-more" not in str(dict(held))
    assert db.scalar(select(func.count()).select_from(SignInSession)) == 1


def test_a_second_step_is_asked_for_all_the_same(app, db, connected, identity_provider):
    phone = with_an_app(db, connected)
    browser = app.test_client()

    answer = sign_in_there(browser, identity_provider, onward="/staff/clients")
    before = is_in(browser)
    done = browser.post("/staff/sign-in/code", data={"code": phone.at(clock.now())})

    assert answer.location == "/staff/sign-in/code"
    assert not before
    assert done.location == "/staff/clients"


def test_a_second_step_at_the_provider_counts_where_the_settings_say_so(app, db, connected, identity_provider):
    with_an_app(db, connected)
    identity_provider.claims["amr"] = ["pwd", "mfa"]
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert is_in(browser)


@pytest.mark.parametrize(("amr", "leads_to"), [(["mfa"], 200), (["pwd"], 303)])
def test_whose_role_asks_for_a_second_step_has_it_at_the_provider_or_sets_one_up(
    app, connected, identity_provider, amr, leads_to
):
    app.config["LYNCHPIN_SECOND_STEP_ROLES"] = ("manager",)
    identity_provider.claims["amr"] = amr
    browser = app.test_client()

    sign_in_there(browser, identity_provider)

    assert browser.get("/staff/").status_code == leads_to
    assert browser.get("/staff/account").status_code == 200
