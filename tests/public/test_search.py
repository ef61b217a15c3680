"""Searching without an account."""

import html
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories.catalogue import make_organization, make_service

NEAR, FAR = (53.78, -1.55), (53.48, -2.24)


def search(browser, **asked):
    return browser.get("/search", query_string=asked)


def told(answer) -> str:
    return html.unescape(answer.text)


@pytest.mark.parametrize("asked", ["walking", "I would like to go walking with other people some time"])
def test_what_every_listing_offers_is_found_too(browser, db, asked):
    for number in range(8):
        make_service(db, f"Walking group {number}")

    assert search(browser, q=asked).text.count("lp-card__title") == 8


def test_empty_directory_says_so(browser, db):
    assert "Nothing is listed yet" in browser.get("/").text
    assert "Nothing is listed yet" in search(browser, q="walking").text


def test_search_finds_what_was_asked_and_nothing_else(browser, db):
    make_service(db, "Walking group", organization=make_organization(db, "Footpath Friends"))
    make_service(db, "Choir", description="We sing.")

    answer = search(browser, q="walking")

    assert answer.status_code == 200
    assert "Walking group" in answer.text
    assert "Footpath Friends" in answer.text
    assert "Choir" not in answer.text
    assert "You said “walking”: they mention walking" in told(answer)


def test_card_tells_date_cost_and_distance(browser, db):
    make_service(db, "Walking group", point=NEAR)

    answer = search(browser, q="walking", place="LS11 8")

    assert "Tue " in answer.text
    assert ", 10:30am" in answer.text
    assert "Free" in answer.text
    assert "under 0.1 miles" in answer.text


def test_card_names_what_is_not_known(browser, db):
    service = make_service(db, "Walking group")
    service.schedules, service.cost_options = [], []
    db.flush()

    answer = search(browser, q="walking")

    assert "when it meets" in answer.text
    assert "what it costs" in answer.text


@pytest.mark.parametrize("typed", ["LS11 8ND", "ls118nd", " Ls11-8nd ", "LSII 8ND"])
def test_full_postcode_never_stays_in_the_address(browser, db, typed):
    answer = search(browser, q="walking", place=typed, within="3")

    assert answer.status_code == 303
    assert urlsplit(answer.location).path == "/search"
    assert parse_qs(urlsplit(answer.location).query) == {"q": ["walking"], "place": ["LS11 8"], "within": ["3"]}


@pytest.mark.parametrize("place", ["LS11", "LS11 8"])
def test_part_of_a_postcode_stays(browser, db, place):
    make_service(db, "Walking group")

    answer = search(browser, q="walking", place=place)

    assert answer.status_code == 200
    assert f"near {place}" in answer.text


def test_only_what_is_near_enough_is_found(browser, db):
    make_service(db, "Walking here", point=NEAR)
    make_service(db, "Walking there", point=FAR)

    answer = search(browser, q="walking", place="LS11", within="3")

    assert "Walking here" in answer.text
    assert "Walking there" not in answer.text


def test_nothing_found_gives_advice(browser, db):
    make_service(db, "Walking there", point=FAR)

    answer = search(browser, q="walking", place="LS11", within="3")

    assert "We found no good match" in answer.text
    assert "/search?q=walking&amp;place=LS11" in answer.text


@pytest.mark.parametrize(
    ("asked", "status", "message"),
    [
        pytest.param({"q": "tea", "age": "old"}, 422, "Enter a whole number", id="not an age"),
        pytest.param({"q": "tea", "place": "Beeston"}, 422, "Enter a postcode, like LS11 8ND", id="not a postcode"),
        pytest.param({"q": "tea", "place": "ZE99 9"}, 422, "We cannot find this postcode", id="no such postcode"),
        pytest.param({"q": "tea", "within": "3"}, 422, "so that we know where to measure from", id="near what?"),
        pytest.param({"q": "tea", "place": "LS11", "within": "-1"}, 422, "Choose one from the list", id="distance"),
        pytest.param({"q": "tea" * 400}, 422, "Keep it to 1,000 characters", id="too long"),
    ],
)
def test_what_cannot_be_used_is_said_at_its_field(browser, db, asked, status, message):
    make_service(db, "Tea and company")

    answer = search(browser, **asked)

    assert answer.status_code == status
    assert message in answer.text
    assert "govuk-error-summary" in answer.text


def test_search_goes_on_without_postcodes(browser, app, db, tmp_path):
    from directory.geo.current import use_postcode_file

    use_postcode_file(tmp_path / "missing.bin")

    answer = search(browser, q="tea", place="LS11")

    assert answer.status_code == 422
    assert "We cannot look up postcodes just now" in answer.text


@pytest.mark.parametrize("place", ["", "nowhere"])
def test_help_lines_come_before_anything_else(browser, db, words, place):
    make_service(db, "Life drawing")

    answer = search(browser, q="I want to end my life", place=place)

    for number in ("999", "choose option 2", "116 123", "85258"):
        assert number in answer.text
    assert "end my life”" not in told(answer)
    assert "Life drawing" not in answer.text


def test_help_lines_fit_what_was_asked(browser, db, words):
    answer = search(browser, q="he hits me")

    assert "0808 2000 247" in answer.text
    assert "116 123" not in answer.text


def test_other_searches_show_no_help_lines(browser, db, words):
    make_service(db, "Walking group")

    assert "116 123" not in search(browser, q="walking").text


def test_ten_on_a_page(browser, db):
    for number in range(12):
        make_service(db, f"Walking group {number:02}")

    first, second = search(browser, q="walking"), search(browser, q="walking", page=2)

    assert first.text.count("lp-card__title") == 10
    assert second.text.count("lp-card__title") == 2
    assert "/search?q=walking&amp;page=2" in first.text


@pytest.mark.parametrize("page", ["0", "3", "-1", "999999"])
def test_there_is_no_page_beyond_the_results(browser, db, page):
    make_service(db, "Walking group")

    assert search(browser, q="walking", page=page).status_code == 404


def test_hostile_words_are_shown_as_words(browser, db):
    make_service(db, "<script>alert(1)</script> walks", organization=make_organization(db, "<b>Bold</b>"))

    answer = search(browser, q="<script>alert(2)</script> walks")

    assert "<script>alert" not in answer.text
    assert "<b>Bold" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


@pytest.mark.parametrize(
    "path", ["/", "/search?q=walking", "/search?q=walking&place=LS11", "/accessibility", "/privacy"]
)
def test_looking_around_sets_no_cookie(browser, db, path):
    make_service(db, "Walking group")

    answer = browser.get(path)

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/", "/search", "/accessibility", "/privacy"])
def test_nothing_can_be_posted_to_public_pages(browser, db, path):
    assert browser.post(path).status_code == 405
