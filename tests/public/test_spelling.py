"""What is said of words that may be misspelt, and of a place."""

import html
import re

import pytest

from directory.matching import current
from directory.matching.current import MatcherKeeper, current_matcher_keeper, use_matcher_keeper
from tests.factories.catalogue import make_service
from tests.search.making import HashingEmbedder

# What is searched is the index: the kind of database does not matter.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def reads_english(app, monkeypatch):
    """A matcher that knows a few English words, so that it can tell which are none."""
    monkeypatch.setattr(current, "load_embedder", HashingEmbedder)
    before = current_matcher_keeper()
    use_matcher_keeper(MatcherKeeper())
    yield
    use_matcher_keeper(before)


@pytest.fixture
def knitters(db, reads_english):
    """Groups that knit, and one of a name that looks like a slip."""
    for number in range(5):
        make_service(db, f"Knitting club {number}", point=None)
    make_service(db, "Kniting with a single t", point=None)
    db.flush()


def links(page, text):
    found = re.findall(rf'href="([^"]*)">{text}</a>', page)
    return [html.unescape(each) for each in found]


def test_words_that_are_read_otherwise_are_told_with_a_way_back(browser, knitters):
    page = browser.get("/search?q=Kniting&sort=soon").text

    assert "Showing results for <strong>knitting</strong>" in page
    (as_typed,) = links(page, "Kniting")
    assert "Knitting club 0" in page

    typed = browser.get(as_typed).text
    assert "Showing results for" not in typed
    assert "sort=soon" in as_typed
    assert links(typed, "knitting") == ["/search?q=knitting&sort=soon"]


def test_the_way_it_is_meant_stays_while_the_search_is_narrowed(browser, knitters):
    page = browser.get("/search?q=kniting&as_typed=kniting").text

    assert 'name="as_typed" value="kniting"' in page
    assert all("as_typed=kniting" in each for each in re.findall(r'href="([^"]*sort=soon[^"]*)"', page))
    assert "Showing results for" in browser.get("/search?q=kniting+club&as_typed=kniting").text


def test_on_a_welsh_page_no_word_is_read_otherwise_and_another_is_offered(browser, knitters):
    page = browser.get("/cy/search?q=kniting").text

    assert "<strong>knitting</strong>" not in page
    assert "Kniting with a single t" in page
    assert "Knitting club 0" not in page
    assert links(page, "knitting") == ["/cy/search?q=knitting"]


def test_nothing_is_said_of_words_that_are_right(browser, knitters):
    page = browser.get("/search?q=knitting").text

    assert "Showing results for" not in page
    assert "Did you mean" not in page


def test_words_of_despair_are_not_corrected(browser, knitters, words):
    page = browser.get("/search?q=I+want+to+end+my+life+kniting").text

    assert "Showing results for" not in page


def test_a_place_that_was_nearly_typed_right_is_offered_for_what_is_on(browser, postcodes, db):
    page = browser.get("/whats-on?place=SL11&within=2")

    (near,) = links(page.text, "LS11")
    assert near.startswith("/whats-on?")
    assert {"place=LS11", "within=2"} <= set(near.partition("?")[2].split("&"))
    assert browser.get(near).status_code == 200


def test_a_place_that_was_nearly_typed_right_is_offered(browser, knitters):
    page = browser.get("/search?q=knitting&place=SL11")

    assert page.status_code == 422
    assert links(page.text, "LS11") == ["/search?q=knitting&place=LS11"]
