"""Showing once more who one is: where it leads, and that nothing that was sent meanwhile is lost."""

import html
from datetime import timedelta

import pytest
import time_machine

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.queries import find_invited
from tests.factories.accounts import PASSWORD, make_user
from tests.staff.conftest import hidden

CARRIED = ("csrf_token", "filled_in_by", "submission_key")
TYPED = {"name": "Ida Low", "email": "ida@staff.example", "roles": ["editor"]}


@pytest.fixture
def app(app):
    """With tokens in its forms, as people meet it."""
    app.config["WTF_CSRF_ENABLED"] = True
    return app


@pytest.fixture
def user(db):
    return make_user(db, Role.ADMINISTRATOR)


@pytest.fixture
def browser(app, user):
    browser = app.test_client()
    token = hidden(browser.get("/staff/sign-in").text, "csrf_token")
    browser.post("/staff/sign-in", data={"csrf_token": token, "email": user.email, "password": PASSWORD})
    return browser


def carried(page):
    return {name: hidden(page, name) for name in CARRIED}


def confirm(browser, page):
    """What the button of the page that asks for the password sends."""
    sent = {name: hidden(page, name) for name in ("csrf_token", "next", "kept", "pressed") if f'name="{name}"' in page}
    return browser.post("/staff/confirm", data={**sent, "password": PASSWORD})


def a_quarter_later():
    """When what matters asks once more who is there."""
    return time_machine.travel(clock.now() + timedelta(minutes=16))


def press(browser, page, action, came_from, **typed):
    """Press a button of a page that was opened before."""
    sent = {**carried(page), **typed}
    return browser.post(action, data=sent, headers={"Referer": f"http://localhost{came_from}"})


def test_what_was_typed_comes_back_and_is_sent_with_a_new_press(db, browser):
    page = browser.get("/staff/people/new").text
    with a_quarter_later():
        asked = press(browser, page, "/staff/people", "/staff/people/new", **TYPED)
        back = confirm(browser, asked.text)
        invited = find_invited(db, "ida@staff.example")
        done = browser.post("/staff/people", data={**carried(back.text), **TYPED})

    shown = html.unescape(back.text)
    assert "Show that it is you" in asked.text
    assert "Ida Low" not in asked.text
    assert 'value="Ida Low"' in shown
    assert "Thank you. Nothing is saved yet" in shown
    assert "signed out" not in shown
    assert invited is None
    assert done.status_code == 303
    assert find_invited(db, "ida@staff.example") is not None


def test_a_wrong_password_in_between_loses_nothing(browser):
    page = browser.get("/staff/people/new").text
    with a_quarter_later():
        asked = press(browser, page, "/staff/people", "/staff/people/new", **TYPED)
        sent = {name: hidden(asked.text, name) for name in ("csrf_token", "kept")}
        wrong = browser.post("/staff/confirm", data={**sent, "password": "not the right one"})
        back = confirm(browser, wrong.text)

    assert wrong.status_code == 422
    assert 'value="Ida Low"' in back.text


@pytest.mark.parametrize("act", ["disable", "enable", "second-step"])
def test_a_page_with_a_button_alone_comes_back_too(db, browser, user, act):
    colleague = make_user(db)
    colleague.grants[0].scheme_id = user.grants[0].scheme_id
    db.commit()
    address = f"/staff/people/{colleague.id}/{act}"
    page = browser.get(address).text

    with a_quarter_later():
        back = confirm(browser, press(browser, page, address, address).text)
        again = browser.post(address, data=carried(back.text))

    assert "Thank you. Nothing is saved yet" in html.unescape(back.text)
    assert colleague.name in back.text
    assert again.location == f"/staff/people/{colleague.id}"


def test_a_button_without_a_page_of_its_own_leads_back_to_where_it_stands(browser, user):
    page = browser.get(f"/staff/people/{user.id}").text
    with a_quarter_later():
        path = f"/staff/people/{user.id}"
        back = confirm(browser, press(browser, page, f"{path}/invitation", path).text)
        shown = browser.get(back.location).text

    assert back.location == path
    assert "Nothing is done yet: press the button again" in shown


@pytest.mark.parametrize(
    "came_from",
    [
        pytest.param("http://evil.example/staff/people", id="another site"),
        pytest.param("http://localhost/nowhere", id="no page"),
        pytest.param("http://localhost/staff/account/app/remove", id="no page to look at"),
        pytest.param("", id="not told"),
    ],
)
def test_where_the_button_stands_is_taken_from_this_site_alone(browser, came_from):
    page = browser.get("/staff/account").text
    with a_quarter_later():
        sent = browser.post("/staff/account/app/remove", data=carried(page), headers={"Referer": came_from})
        back = confirm(browser, sent.text)

    assert back.location == "/staff/account"
