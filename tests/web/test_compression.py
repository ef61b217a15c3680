"""Smaller answers for slow connections."""

import gzip

import brotli
import pytest

from tests.factories.catalogue import make_service

# How an answer is sent does not depend on the kind of database.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
STYLES = "/static/site.css"


@pytest.fixture
def browser(whole_app, database, key_store):
    return whole_app.test_client()


def ask(browser, path, accepts="gzip, deflate, br", **headers):
    return browser.get(path, headers={"Accept-Encoding": accepts, **headers}, buffered=True)


@pytest.mark.parametrize("path", ["/", STYLES])
@pytest.mark.parametrize(("accepts", "undo"), [("gzip, br", brotli.decompress), ("gzip", gzip.decompress)])
def test_public_pages_and_files_come_compressed(browser, db, path, accepts, undo):
    make_service(db)
    plain, small = ask(browser, path, "identity"), ask(browser, path, accepts)

    assert small.headers["Content-Encoding"] in ("br", "gzip")
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(plain.data) / 2
    assert undo(small.data)[:15] == plain.data[:15]


def test_files_are_made_as_small_as_can_be(browser, db):
    plain, small = ask(browser, STYLES, "identity"), ask(browser, STYLES)

    assert brotli.decompress(small.data) == plain.data
    assert len(small.data) < len(brotli.compress(plain.data, quality=9))
    assert small.headers["Content-Length"] == str(len(small.data))


def test_who_refuses_brotli_gets_a_file_as_gzip(browser, db):
    assert ask(browser, STYLES, "gzip, br;q=0").headers["Content-Encoding"] == "gzip"


def test_who_does_not_ask_for_it_gets_it_plain(browser, db):
    answer = ask(browser, STYLES, "identity")

    assert "Content-Encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_compressed_file_is_not_sent_twice(browser, db):
    first = ask(browser, STYLES)

    again = ask(browser, STYLES, **{"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_part_of_a_file_is_left_as_it_is(browser, db):
    answer = ask(browser, STYLES, Range="bytes=0-99")

    assert answer.status_code == 206
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/staff/sign-in", "/open-data"])
def test_page_with_a_form_or_of_staff_is_never_compressed(browser, db, path):
    assert "Content-Encoding" not in ask(browser, path).headers


def test_public_page_of_somebody_with_a_cookie_is_never_compressed(browser, db):
    make_service(db)
    browser.get("/staff/sign-in")

    assert "Content-Encoding" not in ask(browser, "/").headers
