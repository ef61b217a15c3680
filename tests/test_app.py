"""What the whole application says to odd requests."""

import pytest

from directory.app import create_app
from directory.matching.current import MatcherKeeper


@pytest.fixture
def browser(settings, database):
    return create_app(settings, database=database, keeper=MatcherKeeper(with_semantic=False)).test_client()


def test_a_name_that_is_not_ours_is_refused_plainly(browser):
    answers = [browser.open("/", method=method, headers={"Host": "evil.example"}) for method in ("GET", "POST")]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert "evil" not in answers[0].text


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        pytest.param("GET", "/nonsense", 404, id="no such page"),
        pytest.param("POST", "/nonsense", 404, id="nothing to post to"),
        pytest.param("GET", "/activities/nonsense", 404, id="an id that is none"),
        pytest.param("POST", "/search", 405, id="a page that takes no post"),
        pytest.param("DELETE", "/", 405, id="nothing can be deleted"),
    ],
)
def test_odd_requests_get_a_page_that_says_no(browser, method, path, status):
    answer = browser.open(path, method=method)

    assert answer.status_code == status
    assert "<h1" in answer.text


def test_a_405_says_what_is_allowed(browser):
    assert "GET" in browser.post("/search").headers["Allow"]


def test_a_bug_shows_a_reference_and_nothing_else(browser, monkeypatch):
    def break_down(*_):
        raise RuntimeError("a secret of the inside")

    monkeypatch.setitem(browser.application.view_functions, "public.privacy", break_down)

    answer = browser.get("/privacy")

    assert answer.status_code == 500
    assert "a secret of the inside" not in answer.text
