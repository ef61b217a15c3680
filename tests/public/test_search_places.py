"""Where everything is that a search finds."""

import pytest

from directory.public import search_places
from tests.factories.catalogue import make_service

# Places come from the index: the kind of database does not matter.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NEAR = (53.78, -1.55)


def ask(browser, **asked):
    return browser.get("/search.json", query_string=asked).json


def test_all_pages_of_a_search_are_on_its_map(browser, db):
    made = [make_service(db, f"Walking {number}", point=NEAR) for number in range(12)]
    make_service(db, "Walking anywhere", point=None)
    make_service(db, "Chess", point=NEAR)

    found = ask(browser, q="walking")

    assert {each["href"] for each in found["activities"]} == {f"/activities/{each.id}" for each in made}
    assert found["activities"][0]["points"] == ["53.78000,-1.55000"]
    assert found["note"].startswith("The map shows 12 activities. 1 more has no place to show.")


def test_only_so_many_are_shown_and_it_is_said(browser, db, monkeypatch):
    monkeypatch.setattr(search_places, "MOST_ON_MAP", 2)
    for number in range(3):
        make_service(db, f"Walking {number}", point=NEAR)

    found = ask(browser, q="walking")

    assert len(found["activities"]) == 2
    assert found["note"].startswith("The map shows 2 of 3 activities")


def test_hidden_address_is_not_among_them(browser, db):
    refuge = make_service(db, "Walking from the refuge", point=NEAR)
    refuge.places[0].location.hides_address = True
    make_service(db, "Walking here", point=(53.7, -1.5))
    db.flush()

    found = ask(browser, q="walking")

    assert [each["name"] for each in found["activities"]] == ["Walking here"]


def test_it_asks_the_very_search_of_the_page(browser, db, postcodes):
    for number in range(12):
        make_service(db, f"Walking {number}", point=NEAR)

    page = browser.get("/search?q=walking&place=LS11&days=1&page=2").text

    assert 'data-rest="/search.json?q=walking&amp;place=LS11&amp;days=1"' in page


def test_no_whole_postcode_stays_in_its_address(browser, db, postcodes):
    assert browser.get("/search.json?place=LS11+8ND").headers["Location"] == "/search.json?place=LS11+8"


def test_what_cannot_be_used_finds_nothing(browser, db):
    assert ask(browser, q="walking", place="nowhere") == {"activities": [], "lang": "en", "note": ""}
