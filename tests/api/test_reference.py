import re

import pytest

from directory.api.endpoints import ENDPOINTS


@pytest.fixture
def page(browser):
    answer = browser.get("/open-data")
    assert answer.status_code == 200
    return answer.text


def test_the_page_is_reached_from_every_page_of_the_site(browser):
    assert 'href="/open-data"' in browser.get("/").text


def test_every_parameter_of_every_list_is_on_the_page(page):
    sections = {name: text for name, text in re.findall(r'aria-labelledby="([^"]+)">(.*?)</section>', page, re.S)}

    for endpoint in ENDPOINTS:
        named = set(re.findall(r'summary-list__key">\s*([a-z_]+)', sections[endpoint.name]))
        assert named == set(endpoint.parameters.fields)


def test_the_worked_questions_are_answered(browser, page, postcodes):
    asked = re.findall(r'curl "http://localhost([^"]*)"', page)

    answers = [browser.get(each.replace("&amp;", "&")).status_code for each in asked]

    assert len(asked) == 1 + 2 * len(ENDPOINTS)
    # The record of the examples is in no catalogue.
    assert answers == [200, *[200, 404] * len(ENDPOINTS)]


def test_a_stranger_may_keep_the_page_and_gets_no_cookie(browser):
    answer = browser.get("/open-data")

    assert "Set-Cookie" not in answer.headers
    assert answer.headers.get("Cache-Control") != "no-store"
    assert answer.mimetype == "text/html"
