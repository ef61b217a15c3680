"""A search as an Atom feed and as RSS: what a news reader gets, and when it is sent to the page instead."""

from datetime import UTC, datetime
from xml.etree.ElementTree import Element

import pytest
from defusedxml import ElementTree

from tests.factories.catalogue import make_organization, make_service

ATOM = "{http://www.w3.org/2005/Atom}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
BOTH = pytest.mark.parametrize("kind", ["atom", "rss"])


def read(answer, kind="atom") -> Element:
    assert answer.status_code == 200, answer.text
    assert answer.mimetype == f"application/{kind}+xml"
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


def test_rss_tells_the_same(browser, db):
    group = make_organization(db, "Beck & Lane <b>")
    walk = make_service(
        db, "Walking & talking", organization=group, last_modified=datetime(2026, 11, 3, 9, 5, tzinfo=UTC)
    )

    [channel] = read(browser.get("/search.rss?q=walking"), "rss")

    [item] = channel.findall("item")
    assert item.findtext("guid") == f"urn:uuid:{walk.id}"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("title") == "Walking & talking"
    assert item.findtext("link") == f"http://localhost/activities/{walk.id}"
    assert item.findtext("pubDate") == channel.findtext("lastBuildDate") == "Tue, 03 Nov 2026 09:05:00 GMT"
    assert item.findtext(CREATOR) == "Beck & Lane <b>"
    assert "Free" in item.findtext("description")
    assert channel.find(f"{ATOM}link").get("href") == "http://localhost/search.rss?q=walking"


@BOTH
def test_unchanged_feed_is_not_sent_again(browser, db, kind):
    make_service(db)
    first = browser.get(f"/search.{kind}?q=walking")

    again = browser.get(f"/search.{kind}?q=walking", headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


@BOTH
def test_page_of_a_search_leads_to_its_feed(browser, db, kind):
    make_service(db)

    page = browser.get("/search?q=walking").text

    assert f'<link rel="alternate" type="application/{kind}+xml"' in page
    assert page.count(f'href="/search.{kind}?q=walking"') == 2


@BOTH
@pytest.mark.parametrize("asked", ["", "?place=nowhere", "?q=I+want+to+die"])
def test_where_the_page_has_to_say_something_first_it_does(browser, db, words, asked, kind):
    answer = browser.get(f"/search.{kind}{asked}")

    assert answer.status_code == 303
    assert answer.location.startswith("/search")


@BOTH
def test_full_postcode_never_stays_in_the_address(browser, db, kind):
    assert browser.get(f"/search.{kind}?place=LS11+8ND").location == f"/search.{kind}?place=LS11+8"
