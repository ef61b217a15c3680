"""The feed as any program meets it, on each kind of database."""

import json

import pytest

from tests.public.conftest import app, browser, postcodes

__all__ = ["app", "browser", "postcodes"]


@pytest.fixture
def get(browser):
    """`get("/services", day="TU")` gives what the feed answers, read from JSON; it must answer 200."""

    def ask(path: str, **parameters):
        answer = browser.get(f"/feed{path}", query_string=parameters or None)
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    return ask


@pytest.fixture
def names(get):
    """`names("/services", search="walk")` gives the names of the records of a list, sorted."""

    def ask(path: str, **parameters):
        return sorted(each["name"] for each in get(path, **parameters)["contents"])

    return ask
