"""A page of a surgery shows activities of the directory: its own rules of content hold, and nobody is followed."""

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def surgery(town, serve_app):
    """The page of another site, whose policy lets it use the directory and nothing else; and what it is to show."""
    site = Flask("surgery")
    asked = {"q": "walking", "inside": f'<a href="{town.address}/search?q=walking">Walks near here</a>', "more": ""}
    port = town.address.rpartition(":")[2]

    @site.get("/")
    def page():
        body = (
            f'<!doctype html><html lang="en"><title>Surgery</title><main><h1>Surgery</h1><h2>Walks</h2>'
            f'<lynchpin-activities q="{asked["q"]}" most="1" {asked["more"]}>{asked["inside"]}'
            "</lynchpin-activities></main>"
            f'<script type="module" src="{town.address}/widget/lynchpin.js"></script></html>'
        )
        policy = f"default-src 'none'; script-src http://127.0.0.1:{port}; connect-src http://127.0.0.1:{port}"
        return body, {"Content-Security-Policy": policy}

    @site.get("/favicon.ico")
    def icon():
        return "", 204

    return serve_app(site), asked


def test_page_elsewhere_shows_what_is_found_and_leads_here(town, surgery, open_tab, axe_violations, console_errors):
    address, _ = surgery
    page = open_tab(width=320)
    visited = []
    page.on("request", lambda request: visited.append(request.url))

    page.goto(address)

    part = page.get_by_role("region", name="Activities for “walking”")
    expect(part.get_by_role("listitem")).to_have_count(1)
    assert part.get_by_role("link").first.get_attribute("href").startswith(f"{town.address}/activities/")
    expect(part.get_by_role("link", name="See all of them")).to_be_visible()
    assert all(each.startswith((address, town.address)) for each in visited)
    assert page.context.cookies() == []
    assert axe_violations(page) == []
    assert console_errors == []


def test_question_is_asked_whole_and_leads_to_where_the_script_came_from(town, surgery, open_tab):
    address, asked = surgery
    asked["q"] = "singing, someone to talk to"
    asked["more"] = 'days="1, 2" arranged="met" any_age="yes"'
    page, queries = open_tab(), []
    found = {"title": "Singers", "href": "https://other.example//evil.example/a?b=c", "organisation": "", "summary": ""}
    answer = {"title": "", "href": "/search", "more": False, "activities": [{**found, "facts": []}], "words": {}}

    def tell(route):
        queries.append(parse_qs(urlsplit(route.request.url).query))
        route.fulfill(json=answer, headers={"Access-Control-Allow-Origin": "*"})

    page.route("**/widget/activities.json*", tell)

    page.goto(address)

    link = page.get_by_role("link", name="Singers")
    expect(link).to_have_attribute("href", f"{town.address}//evil.example/a?b=c")
    said = {"q": [asked["q"]], "days": ["1", "2"], "arranged": ["met"], "any_age": ["yes"], "most": ["1"]}
    assert queries == [said]


def test_what_stands_inside_stays_where_nothing_can_be_found(surgery, open_tab):
    address, asked = surgery
    asked["q"] = ""
    page = open_tab()

    page.goto(address)

    expect(page.get_by_role("link", name="Walks near here")).to_be_visible()


def test_what_stands_inside_is_shown_without_javascript(surgery, open_tab):
    address, _ = surgery
    page = open_tab(javascript=False)

    page.goto(address)

    assert page.get_by_role("link", name="Walks near here").is_visible()


def test_in_welsh_its_words_are_welsh_and_those_of_groups_are_marked(town, surgery, open_tab):
    address, asked = surgery
    asked["more"] = 'lang-of-directory="cy"'
    page = open_tab()

    page.goto(address)

    part = page.get_by_role("region", name="Gweithgareddau")
    expect(part).to_have_attribute("lang", "cy")
    expect(part.get_by_role("link").first).to_have_attribute("lang", "en")
    expect(part.get_by_role("link").last).to_have_attribute("href", f"{town.address}/cy/search?q=walking")
