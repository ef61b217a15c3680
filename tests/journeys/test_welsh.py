"""Somebody reads the site in Welsh, and goes on in Welsh; and every page of it holds when it is read from the right."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_who_chooses_welsh_stays_in_welsh(town, open_tab, axe_violations, sideways_px, console_errors):
    page = open_tab(width=320)
    page.goto(f"{town.address}/")
    page.get_by_role("link", name="Cymraeg").click()

    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.get_by_text("Cyfrifiadur a ysgrifennodd y cyfieithiad hwn")).to_be_visible()
    assert sideways_px(page) == 0
    assert axe_violations(page) == []

    page.locator("input[name=q]").fill("walking")
    page.get_by_role("button", name="Dod o hyd i weithgareddau").click()
    expect(page).to_have_url(re.compile(r"/cy/search\?q=walking"))
    assert sideways_px(page) == 0
    assert axe_violations(page) == []

    page.locator(".lp-card__title a").first.click()
    expect(page).to_have_url(re.compile("/cy/activities/"))
    expect(page.get_by_role("heading", name="Beth sy’n digwydd yno")).to_be_visible()
    assert sideways_px(page) == 0
    assert axe_violations(page) == []

    page.get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile(r"://[^/]+/activities/"))
    assert page.context.cookies() == []
    assert console_errors == []


@pytest.mark.parametrize("path", ["/", "/search?q=walking", "/whats-on"])
def test_a_page_read_from_the_right_goes_nowhere_sideways(town, open_tab, sideways_px, path):
    page = open_tab(width=320)
    page.goto(f"{town.address}{path}")

    page.evaluate("document.body.dir = 'rtl'")

    assert sideways_px(page) == 0


def test_what_is_chosen_stands_before_its_words_in_a_page_read_from_the_right(town, open_tab):
    page = open_tab(width=320)
    page.goto(f"{town.address}/refer/yourself")

    page.evaluate("document.body.dir = 'rtl'")

    from_the_right = "getComputedStyle(document.querySelector('.govuk-radios__label'), '::before').right"
    assert page.evaluate(from_the_right) == "2px"
