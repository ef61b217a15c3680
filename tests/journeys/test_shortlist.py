"""Somebody keeps what they like on a list, sends it on, compares it and prints it: with and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.steps import follow, go_on, press_enter

pytestmark = pytest.mark.browser

ADD = "Add to shortlist"


def named(words: str, name: str) -> re.Pattern[str]:
    """What a button is called: what it does, and with what."""
    return re.compile(rf"^{words}\s+{re.escape(name)}$")


def add(page, name: str) -> None:
    page.get_by_role("button", name=named(ADD, name)).click()


def shortlist(page):
    return page.get_by_role("banner").locator("[data-shortlist-link]")


def listed(page) -> list[str]:
    return page.get_by_role("main").locator(".lp-card__title").all_inner_texts()


def first_names(page, many: int) -> list[str]:
    return listed(page)[:many]


def test_list_is_kept_sent_compared_and_printed(town, open_tab, axe_violations, sideways_px, console_errors):
    page = open_tab(width=320)
    page.goto(f"{town.address}/search?q=walking")
    first, second = first_names(page, 2)
    add(page, first)
    expect(shortlist(page)).to_have_text("Shortlist1")
    expect(page.locator("#shortlist-news")).to_have_text(f"{first} is on your shortlist.")
    add(page, second)
    page.reload()
    expect(shortlist(page)).to_have_text("Shortlist2")

    go_on(page, shortlist(page))
    assert listed(page) == [first, second]
    assert axe_violations(page) == []
    assert sideways_px(page) == 0
    assert page.context.cookies() == []

    other = open_tab()
    other.goto(page.url)
    expect(other.get_by_text("This list came to you in a link.")).to_be_visible()
    expect(shortlist(other).locator("[data-count]")).to_be_hidden()
    go_on(other, other.get_by_role("link", name="Keep it on this device"))
    expect(shortlist(other)).to_have_text("Shortlist2")
    expect(other.get_by_text("This list came to you in a link.")).to_be_hidden()

    follow(page, "Compare them side by side")
    assert page.get_by_role("table").is_visible()
    assert sideways_px(page) == 0
    assert axe_violations(page) == []
    page.go_back()
    follow(page, "Print them in large letters")
    page.evaluate("window.print = () => { document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print").click()
    assert page.locator("body").get_attribute("data-printed") == "yes"
    assert axe_violations(page) == []
    assert console_errors == []


def test_taken_off_and_put_back_again(town, open_tab, console_errors):
    page = open_tab()
    page.goto(f"{town.address}/search?q=walking")
    first, second = first_names(page, 2)
    add(page, first)
    add(page, second)
    go_on(page, shortlist(page))

    go_on(page, page.get_by_role("link", name=named("Take off the list", first)))
    assert listed(page) == [second]
    expect(shortlist(page)).to_have_text("Shortlist1")
    follow(page, "Put it back")
    assert listed(page) == [second, first]
    expect(shortlist(page)).to_have_text("Shortlist2")

    follow(page, "Take everything off the list")
    assert page.evaluate("localStorage.length") == 0
    expect(shortlist(page).locator("[data-count]")).to_be_hidden()
    assert console_errors == []


def test_list_is_opened_without_its_link(town, open_tab):
    page = open_tab()
    page.goto(f"{town.address}/search?q=walking")
    [first] = first_names(page, 1)
    add(page, first)

    page.goto(f"{town.address}/shortlist")

    expect(page.get_by_role("main").get_by_role("link", name=first, exact=True)).to_be_visible()


def test_list_is_kept_with_the_keyboard_alone(town, open_tab):
    page = open_tab()
    page.goto(f"{town.address}/search?q=walking")
    [first] = first_names(page, 1)
    button = page.get_by_role("button", name=named(ADD, first))

    button.focus()
    page.keyboard.press("Enter")

    on = page.get_by_role("button", name=named("Take off shortlist", first))
    expect(on).to_be_focused()
    page.keyboard.press("Space")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    shortlist(page).focus()
    press_enter(page)
    assert listed(page) == [first]


def test_list_lives_in_the_links_without_javascript(town, open_tab, sideways_px):
    page = open_tab(width=320, javascript=False)
    page.goto(f"{town.address}/search?q=walking")
    first, second = first_names(page, 2)
    go_on(page, page.get_by_role("button", name=named(ADD, first)))
    assert listed(page) == [first]

    follow(page, "Find more for this list")
    page.get_by_label("What would you like to do, or what would help?").fill("walking")
    go_on(page, page.get_by_role("button", name="Find activities"))
    follow(page, second)
    go_on(page, page.get_by_role("button", name=named(ADD, second)))

    assert listed(page) == [first, second]
    assert sideways_px(page) == 0
