"""The language of a page, by its address."""

import re
from datetime import date, time

import pytest

from directory.catalogue.models.schedules import Schedule
from directory.catalogue.timetable.words import schedule_words
from directory.translation import speaking
from directory.web.words import miles, pounds, uk_date
from tests.factories.catalogue import make_service


@pytest.fixture
def browser(whole_app, db):
    return whole_app.test_client()


def test_a_page_is_in_the_language_of_its_address(browser):
    english, welsh = browser.get("/privacy").text, browser.get("/cy/privacy").text

    assert '<html lang="en-GB"' in english
    assert '<html lang="cy"' in welsh
    assert "Preifatrwydd" in welsh


def test_links_of_a_welsh_page_stay_welsh_and_its_files_are_the_same(browser):
    page = browser.get("/cy/privacy").text

    assert 'href="/cy/accessibility"' in page
    assert 'href="/accessibility"' not in page
    assert 'href="/static/site.css' in page
    assert "/cy/static" not in page


def test_the_prefix_alone_is_the_home_page(browser):
    assert browser.get("/cy").status_code == 200
    assert browser.get("/cy/").status_code == 200
    assert browser.get("/cymru").status_code == 404


def test_each_page_leads_to_itself_in_the_other_language(browser):
    assert 'href="/cy/search?q=bingo%26more"' in browser.get("/search?q=bingo%26more").text
    assert 'href="/search?q=bingo%26more"' in browser.get("/cy/search?q=bingo%26more").text


def test_a_page_that_is_not_there_leads_to_the_home_page_of_the_other_language(browser):
    missing = browser.get("/cy//elsewhere.example/nothing")

    assert missing.status_code == 404
    assert 'href="/"' in missing.text
    assert "elsewhere.example" not in missing.text


def test_other_sites_are_told_of_both_languages(browser, whole_app):
    whole_app.config["LYNCHPIN_SITE_ADDRESS"] = "https://directory.example.org"

    page = browser.get("/privacy").text

    assert '<link rel="alternate" hreflang="cy" href="https://directory.example.org/cy/privacy">' in page
    assert '<link rel="alternate" hreflang="en-GB" href="https://directory.example.org/privacy">' in page


@pytest.mark.parametrize("path", ["/staff/sign-in", "/open-data", "/feed/services", "/static/site.css"])
def test_what_is_only_in_english_has_one_address(browser, path):
    answer = browser.get(f"/cy{path}?a=b")

    assert answer.status_code == 308
    assert answer.location == f"{path}?a=b"


def test_a_page_that_is_only_in_english_offers_no_other(browser):
    assert 'hreflang="cy"' not in browser.get("/staff/sign-in").text


def test_a_welsh_page_says_that_nobody_has_checked_it(browser):
    assert "lp-draft" in browser.get("/cy/privacy").text
    assert "lp-draft" not in browser.get("/privacy").text


def test_choosing_a_language_sets_no_cookie(browser):
    assert "Set-Cookie" not in browser.get("/cy/").headers


def test_words_made_below_the_pages_are_welsh_too():
    held = Schedule(
        freq="WEEKLY", byday="MO,TU", opens_at=time(10, 30), closes_at=time(12), valid_from=date(2026, 1, 5)
    )

    with speaking("cy"):
        when = schedule_words(held, date(2026, 1, 20))
        day, price, away = uk_date(date(2026, 11, 24)), pounds(0), miles(1609.344)

    assert when == "Bob dydd Llun, a hefyd dydd Mawrth, 10:30 yb i hanner dydd"
    assert (day, price, away) == ("Dydd Mawrth 24 Tachwedd 2026", "Am ddim", "1 filltir")


def test_what_a_group_wrote_is_marked_as_english_on_a_welsh_page(browser, db):
    service = make_service(db, name="Tuesday walk", description="A short walk with tea after.")
    db.flush()

    page = browser.get(f"/cy/activities/{service.id}").text

    assert re.search(r'<div class="govuk-body" lang="en">\s*<p class="govuk-body">A short walk', page)
    assert "Beth sy’n digwydd yno" in page


def test_the_frame_of_the_browser_is_dark_where_the_page_is(browser):
    page = browser.get("/privacy").text

    assert re.findall('<meta name="theme-color"[^>]*prefers-color-scheme: (light|dark)[^>]*>', page) == [
        "light",
        "dark",
    ]
    assert page.count("theme-color") == 2
