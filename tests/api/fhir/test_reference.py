import html
import re

import pytest

from directory.api.fhir.parameters import SEARCHED


@pytest.fixture
def page(browser):
    answer = browser.get("/open-data/fhir")
    assert answer.status_code == 200
    return answer.text


def test_the_page_is_reached_from_the_one_about_the_feed(browser):
    assert 'href="/open-data/fhir"' in browser.get("/open-data").text


def test_every_parameter_of_every_kind_is_on_the_page(page):
    sections = dict(re.findall(r'aria-labelledby="([^"]+)">(.*?)</section>', page, re.S))

    for searched in SEARCHED:
        named = set(re.findall(r'summary-list__key">\s*([\w-]+)', sections[searched.kind.name]))
        assert named >= set(searched.parameters)


def test_the_worked_questions_are_answered(browser, page):
    asked = [html.unescape(each) for each in re.findall(r'curl "http://localhost([^"]*)"', page)]

    answers = {each: browser.get(each).status_code for each in asked if not each.endswith("_search")}

    assert len(asked) == 1 + 3 * len(SEARCHED)
    # The record of the examples is in no catalogue.
    assert set(answers.values()) == {200, 404}
    assert [each for each, status in answers.items() if status == 404 and "-" not in each] == []
