"""A form that is sent after the session has ended: what was typed comes back, once, to whom it belongs."""

import html
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme, User
from directory.accounts.queries import actor_of
from directory.casework.models import Client
from tests.factories.accounts import PASSWORD, make_user
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.staff.conftest import hidden, in_boxes

SAID = 'I used to bake for everyone.\nNot <church> & "halls" 🌻'


@pytest.fixture
def app(app):
    """With tokens in its forms, as people meet it."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.fixture
def at_work(app, db):
    """Somebody's browser, signed in through the page, and them."""
    return sign_in_page(app, make_user(db))


@pytest.fixture
def actor_at_work(app, db):
    """The same, and them as an actor."""
    browser, user = sign_in_page(app, make_user(db))
    return browser, user, actor_of(db, user.email)


def sign_in_page(app, user):
    browser = app.test_client()
    page = browser.get("/staff/sign-in").text
    answer = sign_in_again(browser, page, user)
    assert answer.status_code == 303
    return browser, user


def sign_in_again(browser, page, user, password=PASSWORD):
    """What the button of a sign-in page sends."""
    sent = {name: hidden(page, name) for name in ("csrf_token", "next", "kept") if f'name="{name}"' in page}
    return browser.post("/staff/sign-in", data={**sent, "email": user.email, "password": password})


def carried(page):
    return {name: hidden(page, name) for name in ("csrf_token", "filled_in_by", "submission_key")}


def typed(page, **more):
    return {**carried(page), "name": "Zoë O’Neill", "statement": SAID, "postcode": "LS11 8N", **more}


def signed_out_while_typing(browser, **more):
    """The answer to the form of a new client that was filled in before signing out."""
    page = browser.get("/staff/clients/new").text
    browser.delete_cookie("lynchpin")
    return browser.post("/staff/clients", data=typed(page, **more))


def test_what_was_typed_comes_back_after_signing_in_and_is_kept_with_a_new_press(at_work, db):
    browser, user = at_work

    asked = signed_out_while_typing(browser, postcode="LS11 8ND")
    back = sign_in_again(browser, asked.text, user)
    shown = html.unescape(back.text)
    before = db.scalars(select(Client)).all()
    sent = {**typed(back.text, postcode="LS11 8ND")}
    done = browser.post("/staff/clients", data=sent)

    assert asked.status_code == 401
    assert "You have been signed out" in asked.text
    assert "You had been signed out, so nothing is saved yet" in shown
    assert f"{SAID}</textarea>" in shown
    assert 'value="Zoë O’Neill"' in shown
    assert before == []
    assert done.status_code == 303
    assert db.scalars(select(Client)).one().name == "Zoë O’Neill"


def test_nothing_typed_is_plain_in_page_address_or_cookie(at_work):
    browser, _ = at_work

    asked = signed_out_while_typing(browser)

    for told in ("O’Neill", "Neill", "used to bake", "church", "LS11 8N"):
        assert told not in asked.text
        assert told not in str(asked.headers)
    assert asked.headers["Cache-Control"] == "no-store"


def test_somebody_else_who_signs_in_gets_nothing_of_it(at_work, db):
    browser, user = at_work
    colleague = make_user(db, scheme=db.scalars(select(Scheme)).first())

    asked = signed_out_while_typing(browser)
    answer = sign_in_again(browser, asked.text, colleague)

    assert user.id != colleague.id
    assert answer.status_code == 303
    assert "bake" not in browser.get(answer.location).text


def test_it_comes_back_once(at_work):
    browser, user = at_work
    asked = signed_out_while_typing(browser)
    first = sign_in_again(browser, asked.text, user)

    # Reloading sends the sign-in form again, from a page whose token has gone with its session.
    sent = {name: hidden(asked.text, name) for name in ("next", "kept")}
    again = browser.post(
        "/staff/sign-in",
        data={**sent, "csrf_token": hidden(first.text, "csrf_token"), "email": user.email, "password": PASSWORD},
    )

    assert "bake" in first.text
    assert "bake" not in again.text


def test_it_waits_through_a_wrong_password_and_not_for_ever(at_work):
    browser, user = at_work
    asked = signed_out_while_typing(browser)

    wrong = sign_in_again(browser, asked.text, user, password="not the right one")
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        late = sign_in_again(browser, wrong.text, user)

    assert wrong.status_code == 422
    assert hidden(wrong.text, "kept") == hidden(asked.text, "kept")
    assert late.status_code == 303
    assert "bake" not in late.text


def test_idling_away_ends_the_session_and_loses_nothing(app, db):
    browser, user = sign_in_page(app, make_user(db))
    page = browser.get("/staff/clients/new").text

    with time_machine.travel(clock.now() + timedelta(minutes=45)):
        asked = browser.post("/staff/clients", data=typed(page))
        back = sign_in_again(browser, asked.text, user)

    assert asked.status_code == 401
    assert "bake" in back.text


def test_a_form_about_a_client_who_may_no_longer_be_seen_stays_hidden(at_work, db):
    browser, user = at_work
    asked = signed_out_while_typing(browser)
    for grant in db.get(User, user.id).grants:
        grant.role = "champion"
    db.flush()

    answer = sign_in_again(browser, asked.text, user)

    assert answer.status_code == 403
    assert "bake" not in answer.text


def test_a_note_on_a_referral_comes_back_with_its_page(app, db, actor_at_work):
    browser, user, actor = actor_at_work
    referral = make_referral(db, actor)
    address = f"/staff/referrals/{referral.reference}"
    page = browser.get(address).text
    browser.delete_cookie("lynchpin")
    step = {"to": "declined", "reason": "no room", "note": "Full until May", "seen": hidden(page, "seen")}

    asked = browser.post(f"{address}/moves", data={**carried(page), **step, **in_boxes("happened_on", clock.today())})
    back = sign_in_again(browser, asked.text, user)

    assert "Full until May</textarea>" in back.text
    assert 'value="declined" checked' in back.text
    db.refresh(referral)
    assert referral.state == "sent"


def test_the_next_user_of_a_browser_is_not_shown_the_form_of_the_last(app, db, actor_at_work):
    browser, _, actor = actor_at_work
    client = make_client(db, actor)
    page = browser.get(f"/staff/clients/{client.reference}/edit").text
    colleague = make_user(db, scheme=db.get(Scheme, actor.scheme_id))
    browser.delete_cookie("lynchpin")
    sign_in_again(browser, browser.get("/staff/sign-in").text, colleague)

    answer = browser.post(f"/staff/clients/{client.reference}/edit", data=typed(page))

    assert answer.status_code == 422
    assert "bake" not in answer.text


@pytest.mark.parametrize("mark", ["", "made-up", "ImFiYyI.made-up"])
def test_a_form_that_was_made_for_nobody_is_not_kept(app, db, mark):
    answer = app.test_client().post("/staff/clients", data={"name": "Mallory", "filled_in_by": mark})

    assert answer.status_code == 303
    assert "/staff/sign-in" in answer.location


def test_a_form_too_large_to_be_kept_leads_to_signing_in(app):
    app.config["WTF_CSRF_ENABLED"] = False

    answer = app.test_client().post("/staff/clients", data={"statement": "Z" * 3_000_000})

    assert answer.status_code == 303
    assert "/staff/sign-in" in answer.location
