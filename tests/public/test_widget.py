"""What a page of another site asks for, and the script that asks."""

import pytest

from tests.factories.catalogue import make_service

ELSEWHERE = {"Origin": "https://surgery.example"}


def ask(browser, **asked):
    return browser.get("/widget/activities.json", query_string=asked, headers=ELSEWHERE)


def test_any_page_may_read_what_a_search_finds(browser, db):
    service = make_service(db, "Walking group")

    answer = ask(browser, q="walking")

    [found] = answer.json["activities"]
    assert found["title"] == "Walking group"
    assert found["href"] == f"http://localhost/activities/{service.id}"
    assert "Free" in found["facts"]
    assert answer.json["href"] == "http://localhost/search?q=walking"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers


def test_only_these_pages_may_be_read_from_elsewhere(browser, db):
    assert "Access-Control-Allow-Origin" not in browser.get("/search?q=walking", headers=ELSEWHERE).headers


def test_a_few_are_told_and_that_there_are_more(browser, db):
    for number in range(4):
        make_service(db, f"Walking group {number}")

    answer = ask(browser, q="walking", most="3")

    assert len(answer.json["activities"]) == 3
    assert answer.json["more"] is True


@pytest.mark.parametrize("asked", [{}, {"place": "nowhere"}])
def test_what_cannot_be_looked_for_is_told_to_a_program(browser, db, asked):
    answer = ask(browser, **asked)

    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_full_postcode_never_stays_in_the_address(browser, db):
    assert ask(browser, place="LS11 8ND", most="3").location == "/widget/activities.json?place=LS11+8&most=3"


def test_words_are_in_the_language_of_the_address(browser, db):
    make_service(db)

    answer = browser.get("/cy/widget/activities.json?q=walking")

    assert answer.status_code == 200
    assert answer.json["href"] == "http://localhost/cy/search?q=walking"


def test_script_may_be_named_by_any_page(browser):
    answer = browser.get("/widget/lynchpin.js", headers=ELSEWHERE)

    assert answer.mimetype == "text/javascript"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "customElements.define" in answer.text
