"""The page of an activity, on paper too, and the forms about it, as a real browser shows them."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.places import Accessibility
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_message
from tests.factories.long_listing import LONG, make_long_service

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SITE = "http://localhost"


@pytest.fixture
def visit(browser, open_tab):
    """`visit(address, width=320)` opens a page of this process, without a server in between.

    `sent` is what is sent to the address, as somebody who filled in the form there would.
    """

    def answer(route, sent):
        asked, parts = route.request, urlsplit(route.request.url)
        assert asked.url.startswith(SITE), f"asks a third party: {asked.url}"
        how = {"method": "POST", "data": sent} if sent is not None and asked.is_navigation_request() else {}
        found = browser.open(f"{parts.path}?{parts.query}", buffered=True, **how)
        route.fulfill(status=found.status_code, headers=dict(found.headers), body=found.get_data())

    def open_one(address, sent=None, **more):
        tab = open_tab(**more)
        tab.route("**/*", lambda route: answer(route, sent))
        tab.goto(f"{SITE}{address}")
        return tab

    return open_one


@pytest.fixture
def listing(db):
    """A listing of the usual size, which somebody reported."""
    walking = make_term(db, code="walking")
    service = make_service(db, "Gentle walks", terms=[walking], email="walks@becklane.example", minimum_age=18)
    make_service(db, "Rambles", terms=[walking])
    db.add(Accessibility(location_id=service.places[0].location_id, description="Step-free entrance"))
    make_message(db, service)
    return service


@pytest.fixture
def long_listing(db):
    return make_long_service(db)


@pytest.fixture
def just_short(db):
    """A listing just short enough to be printed in larger letters."""
    service = make_service(db, "Walks", description=LONG[:300], eligibility_description=LONG[:110])
    service.application_process = LONG[:100]
    service.cost_options = [CostOption(option=f"Group {each}", amount_pence=each * 100) for each in range(1, 8)]
    db.flush()
    return service


def sheets_of(tab) -> int:
    return len(re.findall(rb"/Type\s*/Page[^s]", tab.pdf(format="A4")))


@pytest.mark.parametrize("which", ["listing", "long_listing"])
def test_it_fits_one_sheet_of_paper_however_much_a_group_says(visit, request, which):
    tab = visit(f"/activities/{request.getfixturevalue(which).id}/print")

    assert sheets_of(tab) == 1


def test_what_is_short_is_printed_in_larger_letters_on_one_sheet(visit, just_short, listing):
    usual, longest = visit(f"/activities/{listing.id}/print"), visit(f"/activities/{just_short.id}/print")

    assert usual.locator(".lp-sheet--short").count() == longest.locator(".lp-sheet--short").count() == 1
    assert sheets_of(longest) == 1


def test_large_print_is_large_on_paper(visit, listing):
    tab = visit(f"/activities/{listing.id}/print?size=large")

    tab.emulate_media(media="print")

    # Eighteen points.
    expect(tab.locator(".lp-sheet dd").first).to_have_css("font-size", "24px")


def test_nobody_sees_or_hears_of_the_box_for_programs(visit, listing):
    tab = visit(f"/activities/{listing.id}/report")

    tab.keyboard.press("Tab")
    boxes = tab.get_by_role("textbox").all()

    assert "nickname_2" not in [each.get_attribute("name") for each in boxes]


def test_headings_come_in_order_for_who_listens(visit, listing):
    tab = visit(f"/activities/{listing.id}")

    levels = tab.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5')].map(each => Number(each.tagName[1]))")

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
