"""The way out in a hurry: where it stands, and where it does not."""

import html

import pytest

from directory.web.errors import render_error
from tests.factories.catalogue import make_service

WAY_OUT = "govuk-js-exit-this-page-button"


@pytest.mark.parametrize("path", ["/", "/search?q=walking", "/whats-on", "/privacy", "/shortlist", "/no-such-page"])
def test_every_public_page_has_the_way_out(browser, db, path):
    make_service(db)

    assert WAY_OUT in browser.get(path).text


def test_who_is_at_work_has_none(browser, db, sign_in):
    signed_in, _ = sign_in()

    assert WAY_OUT not in browser.get("/staff/sign-in").text
    assert WAY_OUT not in signed_in.get("/").text


def test_page_that_says_something_broke_has_it(app):
    with app.test_request_context("/whats-on"):
        assert WAY_OUT in render_error(500).get_data(as_text=True)
    with app.test_request_context("/staff/"):
        assert WAY_OUT not in render_error(500).get_data(as_text=True)


def test_where_it_leads_is_set_by_who_runs_the_site(app, browser):
    app.config["LYNCHPIN_EXIT_URL"] = "https://weather.example/"

    assert 'href="https://weather.example/"' in browser.get("/").text


def test_page_says_what_it_cannot_do(browser):
    page = html.unescape(browser.get("/leaving-quickly").text)

    assert "It cannot empty the history of your browser." in page
    assert 'href="/leaving-quickly"' in browser.get("/").text
