"""What the page of a search gives its map, and what it may show."""

import re

import pytest

from tests.factories.catalogue import make_service

# Places come from the index: the kind of database does not matter.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NEAR = (53.78, -1.55)
OWN = "img-src 'self' data:"


def points(page: str) -> list[str]:
    return re.findall(r'data-points="([^"]*)"', page)


def test_each_result_says_where_it_is_and_the_map_how_many_do_not(browser, db):
    make_service(db, "Walking here", point=NEAR)
    make_service(db, "Walking anywhere", point=None)

    page = browser.get("/search?q=walking").text

    assert points(page) == ["53.78000,-1.55000"]
    assert "One activity of this list has no place to show." in page


def test_hidden_address_is_never_on_the_map(browser, db):
    refuge = make_service(db, "Walking from the refuge", point=NEAR)
    refuge.places[0].location.hides_address = True
    db.flush()

    page = browser.get("/search?q=walking&place=LS11").text

    assert "Walking from the refuge" in page
    assert points(page) == []
    assert "data-map" not in page
    assert "53.78" not in page


def test_no_foreign_image_is_allowed_unless_tiles_are_set(browser, app, db):
    make_service(db, "Walking here", point=NEAR)

    assert f"{OWN};" in browser.get("/search?q=walking").headers["Content-Security-Policy"]


def test_with_tiles_only_the_page_with_the_map_may_show_them(browser, app, db):
    make_service(db, "Walking here", point=NEAR)
    app.config["LYNCHPIN_MAP_TILES"] = "https://tiles.example:444/{z}/{x}/{y}.png"

    pages = [browser.get(path) for path in ("/search?q=walking", "/search?q=zebras", "/")]

    policies = [each.headers["Content-Security-Policy"] for each in pages]
    assert [f"{OWN} https://tiles.example:444;" in each for each in policies] == [True, False, False]
    assert "tiles.example" not in pages[2].text
