"""Calendars of what a search or a list of what is on finds: any calendar reads them, all year round."""

import html
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
import time_machine

from directory.clock import UK
from directory.public import calendars, whats_on_page
from tests.factories.catalogue import make_schedule, make_service

NEAR, FAR = (53.78, -1.55), (53.48, -2.24)
A_MONDAY = datetime(2026, 10, 19, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def before_the_clocks_go_back():
    """The Monday before the clocks change, on 25 October 2026."""
    with time_machine.travel(A_MONDAY, tick=False):
        yield


def read(answer) -> icalendar.Calendar:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(answer.data)


def names_in(calendar) -> set[str]:
    return {str(each["summary"]) for each in calendar.events}


def starts(calendar, first: date, last: date) -> list[str]:
    """When each event of some days begins, on a clock in the United Kingdom."""
    found = recurring_ical_events.of(calendar).between(first, last + timedelta(days=1))
    return sorted(f"{each.start.astimezone(UK):%d/%m %H:%M} {each['summary']}" for each in found)


@pytest.fixture
def walks(db):
    """A walk on Tuesdays near the place people ask from."""
    return make_service(db, "Walking group", point=NEAR)


def test_search_is_a_calendar_of_what_it_finds_over_the_change_of_the_clocks(browser, db, walks):
    early = make_service(db, "Early walking", point=NEAR)
    early.schedules = [make_schedule("SU", "WEEKLY", opens_at=time(8), closes_at=time(9))]
    make_service(db, "Choir", description="We sing.", point=NEAR)
    db.flush()

    calendar = read(browser.get("/search.ics?q=walking&place=LS11+8&within=3"))

    assert starts(calendar, date(2026, 10, 20), date(2026, 11, 3)) == [
        "01/11 08:00 Early walking",
        "03/11 10:30 Walking group",
        "20/10 10:30 Walking group",
        "25/10 08:00 Early walking",
        "27/10 10:30 Walking group",
    ]


def test_calendar_says_what_it_is_about_and_when_to_ask_again(browser, walks):
    calendar = read(browser.get("/search.ics?q=walking&place=LS11+8"))

    assert calendar["name"] == calendar["x-wr-calname"] == "Activities for “walking” near LS11 8"
    assert calendar["url"] == "http://localhost/search?q=walking&place=LS11+8"
    assert calendar["refresh-interval"].dt == timedelta(hours=12)
    (event,) = calendar.events
    assert event["url"] == f"http://localhost/activities/{walks.id}"
    assert "Beck Lane Hall" in event["location"]


def test_search_page_leads_to_its_calendar_and_to_following_it(browser, walks):
    page = html.unescape(browser.get("/search?q=walking&place=LS11+8").text)

    assert 'href="/search.ics?q=walking&place=LS11+8"' in page
    assert 'href="webcal://localhost/search.ics?q=walking&place=LS11+8"' in page


def test_what_only_comes_close_and_what_cannot_wait_has_no_calendar(browser, walks, words):
    close, urgent = browser.get("/search?q=origami"), browser.get("/search?q=I+want+to+end+my+life")

    assert "search.ics" not in close.text + urgent.text
    assert browser.get("/search.ics?q=I+want+to+end+my+life").location == "/search?q=I+want+to+end+my+life"


@pytest.mark.parametrize("asked", ["", "q=", "q=walking&place=nowhere", "q=walking&within=9000", "q=walking&within=3"])
def test_what_cannot_be_searched_for_is_told_on_the_page(browser, walks, asked):
    answer = browser.get(f"/search.ics?{asked}")

    assert answer.status_code == 303
    assert answer.location.startswith("/search")
    assert not answer.location.startswith("/search.ics")


@pytest.mark.parametrize("address", ["/search.ics?q=walking&place=LS11+8ND", "/whats-on.ics?place=ls118nd"])
def test_no_full_postcode_stays_in_the_address_of_a_calendar(browser, walks, address):
    answer = browser.get(address)

    assert answer.status_code == 303
    assert answer.location == address.replace("LS11+8ND", "LS11+8").replace("ls118nd", "LS11+8")


def test_what_does_not_run_now_is_left_out(browser, db, walks):
    walks.status = "temporarily closed"
    db.flush()

    calendar = read(browser.get("/search.ics?q=walking"))

    assert calendar.events == []
    assert len(calendar.subcomponents) == 1


def test_whoever_has_the_calendar_already_is_told_so(browser, db, walks):
    address = "/search.ics?q=walking"
    tag = browser.get(address).headers["ETag"]

    again = browser.get(address, headers={"If-None-Match": tag})
    walks.name = "Strolling and walking"
    db.flush()
    changed = browser.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, again.data) == (304, b"")
    assert changed.status_code == 200


def test_what_is_on_near_a_place_is_a_calendar(browser, db, walks):
    make_service(db, "Ceilidh", point=FAR)
    db.flush()

    page = html.unescape(browser.get("/whats-on?place=LS11+8&within=2").text)
    calendar = read(browser.get("/whats-on.ics?place=LS11+8&within=2"))

    assert 'href="/whats-on.ics?place=LS11+8&within=2"' in page
    assert names_in(calendar) == {"Walking group"}
    assert calendar["name"] == "What’s on near LS11 8"
    assert starts(calendar, date(2026, 10, 20), date(2026, 10, 27)) == [
        "20/10 10:30 Walking group",
        "27/10 10:30 Walking group",
    ]


def test_what_is_on_everywhere_has_no_calendar(browser, walks):
    assert "whats-on.ics" not in browser.get("/whats-on").text
    assert browser.get("/whats-on.ics").location == "/whats-on"
    assert browser.get("/whats-on.ics?place=nowhere").location == "/whats-on?place=nowhere"


def test_calendar_holds_no_more_than_calendars_take(browser, db, walks, monkeypatch):
    make_service(db, "Walking further", point=NEAR)
    db.flush()
    monkeypatch.setattr(calendars, "LARGEST_BYTES", 1_000)

    calendar = read(browser.get("/search.ics?q=walking"))

    assert len(calendar.events) == 1
    assert calendar["description"].endswith("There is more than a calendar can take. These are the first.")


def test_what_is_on_first_goes_into_a_calendar_that_is_full(browser, db, walks, monkeypatch):
    sunday = make_service(db, "Sunday walk", point=NEAR)
    sunday.schedules = [make_schedule("SU", "WEEKLY")]
    db.flush()
    monkeypatch.setattr(whats_on_page, "MOST_IN_CALENDAR", 1)

    calendar = read(browser.get("/whats-on.ics?place=LS11"))

    assert names_in(calendar) == {"Walking group"}
    assert "These are the first" in calendar["description"]
