"""Somebody who is watched leaves in a hurry: with the button, the keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

# No test leaves this machine: what stands for another site is a page of ours on which nobody looks for anything.
ELSEWHERE = "/open-data"


@pytest.fixture(autouse=True)
def _elsewhere(town, monkeypatch):
    monkeypatch.setitem(town.app.config, "LYNCHPIN_EXIT_URL", f"{town.address}{ELSEWHERE}")


@pytest.fixture
def page(town, open_tab):
    """A page of results on which a list was begun."""
    page = open_tab()
    page.goto(f"{town.address}/search?q=walking")
    page.locator("[data-shortlist] button").first.click()
    expect(page.locator("[data-count]")).to_have_text("1")
    return page


def kept(page, town) -> int:
    """How much the browser keeps of the site."""
    page.goto(f"{town.address}/leaving-quickly")
    return int(page.evaluate("localStorage.length + sessionStorage.length"))


def press_shift_three_times(page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def test_button_leads_elsewhere_and_wipes_the_list(page, town):
    page.get_by_role("region", name="Leaving quickly").get_by_role("button", name="Exit this page").click()

    page.wait_for_url(f"{town.address}{ELSEWHERE}")
    assert kept(page, town) == 0


def test_shift_three_times_leads_elsewhere_and_wipes_the_list(page, town):
    press_shift_three_times(page)

    page.wait_for_url(f"{town.address}{ELSEWHERE}")
    assert kept(page, town) == 0


def test_first_keys_lead_to_the_second_link(page, town):
    page.goto(f"{town.address}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".govuk-js-exit-this-page-skiplink")).to_be_focused()

    page.keyboard.press("Enter")

    page.wait_for_url(f"{town.address}{ELSEWHERE}")


def test_page_is_hidden_while_the_other_one_comes(page):
    page.evaluate("window.stop(); document.querySelector('.govuk-exit-this-page__button').href = '#'")

    press_shift_three_times(page)

    expect(page.get_by_role("alert")).to_have_text("Leaving this page.")
    assert not page.locator("main").is_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_button_stays_in_sight_and_covers_no_heading(town, open_tab, axe_violations, sideways_px, width):
    page = open_tab(width=width)
    for path in ("/", "/search?q=walking", "/shortlist", "/privacy"):
        page.goto(f"{town.address}{path}")
        button, heading = page.locator(".govuk-exit-this-page__button"), page.locator("h1")
        box, title = button.bounding_box(), heading.bounding_box()
        assert box["y"] + box["height"] <= title["y"], path
        back = page.locator(".govuk-back-link")
        if back.count():
            link = back.bounding_box()
            assert link["x"] + link["width"] <= box["x"], path
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(button).to_be_in_viewport()
        assert sideways_px(page) == 0
        assert axe_violations(page) == []


def test_button_is_a_link_without_javascript(town, open_tab):
    page = open_tab(javascript=False)
    page.goto(f"{town.address}/")

    link = page.locator(".govuk-exit-this-page__button")

    assert link.get_attribute("href") == f"{town.address}{ELSEWHERE}"
    assert link.get_attribute("rel") == "nofollow noreferrer"
