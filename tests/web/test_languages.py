"""The language of a page, by its address."""

import pytest


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
