"""The guard on a page: who gets in, and what ends a session."""

import pytest
from flask import Flask

from directory.accounts.actor import Role
from directory.accounts.guards import (
    EVERYBODY,
    SIGNED_IN,
    SignInNeeded,
    begin_session,
    current_actor,
    end_session,
    find_current_actor,
    open_to_all,
    requires,
)
from directory.accounts.models import User
from directory.accounts.operations import sign_out_everywhere
from directory.errors import NotAllowed
from tests.factories.accounts import make_user


@pytest.fixture
def user(db) -> User:
    return make_user(db, Role.COORDINATOR)


@pytest.fixture
def pages(user):
    """A small site: a page for everybody, one for staff, one for whoever keeps clients, one for administrators."""
    app = Flask("pages")
    app.config.update(SECRET_KEY="a secret of this test", TESTING=True)
    opened = []

    def page(guard):
        return guard(lambda: opened.append(1) or str(find_current_actor() and current_actor().name))

    app.add_url_rule("/", "home", page(open_to_all))
    app.add_url_rule("/staff", "staff", page(requires(SIGNED_IN)))
    app.add_url_rule("/clients", "clients", page(requires("casework.write")))
    app.add_url_rule("/users", "users", page(requires("accounts.manage")))
    app.add_url_rule("/in", "sign_in", lambda: begin_session(user) or "in")
    app.add_url_rule("/out", "sign_out", lambda: end_session() or "out")
    app.opened = opened
    return app


@pytest.fixture
def browser(pages):
    return pages.test_client()


def test_a_page_says_whom_it_is_for(pages):
    guards = {name: getattr(view, "guard", None) for name, view in pages.view_functions.items()}

    assert (
        {name: guard for name, guard in guards.items() if not name.startswith("sign")}
        == {name: getattr(view, "guard", None) for name, view in pages.view_functions.items() if "sign" not in name}
        == {
            "static": None,
            "home": EVERYBODY,
            "staff": SIGNED_IN,
            "clients": "casework.write",
            "users": "accounts.manage",
        }
    )


def test_a_stranger_sees_only_what_is_for_everybody(pages, browser):
    assert browser.get("/").text == "None"

    for address in ("/staff", "/clients", "/users"):
        with pytest.raises(SignInNeeded):
            browser.get(address)

    assert len(pages.opened) == 1


def test_a_user_sees_what_their_role_includes_and_nothing_else_is_begun(pages, browser):
    browser.get("/in")

    assert [browser.get(address).text for address in ("/", "/staff", "/clients")] == ["Coordinator Example"] * 3
    with pytest.raises(NotAllowed):
        browser.get("/users")
    assert len(pages.opened) == 3


def test_signing_out_ends_it(browser):
    browser.get("/in")
    browser.get("/out")

    with pytest.raises(SignInNeeded):
        browser.get("/staff")


@pytest.mark.parametrize("what", ["signed out everywhere", "disabled", "no role left"])
def test_what_happens_to_a_user_acts_at_the_next_click_on_every_device(db, pages, user, what):
    devices = [pages.test_client() for _ in range(2)]
    for device in devices:
        device.get("/in")

    if what == "signed out everywhere":
        sign_out_everywhere(db, user)
    elif what == "disabled":
        user.is_active = False
    else:
        user.grants = []
    db.commit()

    for device in devices:
        with pytest.raises(SignInNeeded):
            device.get("/staff")


def test_the_cookie_holds_no_name_and_no_address(pages, browser):
    browser.get("/in")

    with browser.session_transaction() as held:
        assert set(held) == {"user", "stamp", "shown_at"}


def test_a_new_session_holds_nothing_of_the_one_before(browser):
    with browser.session_transaction() as held:
        held["left over"] = "from before"

    browser.get("/in")

    with browser.session_transaction() as held:
        assert "left over" not in held


def test_a_cookie_made_elsewhere_opens_nothing(pages, browser, user):
    other = Flask("other")
    other.config.update(SECRET_KEY="another secret")
    other.add_url_rule("/in", "sign_in", lambda: begin_session(user) or "in")
    forger = other.test_client()
    forger.get("/in")

    browser.set_cookie("session", forger.get_cookie("session").value)

    with pytest.raises(SignInNeeded):
        browser.get("/staff")
