"""Photographs on the page of an activity, and their files."""

import html
import re

import pytest

from directory.catalogue.models.services import Stage
from tests.factories.catalogue import make_service
from tests.factories.photographs import make_photograph, make_picture


@pytest.fixture
def walks(db):
    return make_service(db)


@pytest.fixture
def photograph(db, walks):
    return make_photograph(db, walks, "Six people & a dog by O'Neill's beck", credit="Jo D'Arcy")


def address_of(photograph, width=400) -> str:
    return f"/photographs/{photograph.digest}/{width}.jpg"


def image_in(page: str) -> dict[str, str]:
    """The attributes of the one photograph on a page."""
    [tag] = re.findall(r"<img [^>]*>", page)
    return {name: html.unescape(value) for name, value in re.findall(r'([a-z]+)="([^"]*)"', tag)}


def test_page_of_an_activity_shows_its_photograph(browser, walks, photograph):
    page = browser.get(f"/activities/{walks.id}").text

    image = image_in(page)
    assert image["alt"] == "Six people & a dog by O'Neill's beck"
    assert (image["width"], image["height"], image["loading"]) == ("900", "600", "lazy")
    files = [each.split() for each in image["srcset"].split(", ")]
    assert [width for _, width in files] == ["400w", "800w", "900w"]
    assert all(browser.get(address).status_code == 200 for address, _ in files)
    assert "Photograph: Jo D'Arcy" in html.unescape(page)


def test_link_that_is_sent_on_shows_the_first_photograph(app, browser, walks, photograph):
    app.config["LYNCHPIN_SITE_ADDRESS"] = "https://larkenshaw.example"

    page = browser.get(f"/activities/{walks.id}").text

    shared = {
        name: html.unescape(value) for name, value in re.findall(r'property="(og:[^"]*)" content="([^"]*)"', page)
    }
    assert shared["og:image"] == f"https://larkenshaw.example{address_of(photograph, 900)}"
    assert (shared["og:image:width"], shared["og:image:height"]) == ("900", "600")
    assert shared["og:image:alt"] == photograph.alt_text


def test_link_to_an_activity_without_photographs_shows_our_card(app, browser, walks):
    app.config["LYNCHPIN_SITE_ADDRESS"] = "https://larkenshaw.example"

    assert re.search(r'property="og:image" content="[^"]*/card.png', browser.get(f"/activities/{walks.id}").text)


def test_page_in_welsh_says_what_a_photograph_shows_as_its_group_wrote_it(browser, walks, photograph):
    image = image_in(browser.get(f"/cy/activities/{walks.id}").text)

    assert (image["alt"], image["lang"]) == (photograph.alt_text, "en")
    assert browser.get(image["src"]).status_code == 200


def test_photographs_come_in_the_order_of_the_listing(browser, db, walks, photograph):
    make_photograph(db, walks, "The door", position=2, digest=make_picture(db, "red"))
    make_photograph(db, walks, "The hall", position=1, digest=make_picture(db, "blue"))

    page = html.unescape(browser.get(f"/activities/{walks.id}").text)

    assert re.findall(r'alt="([^"]*)"', page) == [photograph.alt_text, "The hall", "The door"]


def test_page_without_photographs_has_no_empty_place_for_them(browser, walks):
    assert "lp-photograph" not in browser.get(f"/activities/{walks.id}").text


def test_sheet_for_print_has_no_photographs(browser, walks, photograph):
    assert "<img" not in browser.get(f"/activities/{walks.id}/print").text


def test_file_is_kept_by_browsers_alone_and_sets_no_cookie(browser, photograph):
    answer = browser.get(address_of(photograph))

    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")
    assert answer.data.startswith(b"\xff\xd8\xff")
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    assert browser.get(address_of(photograph), headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.ARCHIVED])
def test_file_of_a_listing_that_is_not_published_is_not_there(browser, db, walks, photograph, stage):
    walks.stage = stage.value
    db.flush()

    assert browser.get(address_of(photograph)).status_code == 404


@pytest.mark.parametrize("wrong", ["{digest}/401.jpg", "{digest}/400.png", "nothing/400.jpg", f"{'0' * 64}/400.jpg"])
def test_what_is_no_file_is_not_found(browser, photograph, wrong):
    assert browser.get(f"/photographs/{wrong.format(digest=photograph.digest)}").status_code == 404


def test_picture_that_was_only_sent_is_nobody_elses_to_see(browser, db):
    assert browser.get(f"/photographs/{make_picture(db)}/400.jpg").status_code == 404
