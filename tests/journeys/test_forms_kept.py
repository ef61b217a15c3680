"""A coordinator writes a note while the sign-in ends and the connection goes, and loses no word."""

import pytest
from playwright.sync_api import expect

from directory.accounts.actor import Role
from tests.journeys.steps import follow, press
from tests.plugins.town import PASSWORD

pytestmark = pytest.mark.browser

SAID = "He would rather walk with a friend than alone."
MORE = " His knee is better in the morning."


@pytest.fixture
def open_note(town, open_tab, sign_in):
    """`open_note(javascript)` gives the page of a new note about a client of the coordinator."""

    def begin(javascript: bool = True):
        page = open_tab(javascript=javascript)
        sign_in(page, Role.COORDINATOR)
        page.goto(f"{town.address}/staff/clients")
        page.get_by_role("main").get_by_role("table").first.get_by_role("link").first.click()
        page.get_by_role("navigation", name="Parts of the record").get_by_role("link", name="Notes").click()
        follow(page, "Write a note")
        throw = page.get_by_role("button", name="Throw it away what you began")
        if throw.count():
            throw.click()
        return page

    return begin


def words_of(page):
    return page.get_by_label("What happened, or what you want to remember")


def test_words_are_kept_while_they_are_typed_and_given_back(open_note, console_errors):
    page = open_note()

    words_of(page).fill(SAID)
    expect(page.get_by_role("status").filter(has_text="Kept at")).to_be_visible()
    page.reload()
    follow(page, "Go on with it")

    expect(words_of(page)).to_have_value(SAID)
    assert console_errors == []


def test_lost_connection_holds_the_form_back_and_costs_no_word(open_note, console_errors):
    page = open_note()
    words_of(page).fill(SAID)
    expect(page.get_by_role("status").filter(has_text="Kept at")).to_be_visible()

    page.context.set_offline(True)
    words_of(page).fill(SAID + MORE)
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").filter(has_text="There is no connection")).to_be_visible()
    expect(words_of(page)).to_have_value(SAID + MORE)
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="Kept at")).to_be_visible()
    # Buttons are deaf to a second click for a second.
    page.wait_for_timeout(1_000)
    press(page, "Write it down")

    assert page.locator("h1").inner_text() == "Notes"
    assert SAID + MORE in page.get_by_role("main").inner_text()
    console_errors.clear()


def test_lost_sign_in_is_told_and_the_form_comes_back_after_it(open_note, town, console_errors):
    page = open_note()
    page.context.clear_cookies()

    words_of(page).fill(SAID)
    expect(page.get_by_role("status").filter(has_text="You have been signed out")).to_be_visible()
    press(page, "Write it down")
    page.get_by_label("Email address").fill(town.email_of(Role.COORDINATOR))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    press(page, "Sign in")

    expect(words_of(page)).to_have_value(SAID)
    press(page, "Write it down")
    assert SAID in page.get_by_role("main").inner_text()


def test_without_a_script_a_button_keeps_it_for_later(open_note, town, console_errors):
    page = open_note(javascript=False)

    words_of(page).fill(SAID)
    press(page, "Save and go on later")
    page.goto(f"{town.address}/staff/")
    page.get_by_role("link", name="Go on with a note").first.click()

    expect(words_of(page)).to_have_value(SAID)
    press(page, "Throw it away what you began")
    expect(words_of(page)).to_have_value("")


@pytest.mark.parametrize("lost", ["no network", "no answer"])
def test_a_form_that_is_not_kept_while_typing_is_not_sent_into_nothing(town, open_tab, sign_in, console_errors, lost):
    page = open_tab()
    sign_in(page, Role.COORDINATOR)
    page.goto(f"{town.address}/staff/phone-call")
    said = page.get_by_label("What they say")
    said.fill(SAID)

    page.context.set_offline(lost == "no network")
    if lost == "no answer":
        page.route("**/*", lambda route: route.abort())
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status").filter(has_text="There is no connection")).to_be_visible()

    expect(said).to_have_value(SAID)
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    console_errors.clear()
