"""Somebody looks around: nothing but the site itself is asked for anything, and no cookie is set."""

import pytest

from tests.journeys.steps import follow, go_on

pytestmark = pytest.mark.browser


def test_looking_around_asks_no_other_site_and_sets_no_cookie(town, open_tab, console_errors):
    page = open_tab()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    for path in ("/", "/whats-on?place=LS11", "/privacy", "/leaving-quickly", "/search?q=walking&place=LS11"):
        page.goto(f"{town.address}{path}")
    first = page.locator(".lp-card__title").first.inner_text()
    page.locator("[data-shortlist] button").first.click()
    follow(page, first)
    go_on(page, page.locator("[data-shortlist-link]"))

    assert [each for each in asked if not each.startswith((town.address, "data:"))] == []
    assert page.context.cookies() == []
    assert console_errors == []
