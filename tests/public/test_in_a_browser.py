"""The page of an activity, on paper too, and the forms about it, as a real browser shows them."""

import re
from datetime import time
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import ServiceAtLocation
from directory.clock import now
from tests.factories.catalogue import make_location, make_schedule, make_service, make_term
from tests.factories.champions import make_message

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]
SITE = "http://localhost"
LONG = "We meet in the large hall behind the church, with tea, cake and a quiet corner for whoever needs one. " * 30


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
    """A listing whose group had a great deal to say."""
    terms = [make_term(db, f"A thing with a long name, number {each}") for each in range(20)]
    service = make_service(
        db,
        "Walks and talks with a very long name indeed " * 4,
        terms=terms,
        description=f"<p>{LONG}</p>" * 3,
        alert=LONG,
        eligibility_description=LONG,
        application_process=LONG,
        fees_description=LONG,
        cost_help=LONG,
        easy_read=LONG,
        wait_time=LONG,
        minimum_age=18,
        maximum_age=99,
        email="a-very-long-address-of-a-group@becklane.example",
    )
    service.schedules = [make_schedule(day, opens_at=time(10), closes_at=time(12), notes=LONG) for day in DAYS]
    service.cost_options = [CostOption(option=LONG, amount_pence=each) for each in range(100, 900, 100)]
    service.capacities = [ServiceCapacity(room="waiting list", updated=now(), description=LONG)]
    for _ in range(4):
        place = make_location(db)
        place.name, place.transportation, place.description = LONG[:200], LONG, LONG
        db.add(ServiceAtLocation(service=service, location=place, schedules=[]))
        db.flush()
        db.add_all(Accessibility(location_id=place.id, description=LONG[:90]) for _ in range(12))
    db.add_all(Phone(service_id=service.id, number=f"0113 496 00{each}", description=LONG) for each in range(10, 20))
    db.add(Contact(service_id=service.id, name=LONG[:200], email="ada@becklane.example"))
    db.flush()
    return service


@pytest.fixture
def just_short(db):
    """A listing just short enough to be printed in larger letters."""
    service = make_service(db, "Walks", description=LONG[:300], eligibility_description=LONG[:110])
    service.application_process = LONG[:100]
    service.cost_options = [CostOption(option=f"Group {each}", amount_pence=each * 100) for each in range(1, 8)]
    db.flush()
    return service


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


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


PAGES = ("", "/easy-read", "/print", "/print?size=large", "/report", "/question")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(visit, listing, axe_violations, sideways_px, console_errors, page, width, scheme):
    tab = visit(f"/activities/{listing.id}{page}", width=width)
    tab.emulate_media(color_scheme=scheme)

    assert axe_violations(tab) == []
    assert sideways_px(tab) == 0
    assert console_errors == []


@pytest.mark.parametrize("page", PAGES)
def test_the_longest_listing_pushes_nothing_sideways(visit, long_listing, sideways_px, page):
    assert sideways_px(visit(f"/activities/{long_listing.id}{page}", width=320)) == 0


@pytest.mark.parametrize("kind", ["report", "question"])
def test_a_form_that_cannot_be_used_says_what_to_put_right(visit, listing, axe_violations, kind):
    tab = visit(f"/activities/{listing.id}/{kind}", sent={"words": ""}, width=320)

    assert tab.get_by_role("heading", name="There is a problem").is_visible()
    assert tab.title().startswith("Error: ")
    assert axe_violations(tab) == []


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
