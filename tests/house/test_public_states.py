"""Every state of every public page: all are among those that are tried, and everybody can read each of them."""

import html
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import template_rendered

from tests.house.access import EVERYBODY
from tests.house.public_states import CHAPTERS, NOTHING, Stage
from tests.house.test_access import access_of, routes
from tests.house.test_pages import is_file
from tests.plugins.browser import COLOUR_RULES, NARROW, PAINTED, WIDE
from tests.staff.conftest import app, postcodes, words

__all__ = ["app", "postcodes", "words"]

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

SITE = "http://localhost"
PUBLIC = ("public", "open_data")
TEMPLATES = Path(__file__).parents[2] / "directory"
# Shown inside of pages.
PARTS = "public/help_lines.html"
ALONE = ("h1", "main")
TOKENLESS = "form[method=post]:not(:has(input[name=csrf_token]))"
# The map has a test of its own.
OPEN_ALL = "() => document.querySelectorAll('details:not([data-map])').forEach((each) => { each.open = true; })"


@pytest.fixture
def stage(app, db, words, chapter):
    return Stage(app, db, is_empty=chapter == NOTHING)


@on_sqlite
def test_every_public_page_and_form_has_a_state(app):
    wanted = {
        rule.endpoint
        for method, rule in routes(app)
        if rule.endpoint.partition(".")[0] in PUBLIC
        and not is_file(rule.endpoint)
        and access_of(method, rule).roles == EVERYBODY
    }

    tried = {state.endpoint for states in CHAPTERS.values() for state in states}

    assert tried - {"error"} == wanted


def test_every_page_that_finds_nothing_is_a_state():
    shown = {state.shows for states in CHAPTERS.values() for state in states}
    said = re.compile(r'empty_state\(_\("([^"]+)"')
    pages = [*TEMPLATES.glob("public/templates/**/*.html"), TEMPLATES / "web/templates/components/organization.html"]

    headings = {each for page in pages for each in said.findall(page.read_text())}

    assert len(headings) > 5
    assert headings - shown == set()


@on_sqlite
@pytest.mark.parametrize("chapter", ["all but the empty one"])
def test_states_show_every_template(app, stage):
    shown = set()

    def note(_, template, **more):
        shown.add(template.name)

    with template_rendered.connected_to(note, app):
        for chapter, states in CHAPTERS.items():
            for state in states if chapter != NOTHING else ():
                state.make(stage)

    folder = TEMPLATES / "public/templates"
    pages = {each.relative_to(folder).as_posix() for each in folder.glob("**/[!_]*.html")}
    assert pages - shown == {PARTS}


@pytest.fixture
def show(app, open_tab):
    """`show(answer)` opens an answer in a narrow tab of a browser, which fetches the rest of the page from the app."""
    tab, client, pages = open_tab(width=NARROW), app.test_client(), {}

    def fulfil(route):
        parts = urlsplit(route.request.url)
        found = pages.get(route.request.url) or client.get(f"{parts.path}?{parts.query}", buffered=True)
        # The console complains of an answer that says no, which is no error of its page.
        status = 200 if found.status_code >= 500 else found.status_code
        route.fulfill(status=status, headers=dict(found.headers), body=found.get_data())

    tab.route(f"{SITE}/**", fulfil)

    def do(answer):
        address = f"{SITE}/shown/{len(pages)}"
        pages[address] = answer
        tab.set_viewport_size({"width": NARROW, "height": 800})
        tab.emulate_media(color_scheme="light")
        tab.goto(address)
        return tab

    return do


@pytest.fixture
def judge(axe_violations, sideways_px):
    """`judge(tab)` lists what is wrong with a page on a telephone and at 200 per cent of a wide one, light and dark.

    What colours have no part in is judged once at each width; what can be opened is open at the second.
    """

    def do(tab) -> list[str]:
        wrong = [f"{each} is missing, or there is another" for each in ALONE if tab.locator(each).count() != 1]
        wrong += ["a form without a token"] * tab.locator(TOKENLESS).count()
        heading = tab.locator("h1").inner_text()
        wrong += ["title is not the heading"] * (not tab.title().endswith(f"{heading} – Lynchpin"))
        wrong += axe_violations(tab)
        tab.emulate_media(color_scheme="dark")
        tab.evaluate(PAINTED)
        wrong += [f"dark, {each}" for each in axe_violations(tab, COLOUR_RULES)]
        wrong += ["goes sideways"] * bool(sideways_px(tab))
        tab.set_viewport_size({"width": WIDE // 2, "height": 450})
        tab.evaluate(OPEN_ALL)
        tab.evaluate(PAINTED)
        wrong += [f"larger, dark, {each}" for each in axe_violations(tab)]
        wrong += ["goes sideways where it is larger"] * bool(sideways_px(tab))
        tab.emulate_media(color_scheme="light")
        tab.evaluate(PAINTED)
        return wrong + [f"larger, {each}" for each in axe_violations(tab, COLOUR_RULES)]

    return do


@on_sqlite
@pytest.mark.browser
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_state_can_be_read_by_everybody(stage, show, judge, console_errors, chapter):
    wrong = {}
    for state in CHAPTERS[chapter]:
        answer = state.make(stage)
        name = f"{state.endpoint}: {state.shows}"
        if state.shows not in html.unescape(answer.get_data(as_text=True)):
            wrong[name] = [f"{answer.status_code} does not show it"]
        elif found := judge(show(answer)):
            wrong[name] = found

    assert wrong == {}
    assert console_errors == []
