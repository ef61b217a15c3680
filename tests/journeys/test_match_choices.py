"""A coordinator ticks activities, compares them, and makes a leaflet to hand over."""

import pytest

from directory.accounts.actor import Role
from tests.journeys.steps import go_on, press

pytestmark = pytest.mark.browser

SAID = "My wife died in the spring and I'm on my own all day."


@pytest.fixture
def results(town, sign_in):
    """`results(page)` asks the matcher, and leaves the page at what it found."""

    def ask(page) -> None:
        sign_in(page, Role.COORDINATOR)
        page.goto(f"{town.address}/staff/match")
        page.get_by_label("What did they say?").fill(SAID)
        page.get_by_label("Postcode (optional)").fill("LS11 8ND")
        page.get_by_role("main").get_by_role("button", name="Find activities").first.click()
        page.get_by_role("heading", name="With those you tick").wait_for()

    return ask


def test_three_are_compared_and_handed_over_without_javascript(results, open_tab, sideways_px):
    page = open_tab(width=320, javascript=False)
    results(page)
    found = page.url
    for number in range(3):
        page.get_by_label("Choose").nth(number).check()

    press(page, "Compare")
    assert page.get_by_role("columnheader").count() == 4
    assert sideways_px(page) == 0
    go_on(page, page.get_by_role("link", name="Back to the activities"))
    assert page.url == found
    press(page, "Make a leaflet")

    assert page.locator("article h2").count() == 3
    assert sideways_px(page) == 0
    leaflet = page.get_by_role("main").inner_text()
    assert "wife died" not in leaflet
    assert "Heard" not in leaflet


def test_ticking_and_comparing_needs_only_the_keyboard(results, open_tab, axe_violations, console_errors):
    page = open_tab()
    results(page)

    page.get_by_label("Choose").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Compare").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Compare activities").wait_for()

    assert page.get_by_role("columnheader").count() == 2
    assert axe_violations(page) == []
    assert console_errors == []


def test_what_was_asked_stands_beside_the_results_and_after_them_where_it_is_narrow(results, open_tab):
    wide, narrow = open_tab(width=1280), open_tab(width=320)
    results(wide)
    results(narrow)

    def place(page, of: str) -> dict[str, float]:
        return page.locator(of).first.bounding_box()

    assert place(wide, "#change")["x"] < place(wide, ".lp-results")["x"]
    assert place(narrow, ".lp-results")["y"] < place(narrow, "#change")["y"]
