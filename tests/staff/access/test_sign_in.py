"""Signing in and out."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from directory import clock
from directory.app import create_app
from directory.casework.kept_questions import KEPT_FOR, keep_question
from directory.casework.models import KeptQuestion
from directory.config import Mode
from directory.matching.current import MatcherKeeper
from tests.factories.accounts import PASSWORD, make_actor, make_user
from tests.staff.conftest import hidden


@pytest.fixture
def browser(app):
    return app.test_client()


def test_a_stranger_is_asked_to_sign_in_and_comes_back_to_the_page(browser, db):
    user = make_user(db)

    asked = browser.get("/staff/clients")
    onward = hidden(browser.get(asked.location).text, "next")
    answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD, "next": onward})

    assert asked.status_code == 303
    assert answer.location == "/staff/clients"
    assert browser.get(answer.location).status_code == 200


def test_signing_in_lets_go_of_what_anybody_asked_the_matcher_yesterday(browser, db):
    user, colleague = make_user(db), make_actor(db)
    with time_machine.travel(clock.now() - KEPT_FOR - timedelta(minutes=1)):
        keep_question(db, colleague, None, {"statement": "I miss my wife"})
    kept = keep_question(db, colleague, None, {"statement": "I miss my garden"})
    db.commit()

    browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert db.scalars(select(KeptQuestion.id)).all() == [kept]


def test_wrong_password_and_unknown_address_get_the_same_words(browser, db):
    user = make_user(db)

    wrong = browser.post("/staff/sign-in", data={"email": user.email, "password": "not the right one"})
    unknown = browser.post("/staff/sign-in", data={"email": "nobody@staff.example", "password": "not the right one"})

    assert wrong.status_code == unknown.status_code == 422
    assert "The email address or the password is wrong" in wrong.text
    assert plain(wrong.text, user.email) == plain(unknown.text, "nobody@staff.example")


def plain(page: str, email: str) -> str:
    """A page without what differs at each request."""
    for name in ("submission_key", "csrf_token"):
        page = page.replace(hidden(page, name), "")
    nonce = page.split('nonce="')[1].split('"')[0]
    return page.replace(nonce, "").replace(email, "")


def test_password_is_not_shown_again(browser, db):
    page = browser.post("/staff/sign-in", data={"email": "a@b.example", "password": "a secret nobody sees"}).text

    assert "a secret nobody sees" not in page


def test_a_password_manager_may_fill_the_box_in(browser):
    page = browser.get("/staff/sign-in").text

    [box] = re.findall(r'<input[^>]*name="password"[^>]*>', page)
    assert 'type="password"' in box
    assert 'autocomplete="current-password"' in box


def test_a_form_is_read_from_its_body_and_the_first_of_doubled_answers_counts(browser, db):
    email = make_user(db).email

    in_the_address = browser.post("/staff/sign-in", query_string={"email": email, "password": PASSWORD})
    doubled = browser.post("/staff/sign-in", data={"email": ["b@c.example", email], "password": [PASSWORD, "x"]})
    first = browser.post("/staff/sign-in", data={"email": [email, "b@c.example"], "password": [PASSWORD, "x"]})

    assert (in_the_address.status_code, doubled.status_code, first.status_code) == (422, 422, 303)


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        pytest.param("/staff/clients?x=1", "/staff/clients?x=1", id="page of this site"),
        pytest.param("", "/staff/", id="nothing"),
        pytest.param("https://evil.example/", "/staff/", id="another site"),
        pytest.param("//evil.example", "/staff/", id="another site without scheme"),
        pytest.param("/\\evil.example", "/staff/", id="backslash"),
        pytest.param("/\t/evil.example", "/staff/", id="tab that browsers leave out"),
        pytest.param("/a\r\nSet-Cookie: x=1", "/staff/", id="line end"),
        pytest.param("javascript:alert(1)", "/staff/", id="script"),
        pytest.param("staff/clients", "/staff/", id="no leading slash"),
    ],
)
def test_next_cannot_leave_the_site(browser, db, wanted, leads_to):
    user = make_user(db)

    answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD, "next": wanted})

    assert answer.status_code == 303
    assert answer.location == leads_to


def test_who_is_signed_in_already_goes_on(sign_in):
    browser, _ = sign_in()

    answer = browser.get("/staff/sign-in?next=/staff/referrals")

    assert (answer.status_code, answer.location) == (303, "/staff/referrals")


def test_signed_out_browser_has_to_sign_in_again(sign_in):
    browser, _ = sign_in()

    browser.post("/staff/sign-out")

    assert browser.get("/staff/").location.startswith("/staff/sign-in")


def test_demonstration_says_so(settings, database):
    demo = create_app(replace(settings, mode=Mode.DEMO), database=database, keeper=MatcherKeeper(with_semantic=False))

    assert "This is a demonstration" in demo.test_client().get("/staff/sign-in").text


def test_only_a_demonstration_says_so(browser):
    assert "demonstration" not in browser.get("/staff/sign-in").text


def test_form_without_its_token_signs_nobody_in(whole_app, database, postcodes, db):
    user = make_user(db)
    browser = whole_app.test_client()

    answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert answer.status_code == 422
    assert "open for too long" in answer.text
    assert browser.get("/staff/").status_code == 303


def test_after_ten_wrong_passwords_even_the_right_one_waits_a_quarter_of_an_hour(browser, db):
    user = make_user(db)
    for _ in range(10):
        assert browser.post("/staff/sign-in", data={"email": user.email, "password": "wrong one"}).status_code == 422

    refused = browser.post("/staff/sign-in", data={"email": user.email.upper(), "password": PASSWORD})
    with time_machine.travel(clock.now() + timedelta(minutes=15, seconds=1)):
        later = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert refused.status_code == 429
    assert "Wait 15 minutes and try again" in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    assert later.status_code == 303


def test_guessing_at_an_address_without_an_account_is_refused_alike(browser):
    for _ in range(10):
        browser.post("/staff/sign-in", data={"email": "nobody@staff.example", "password": "wrong one"})

    refused = browser.post("/staff/sign-in", data={"email": "nobody@staff.example", "password": "wrong one"})

    assert refused.status_code == 429


def test_one_machine_cannot_guess_at_many_accounts(browser, db):
    user = make_user(db)
    for number in range(100):
        browser.post("/staff/sign-in", data={"email": f"{number}@staff.example", "password": "Summer2026"})

    from_there = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})
    elsewhere = browser.post(
        "/staff/sign-in",
        data={"email": user.email, "password": PASSWORD},
        environ_base={"REMOTE_ADDR": "192.0.2.7"},
    )

    assert from_there.status_code == 429
    assert elsewhere.status_code == 303


def test_behind_a_proxy_each_machine_is_counted_for_itself(settings, database, db):
    user = make_user(db)
    app = create_app(replace(settings, proxies=1), database=database, keeper=MatcherKeeper(with_semantic=False))
    app.config["WTF_CSRF_ENABLED"] = False
    browser = app.test_client()
    sent = {"email": user.email, "password": PASSWORD}
    for number in range(100):
        wrong = {"email": f"{number}@staff.example", "password": "Summer2026"}
        browser.post("/staff/sign-in", data=wrong, headers={"X-Forwarded-For": "198.51.100.4"})

    from_there = browser.post("/staff/sign-in", data=sent, headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.4"})
    elsewhere = browser.post("/staff/sign-in", data=sent, headers={"X-Forwarded-For": "203.0.113.9"})

    assert from_there.status_code == 429
    assert elsewhere.status_code == 303


def test_who_knows_an_address_of_ours_cannot_keep_its_owner_out(browser, db):
    user = make_user(db)
    for _ in range(11):
        browser.post(
            "/staff/sign-in",
            data={"email": user.email, "password": "wrong one"},
            environ_base={"REMOTE_ADDR": "198.51.100.4"},
        )

    answer = browser.post("/staff/sign-in", data={"email": user.email, "password": PASSWORD})

    assert answer.status_code == 303


def test_a_household_with_more_addresses_than_there_are_people_is_one_machine(browser):
    for number in range(100):
        browser.post(
            "/staff/sign-in",
            data={"email": f"{number}@staff.example", "password": "Summer2026"},
            environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{number:x}"},
        )

    refused = browser.post(
        "/staff/sign-in",
        data={"email": "ruth@staff.example", "password": "Summer2026"},
        environ_base={"REMOTE_ADDR": "2001:db8:1:2:ffff::1"},
    )

    assert refused.status_code == 429
