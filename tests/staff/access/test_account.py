"""Signing in with a second step, and one's own account."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import time_machine

from directory import clock
from directory.accounts.account_links import Purpose, find_working_link, make_link
from directory.accounts.actor import Role
from directory.accounts.second_step import make_recovery_codes, new_secret, set_up_app
from directory.app import create_app
from directory.matching.current import MatcherKeeper
from tests.factories.accounts import PASSWORD, make_user


@pytest.fixture
def careful_app(settings, database):
    """An installation whose coordinators must have a second step."""
    careful = replace(settings, second_step_roles=("coordinator",))
    app = create_app(careful, database=database, keeper=MatcherKeeper(with_semantic=False))
    app.config["WTF_CSRF_ENABLED"] = False
    return app


@pytest.fixture
def user(db):
    user = make_user(db)
    db.commit()
    return user


@pytest.fixture
def phone(db, user):
    """The app on the phone of the user."""
    phone = pyotp.TOTP(new_secret())
    with time_machine.travel(clock.now() - timedelta(minutes=5)):
        set_up_app(db, user, phone.secret, phone.at(clock.now()))
    db.commit()
    return phone


def now_on(phone) -> str:
    return phone.at(clock.now())


def show_password(app, user, onward="", browser=None):
    browser = browser or app.test_client()
    answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD, "next": onward})
    assert answer.status_code == 303
    return browser, answer


def is_in(browser) -> bool:
    return browser.get("/staff/").status_code == 200


def test_a_password_alone_does_not_open_an_account_with_an_app(app, user, phone):
    browser, answer = show_password(app, user)

    assert answer.location == "/staff/sign-in/code"
    assert not is_in(browser)


def test_the_code_signs_in_and_leads_to_where_one_was_going(app, user, phone):
    browser, _ = show_password(app, user, onward="/staff/clients")

    answer = browser.post("/staff/sign-in/code", data={"code": now_on(phone)})

    assert answer.location == "/staff/clients"
    assert is_in(browser)


def test_a_wrong_code_is_asked_again_and_ten_wrong_ones_have_to_wait(app, user, phone):
    browser, _ = show_password(app, user)
    wrong = "111111" if now_on(phone) != "111111" else "222222"

    answers = [browser.post("/staff/sign-in/code", data={"code": wrong}) for _ in range(11)]

    assert [each.status_code for each in answers] == [422] * 10 + [429]
    assert "That code is not right" in answers[0].text
    assert not is_in(browser)


def test_a_recovery_code_signs_in_where_the_phone_is_lost(app, user, phone, db):
    [code, *_] = make_recovery_codes(db, user.id)
    db.commit()
    browser, _ = show_password(app, user)

    browser.post("/staff/sign-in/code", data={"code": code})

    assert is_in(browser)


def test_a_code_without_the_password_before_it_opens_nothing(app, user, phone):
    browser = app.test_client()

    answer = browser.post("/staff/sign-in/code", data={"code": now_on(phone)})

    assert answer.location == "/staff/sign-in"
    assert not is_in(browser)


def test_half_signed_in_is_over_after_ten_minutes_or_when_the_account_is_disabled(app, user, phone, db):
    browser, _ = show_password(app, user)
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        late = browser.post("/staff/sign-in/code", data={"code": now_on(phone)})
    other, _ = show_password(app, user)
    user.is_active = False
    db.commit()

    disabled = other.post("/staff/sign-in/code", data={"code": now_on(phone)})

    assert late.location == disabled.location == "/staff/sign-in"
    assert not is_in(browser)
    assert not is_in(other)


def test_who_must_have_a_second_step_sees_nothing_else_before_it_is_set_up(careful_app, user):
    browser, _ = show_password(careful_app, user)

    assert browser.get("/staff/").location == "/staff/account"
    assert browser.get("/staff/clients").location == "/staff/account"
    assert "set up a second step now" in browser.get("/staff/account").text


def test_setting_up_an_app_opens_the_pages_and_gives_ten_recovery_codes(careful_app, user):
    browser, _ = show_password(careful_app, user)
    page = browser.get("/staff/account/app").text
    phone = pyotp.TOTP(re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", ""))

    answer = browser.post("/staff/account/app", data={"code": now_on(phone)})
    codes = browser.get(answer.location).text
    browser.post("/staff/account/recovery-codes/kept")

    assert len(re.findall(r"<code>[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}</code>", codes)) == 10
    assert is_in(browser)
    assert browser.get("/staff/account/recovery-codes").location == "/staff/account"
    assert "10 recovery codes left" in browser.get("/staff/account").text


def test_the_same_picture_stays_while_the_page_is_open_again(app, user):
    browser, _ = show_password(app, user)
    first = re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", browser.get("/staff/account/app").text).group(1)

    wrong = browser.post("/staff/account/app", data={"code": "000000"})

    assert wrong.status_code == 422
    assert first in wrong.text


def test_who_must_have_a_second_step_cannot_remove_the_last_one(careful_app, user, phone):
    browser, _ = show_password(careful_app, user)
    browser.post("/staff/sign-in/code", data={"code": now_on(phone)})

    answer = browser.post("/staff/account/app/remove")

    assert answer.status_code == 409
    assert "Set up another one first" in answer.text
    assert show_password(careful_app, user)[1].location == "/staff/sign-in/code"


def test_others_may_remove_theirs(app, user, phone):
    browser, _ = show_password(app, user)
    browser.post("/staff/sign-in/code", data={"code": now_on(phone)})

    browser.post("/staff/account/app/remove")

    assert show_password(app, user)[1].location == "/staff/"


def test_editors_need_no_second_step_by_the_same_settings(careful_app, db):
    editor = make_user(db, Role.EDITOR)
    db.commit()

    browser, _ = show_password(careful_app, editor)

    assert is_in(browser)


def test_a_new_password_signs_out_everywhere_else(app, user):
    elsewhere, _ = show_password(app, user)
    browser, _ = show_password(app, user)

    sent = {"password": PASSWORD, "new_password": "seven grey herons wade"}
    browser.post("/staff/account/password", data=sent)
    answer = app.test_client().post("/staff/sign-in", data={"email": user.email, "password": "seven grey herons wade"})

    assert is_in(browser)
    assert not is_in(elsewhere)
    assert answer.location == "/staff/"


def test_a_new_password_needs_the_old_one(app, user):
    browser, _ = show_password(app, user)

    answer = browser.post(
        "/staff/account/password", data={"password": "not the right one", "new_password": "seven grey herons wade"}
    )

    assert answer.status_code == 422
    assert show_password(app, user)[1].location == "/staff/"


def test_signing_out_everywhere_ends_this_browser_too(app, user):
    elsewhere, _ = show_password(app, user)
    browser, _ = show_password(app, user)

    browser.post("/staff/account/sign-out-everywhere")

    assert not is_in(browser)
    assert not is_in(elsewhere)


def test_after_a_quarter_of_an_hour_what_matters_asks_who_is_there(app, user):
    browser, _ = show_password(app, user)
    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        asked = browser.get("/staff/account/app")
        wrong = browser.post("/staff/confirm", data={"password": "not the right one", "next": "/staff/account/app"})
        still = browser.get("/staff/account/app")
        right = browser.post("/staff/confirm", data={"password": PASSWORD, "next": "/staff/account/app"})
        shown = browser.get(right.location)

    assert asked.status_code == still.status_code == 303
    assert asked.location.startswith("/staff/confirm?next=")
    assert wrong.status_code == 422
    assert shown.status_code == 200
    assert "Set up an app" in shown.text


def test_removing_an_app_on_a_laptop_that_was_left_open_changes_nothing(app, user, phone):
    browser, _ = show_password(app, user)
    browser.post("/staff/sign-in/code", data={"code": now_on(phone)})

    with time_machine.travel(clock.now() + timedelta(minutes=16)):
        answer = browser.post("/staff/account/app/remove")

    assert "Show that it is you" in answer.text
    assert show_password(app, user)[1].location == "/staff/sign-in/code"


def test_confirming_leads_to_this_site_alone(app, user):
    browser, _ = show_password(app, user)

    answer = browser.post("/staff/confirm", data={"password": PASSWORD, "next": "//evil.example/"})

    assert answer.location == "/staff/"


def test_a_weak_new_password_is_told_how_to_do_better(app, user):
    browser, _ = show_password(app, user)

    answer = browser.post("/staff/account/password", data={"password": PASSWORD, "new_password": "Password2026!"})

    assert answer.status_code == 422
    assert "three or four words that do not belong together" in answer.text


def test_what_a_password_alone_opened_ends_when_a_second_step_is_set_up(careful_app, user):
    thief, _ = show_password(careful_app, user)
    browser, _ = show_password(careful_app, user)
    page = browser.get("/staff/account/app").text
    phone = pyotp.TOTP(re.search(r"<code[^>]*>([A-Z2-7 ]+)</code>", page).group(1).replace(" ", ""))

    browser.post("/staff/account/app", data={"code": now_on(phone)})

    assert is_in(browser)
    assert thief.get("/staff/account").location.startswith("/staff/sign-in")


def test_codes_cannot_be_guessed_day_after_day(app, user, phone):
    wrong = "111111" if now_on(phone) != "111111" else "222222"
    began, statuses = clock.now(), []
    for quarter in range(5):
        with time_machine.travel(began + timedelta(minutes=16 * quarter)):
            browser, _ = show_password(app, user)
            statuses += [browser.post("/staff/sign-in/code", data={"code": wrong}).status_code for _ in range(9)]

    assert statuses.count(422) == 30
    assert statuses[-1] == 429


def test_a_link_from_before_a_new_password_is_good_no_more(app, user, db):
    link = make_link(db, user, Purpose.RESET)
    db.commit()
    browser, _ = show_password(app, user)

    browser.post("/staff/account/password", data={"password": PASSWORD, "new_password": "seven grey herons wade"})

    assert find_working_link(db, link.id) is None
