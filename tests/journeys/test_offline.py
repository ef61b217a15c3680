"""Somebody reads their shortlist on the bus, where there is no network."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.plugins.browser import PATIENCE_MS

pytestmark = pytest.mark.browser

IS_READY = """async ([pages, scope]) => {
  const kept = await (await caches.open('lynchpin-shortlist')).keys();
  const paths = kept.map((each) => new URL(each.url).pathname);
  const worker = await navigator.serviceWorker.getRegistration(scope);
  return pages.every((each) => paths.includes(each)) && worker?.active?.state === 'activated';
}"""
IS_GONE = """async (id) => {
  const kept = await (await caches.open('lynchpin-shortlist')).keys();
  return kept.length && !kept.some((each) => each.url.endsWith(id));
}"""
IS_EMPTY = """async () => !(await caches.keys()).length && !(await navigator.serviceWorker.getRegistrations()).length"""


def wait_until(page, question: str, arg: object = None) -> None:
    """Wait, frame by frame, until something that can only be asked for and awaited is so."""
    asked = f"""async (arg) => {{
      while (performance.now() < {PATIENCE_MS} && !(await ({question})(arg))) await new Promise(requestAnimationFrame);
    }}"""
    page.evaluate(asked, arg)
    assert page.evaluate(question, arg)


@pytest.fixture
def page(town, open_tab):
    """The page of an activity that was put on a list, once all of it is kept."""
    page = open_tab()
    page.goto(f"{town.address}/search?q=walking")
    page.locator("[data-shortlist] button").first.click()
    kept = page.locator("[data-shortlist]").first.get_attribute("data-shortlist")
    wanted = [f"/activities/{kept}", "/shortlist", "/offline", "/static/shortlist.js", "/static/site.css"]
    for scope in ("/shortlist", "/activities/"):
        wait_until(page, IS_READY, [wanted, scope])
    return page


def test_list_and_its_activities_are_read_without_a_network(town, page):
    name, other = page.locator(".lp-card__title").all_inner_texts()[:2]
    kept, unkept = (page.locator("[data-shortlist]").nth(place).get_attribute("data-shortlist") for place in (0, 1))
    page.context.set_offline(True)

    page.goto(f"{town.address}/shortlist?a={kept}")
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.goto(f"{town.address}/activities/{kept}")
    expect(page.locator("h1")).to_have_text(name)
    page.goto(f"{town.address}/activities/{unkept}")
    expect(page.locator("h1")).to_have_text("You are offline")
    assert other not in page.locator("main").inner_text()


@pytest.fixture
def page_in_welsh(town, page):
    """The same, once another activity was added on a Welsh page: the list in English is past."""
    page.goto(f"{town.address}/cy/search?q=walking")
    added = page.locator("[data-shortlist]").nth(1).get_attribute("data-shortlist")
    page.locator("[data-shortlist] button").nth(1).click()
    wait_until(page, IS_READY, [["/cy/shortlist", f"/cy/activities/{added}"], "/cy/shortlist"])
    return page


def test_list_is_never_read_as_it_was_in_another_language(town, page_in_welsh):
    page = page_in_welsh
    page.context.set_offline(True)

    page.goto(f"{town.address}/shortlist")

    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator(".lp-card__title")).to_have_count(2)


@pytest.mark.parametrize("language", ["page", "page_in_welsh"])
def test_leaving_quickly_wipes_what_was_kept(town, request, language, monkeypatch):
    page = request.getfixturevalue(language)
    # A page of ours without a script, which tells what is left and wipes nothing itself.
    monkeypatch.setitem(town.app.config, "LYNCHPIN_EXIT_URL", f"{town.address}/robots.txt")
    page.goto(f"{town.address}/privacy")
    page.locator(".govuk-exit-this-page__button").click()
    page.wait_for_url(f"{town.address}/robots.txt")

    wait_until(page, IS_EMPTY)


def test_what_a_list_left_behind_goes_with_the_next_page(town, page):
    page.evaluate("localStorage.clear()")
    page.goto(f"{town.address}/privacy")

    wait_until(page, IS_EMPTY)


def test_nothing_is_kept_before_there_is_a_list_nor_after_it(town, open_tab, page):
    fresh = open_tab()
    fresh.goto(f"{town.address}/search?q=walking")
    assert fresh.evaluate("caches.keys()") == []

    page.locator("[data-shortlist] button").first.click()

    wait_until(page, IS_EMPTY)


def test_what_is_kept_is_not_fetched_again_with_each_activity_that_is_added(town, page):
    first, second = (page.locator("[data-shortlist]").nth(place).get_attribute("data-shortlist") for place in (0, 1))
    fetched = []
    page.on("request", lambda request: fetched.append(urlsplit(request.url).path))

    page.locator("[data-shortlist] button").nth(1).click()

    wait_until(page, IS_READY, [[f"/activities/{second}"], "/shortlist"])
    assert f"/activities/{second}" in fetched
    assert "/shortlist" in fetched
    assert f"/activities/{first}" not in fetched
    assert "/offline" not in fetched


def test_what_was_kept_in_another_language_goes_with_its_activity(town, page):
    kept = page.locator("[data-shortlist]").first.get_attribute("data-shortlist")
    page.goto(f"{town.address}/cy/search?q=walking")
    for place in (1, 0):
        page.locator("[data-shortlist] button").nth(place).click()

    wait_until(page, IS_GONE, kept)
