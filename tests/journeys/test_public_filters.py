"""Somebody narrows the public search: with the keyboard while the list follows, and without JavaScript."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CHOSEN = "What you chose"


def count_in(label: str) -> int:
    return int(label.rpartition("(")[2].rstrip(")"))


def above(page, first: str, second: str) -> bool:
    """Whether one part of a page stands above another."""
    tops = [page.locator(each).bounding_box()["y"] for each in (first, second)]
    return tops[0] < tops[1]


def test_list_and_numbers_follow_what_is_ticked(town, open_tab, axe_violations, console_errors):
    page = open_tab()
    page.goto(f"{town.address}/search?place=LS11")
    page.get_by_text("Day and time").click()
    page.locator("#narrow-cost > summary").click()
    free = page.get_by_label("Free (").first
    free_before = page.locator("label", has_text="Free (").inner_text()

    page.locator("#days, #days-1").first.focus()
    page.keyboard.press("Space")
    chip = page.get_by_role("list", name=CHOSEN).get_by_role("link")
    expect(chip).to_have_count(1)

    day = chip.inner_text().split("\n")[0]
    ticked = page.get_by_role("checkbox", name=f"{day} (")
    expect(ticked).to_be_checked()
    expect(ticked).to_be_focused()
    expect(free).to_be_visible()
    expect(page.locator("label", has_text="Free (")).not_to_have_text(free_before)
    assert "days=0" in page.url
    assert axe_violations(page) == []

    page.go_back()
    expect(page.get_by_role("list", name=CHOSEN)).to_have_count(0)
    assert page.evaluate("sessionStorage.getItem('htmx-history-cache')") is None
    assert console_errors == []


def test_all_is_narrowed_and_widened_without_javascript(town, open_tab, sideways_px):
    page = open_tab(width=320, javascript=False)
    page.goto(f"{town.address}/search")

    assert above(page, "#results", "#search")
    page.get_by_role("link", name="Narrow these down").click()
    assert above(page, "#search", "#results")
    page.locator("#narrow-cost > summary").click()
    offered = page.locator("label", has_text="Free (")
    free = count_in(offered.inner_text())
    offered.click()
    page.get_by_role("button", name="Find activities").click()
    page.wait_for_load_state()

    assert page.locator("#results").get_by_role("status").inner_text().startswith(f"{free} ")
    assert sideways_px(page) == 0
    assert above(page, "#results", "#search")
    expect(page.get_by_role("link", name="Narrow these down (one chosen)")).to_be_visible()
    page.get_by_role("list", name=CHOSEN).get_by_role("link", name="Free").click()
    page.wait_for_load_state()
    assert page.get_by_role("list", name=CHOSEN).count() == 0
