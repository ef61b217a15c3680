"""Pages as they come from the server."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest

from directory.errors import WrongSettings
from directory.web.pages import asset_url, file_hash

PAGES = ["/", "/wish", "/staff/client", "/staff/list", "/broken", "/no-such-page"]


def text_of(html: str, tag: str) -> str:
    found = re.search(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)
    assert found, f"no <{tag}>"
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def attributes_in(html: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, given: found.extend((tag, name) for name, _ in given)  # type: ignore[method-assign]
    parser.feed(html)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_title_is_the_heading_and_the_name(browser, address):
    html = browser.get(address).text

    assert text_of(html, "title") == f"{text_of(html, 'h1')} – Lynchpin"
    assert len(re.findall("<h1", html)) == 1


@pytest.mark.parametrize("address", PAGES)
def test_every_script_carries_the_nonce_of_the_policy(browser, address):
    answer = browser.get(address)

    allowed = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])
    scripts = re.findall(r"<script[^>]*>", answer.text)
    assert len(scripts) >= 3
    assert allowed
    assert all(f'nonce="{allowed[1]}"' in each for each in scripts)


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_inline_style_or_handler(browser, address):
    html = browser.get(address).text

    assert "<style" not in html
    assert [each for each in attributes_in(html) if each[1] == "style" or each[1].startswith("on")] == []


def test_public_page_without_a_form_that_changes_something_sets_no_cookie(browser):
    assert "Set-Cookie" not in browser.get("/").headers
    assert "Set-Cookie" not in browser.get("/?what=yoga&postcode=LS1").headers
    assert "Set-Cookie" not in browser.get("/no-such-page").headers


def test_page_with_a_form_sets_a_cookie_and_is_not_kept(browser):
    answer = browser.get("/wish")

    assert answer.headers["Set-Cookie"].startswith("lynchpin=")
    assert answer.headers["Cache-Control"] == "no-store"


def test_broken_page_says_sorry_with_its_reference_and_asks_nothing_of_the_navigation(browser):
    answer = browser.get("/broken")

    assert answer.status_code == 500
    assert re.search(r"lp-reference\">[0-9A-Z]{4}-[0-9A-Z]{4}<", answer.text)
    assert "Ask for help" not in answer.text


def test_page_that_is_not_there_keeps_the_navigation(browser):
    answer = browser.get("/no-such-page")

    assert answer.status_code == 404
    assert "Ask for help" in answer.text


def test_staff_page_names_the_person_and_has_a_button_to_sign_out(browser):
    browser.get("/staff/client")
    html = browser.get("/staff/client").text

    assert "Priya Nair" in html
    assert re.search(r'<form[^>]*action="/sign-out"[^>]*method="post"', html)


def test_item_of_the_navigation_that_leads_here_is_marked(browser):
    html = browser.get("/staff/client").text

    assert re.search(r'href="/staff/client" aria-current="page"', html)
    assert not re.search(r'href="/staff" aria-current', html)


def test_page_says_it_is_neither_nhs_nor_gov_uk(browser):
    html = browser.get("/").text

    assert "Not an NHS or GOV.UK website" in html
    assert "crown" not in html
    assert "crest" not in html


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        pytest.param(f"?v={file_hash('site.css')}", "public, max-age=31536000, immutable", id="by its hash"),
        pytest.param("", "no-cache", id="by its name"),
        pytest.param("?v=0123456789ab", "no-cache", id="by the hash of another version"),
    ],
)
def test_file_may_be_kept_for_a_year_where_its_hash_is_asked_for(browser, query, kept):
    with browser.get(f"/static/site.css{query}") as answer:
        assert answer.headers["Cache-Control"] == kept


def test_file_that_was_never_built_says_how_to_build_it(demo_app):
    with demo_app.test_request_context("/"), pytest.raises(WrongSettings, match=r"python -m directory\.web\.assets"):
        asset_url("vendor/never.css")


def test_broken_page_can_be_shown_before_anything_is_built(browser, monkeypatch):
    monkeypatch.setattr("directory.web.pages.file_hash", lambda name: "")

    answer = browser.get("/broken")

    assert answer.status_code == 500
    assert "Sorry, something went wrong" in answer.text
    assert "python -m directory.web.assets" in answer.text


def test_words_of_people_are_never_markup(demo_app):
    macro = "{% from 'components/words.html' import facts, state_tag %}{{ facts(rows) }}{{ state_tag(words) }}"
    attack = "<script>alert(1)</script>"

    with demo_app.test_request_context("/"):
        row = SimpleNamespace(name=attack, value=[attack, attack], href="", action="")
        html = demo_app.jinja_env.from_string(macro).render(rows=[row], words=attack)

    assert "<script" not in html.lower()
