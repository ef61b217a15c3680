"""A coordinator puts right what was heard: with the keyboard, and without JavaScript on a narrow screen."""

import pytest
from playwright.sync_api import expect

from directory.accounts.actor import Role
from tests.journeys.steps import go_on, press, press_enter

pytestmark = pytest.mark.browser

SAID = "My wife died in the spring and I'm on my own all day. Not keen on churches."


@pytest.fixture
def results(town, sign_in):
    """`results(page)` asks the matcher, and leaves the page at what it found."""

    def ask(page) -> None:
        sign_in(page, Role.COORDINATOR)
        page.goto(f"{town.address}/staff/match")
        page.get_by_label("What did they say?").fill(SAID)
        page.get_by_role("main").get_by_role("button", name="Find activities").first.click()
        page.get_by_role("heading", name="What we heard").wait_for()

    return ask


def heard(page):
    return page.get_by_role("list", name="What we heard")


def test_chips_go_and_come_back_without_javascript(results, open_tab, sideways_px):
    page = open_tab(width=320, javascript=False)
    results(page)
    first = page.url

    go_on(page, heard(page).get_by_role("button", name="Bereavement"))
    assert "Bereavement" not in heard(page).inner_text()
    go_on(page, page.get_by_role("list", name="What they do not want").get_by_role("button"))
    assert sideways_px(page) == 0
    go_on(page, page.get_by_role("list", name="Taken out").get_by_role("button", name="Bereavement"))

    assert "Bereavement" in heard(page).inner_text()
    assert "No: churches" in page.get_by_role("list", name="Taken out").inner_text()
    page.goto(first)
    assert page.get_by_role("list", name="Taken out").count() == 0


def test_what_was_missed_is_added_without_javascript(results, open_tab):
    page = open_tab(width=320, javascript=False)
    results(page)

    page.get_by_text("Add what we did not hear").click()
    page.get_by_label("Look for a need or interest").fill("embroidry")
    press_enter(page)
    assert "embroidry" not in page.url
    press(page, "Add Embroidery", exact=False)

    assert "Embroidery, quilting and weaving — chosen" in heard(page).inner_text()


def test_what_was_missed_is_found_while_typing_and_added_with_the_keyboard(
    results, open_tab, axe_violations, console_errors
):
    page = open_tab()
    results(page)

    page.get_by_text("Add what we did not hear").click()
    page.get_by_label("Look for a need or interest").focus()
    page.keyboard.type("embroidry")
    page.get_by_text("found for “embroidry”").wait_for()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Add Embroidery").first.focus()
    page.keyboard.press("Enter")

    expect(heard(page)).to_contain_text("Embroidery, quilting and weaving — chosen")
    assert console_errors == []
