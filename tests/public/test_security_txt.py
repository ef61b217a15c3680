"""Whom to tell of a hole in the site."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from directory import clock
from directory.app import create_app
from directory.matching.current import MatcherKeeper


@pytest.fixture
def read(settings, database):
    """`read(contact)` is the answer of a site that names somebody."""

    def ask(contact: str):
        own = replace(settings, security_contact=contact)
        app = create_app(own, database=database, keeper=MatcherKeeper(with_semantic=False))
        return app.test_client().get("/.well-known/security.txt")

    return ask


def test_it_names_somebody_and_is_good_for_less_than_a_year(read):
    answer = read("holes@lynchpin.example")

    lines = dict(each.split(": ", 1) for each in answer.text.splitlines())

    assert answer.content_type == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:holes@lynchpin.example"
    assert clock.now() < datetime.fromisoformat(lines["Expires"]) < clock.now() + timedelta(days=365)
    assert lines["Canonical"].endswith("/.well-known/security.txt")


def test_a_web_page_is_named_as_it_is(read):
    assert "Contact: https://lynchpin.example/holes\n" in read("https://lynchpin.example/holes").text


def test_where_nobody_is_named_there_is_no_such_file(read):
    assert read("").status_code == 404
