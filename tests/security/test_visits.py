"""Public pages and feeds may be asked for so many times a minute from one place, and no more."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from directory import clock
from directory.security.visits import init_visit_limits

SOMEBODY = {"REMOTE_ADDR": "192.0.2.17"}


@pytest.fixture
def crowded(whole_app, database, tmp_path, monkeypatch):
    """The whole application, with three pages and five of the feed a minute."""
    before = {name: list(functions) for name, functions in whole_app.before_request_funcs.items()}
    monkeypatch.setattr(whole_app, "_got_first_request", False)
    init_visit_limits(whole_app, tmp_path / "visits.bin", pages=3, feeds=5)
    yield whole_app.test_client()
    whole_app.before_request_funcs.clear()
    whole_app.before_request_funcs.update(before)


def ask(browser, path, times, **where):
    answers = [browser.get(path, environ_base=where or SOMEBODY, buffered=True) for _ in range(times)]
    return [answer.status_code for answer in answers]


def test_one_page_too_many_says_how_long_to_wait_and_the_next_minute_is_free(crowded):
    assert ask(crowded, "/privacy", 3) == [200, 200, 200]

    refused = crowded.get("/privacy", environ_base=SOMEBODY)

    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 61
    assert "Wait" in refused.text
    with time_machine.travel(clock.now() + timedelta(seconds=62)):
        assert ask(crowded, "/privacy", 1) == [200]


def test_feeds_are_counted_apart_and_answer_programs(crowded):
    ask(crowded, "/privacy", 4)
    assert ask(crowded, "/feed/services", 5) == [200] * 5

    refused = crowded.get("/feed/services", environ_base=SOMEBODY)

    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json"
    assert "Retry-After" in refused.headers


def test_others_are_counted_apart_and_a_household_of_ipv6_together(crowded):
    ask(crowded, "/privacy", 4)
    assert ask(crowded, "/privacy", 1, REMOTE_ADDR="192.0.2.18") == [200]

    ask(crowded, "/privacy", 3, REMOTE_ADDR="2001:db8:1:2::1")
    assert ask(crowded, "/privacy", 1, REMOTE_ADDR="2001:db8:1:2:ffff::9") == [429]
    assert ask(crowded, "/privacy", 1, REMOTE_ADDR="2001:db8:1:3::1") == [200]


def test_this_machine_is_not_counted(crowded):
    assert ask(crowded, "/privacy", 5, REMOTE_ADDR="127.0.0.1") == [200] * 5


def test_style_sheets_are_not_counted(crowded):
    ask(crowded, "/privacy", 3)

    assert ask(crowded, "/static/site.css", 5) == [200] * 5


def test_nothing_is_counted_where_it_is_switched_off(tmp_path):
    app = Flask("quiet")

    init_visit_limits(app, tmp_path / "visits.bin", pages=None, feeds=None)

    assert not app.before_request_funcs
    assert not (tmp_path / "visits.bin").exists()


@pytest.mark.parametrize("path", ["/search.ics?q=x", "/search.atom?q=x", "/sitemap.xml", "/widget/activities.json?q=x"])
def test_what_programs_ask_for_is_counted_with_the_feeds(crowded, path):
    ask(crowded, "/privacy", 4)
    assert ask(crowded, path, 5) == [200] * 5

    refused = crowded.get(path, environ_base=SOMEBODY)

    assert refused.status_code == 429
    assert "Retry-After" in refused.headers


@pytest.mark.parametrize(
    "path", ["/asked-of-you/token", "/messages-back/token", "/my-page/token", "/your-referrals/token"]
)
def test_pages_behind_links_are_counted(crowded, path):
    assert ask(crowded, path, 4) == [404] * 3 + [429]


def test_a_diary_that_is_followed_is_counted_with_the_feeds(crowded):
    assert ask(crowded, "/staff/diary/calendar/token.ics", 6) == [404] * 5 + [429]
