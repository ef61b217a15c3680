"""A search as an Atom feed: what a news reader gets, and when it is sent to the page instead."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from tests.factories.catalogue import make_organization, make_service

ATOM = "{http://www.w3.org/2005/Atom}"


def read(answer) -> Element:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == "application/atom+xml"
    return ElementTree.fromstring(answer.data)


def text_of(element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def test_each_activity_is_an_entry_whose_id_stays(browser, db):
    group = make_organization(db, "Beck & Lane <b>")
    walk = make_service(
        db, "Walking & talking", organization=group, last_modified=datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
    )
    make_service(db, "Choir", description="We sing.")

    feed = read(browser.get("/search.atom?q=walking"))

    [entry] = feed.findall(f"{ATOM}entry")
    assert text_of(entry, "id") == f"urn:uuid:{walk.id}"
    assert text_of(entry, "title") == "Walking & talking"
    assert text_of(entry, "updated") == text_of(feed, "updated") == "2026-11-03T09:05:00Z"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Beck & Lane <b>"
    assert entry.find(f"{ATOM}link").get("href") == f"http://localhost/activities/{walk.id}"
    assert "Free" in text_of(entry, "summary")
    assert text_of(feed, "id") == "http://localhost/search.atom?q=walking"


def test_unchanged_feed_is_not_sent_again(browser, db):
    make_service(db)
    first = browser.get("/search.atom?q=walking")

    again = browser.get("/search.atom?q=walking", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_page_of_a_search_leads_to_its_feed(browser, db):
    make_service(db)

    page = browser.get("/search?q=walking").text

    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert page.count('href="/search.atom?q=walking"') == 2


@pytest.mark.parametrize("asked", ["", "?place=nowhere", "?q=I+want+to+die"])
def test_where_the_page_has_to_say_something_first_it_does(browser, db, words, asked):
    answer = browser.get(f"/search.atom{asked}")

    assert answer.status_code == 303
    assert answer.location.startswith("/search")


def test_full_postcode_never_stays_in_the_address(browser, db):
    assert browser.get("/search.atom?place=LS11+8ND").location == "/search.atom?place=LS11+8"
