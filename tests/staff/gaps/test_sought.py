"""What people look for, as those see it who can do something about it."""

import csv
import html
from collections import Counter
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.champions.search_counts import Sought, add_counts
from tests.factories.catalogue import make_term


@pytest.fixture
def last_week():
    today = clock.today()
    return today - timedelta(days=today.weekday() + 7)


@pytest.fixture
def counts(db, last_week):
    """Walks were found and not; three people looked for boxing in vain; a few did for words nobody understood."""
    make_term(db, "Walking", code="walking")
    make_term(db, "Boxing", code="boxing")
    counted = {
        ("walking", "LS11", False): 1234,
        ("walking", "LS11", True): 7,
        ("walking", "LS12", False): 8,
        ("boxing", "LS11", False): 3,
        ("", "", True): 9,
    }
    add_counts(db, Counter({Sought(last_week, *each): number for each, number in counted.items()}), clock.today())


def rows(answer) -> list[list[str]]:
    return list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))[1:]


@pytest.mark.parametrize("role", [Role.CHAMPION, Role.MANAGER, Role.EDITOR])
def test_what_is_missing_most_often_comes_first_and_few_are_not_told(sign_in, counts, role):
    browser, _ = sign_in(role)

    page = html.unescape(browser.get("/staff/looked-for").text)

    assert page.index("1,234") < page.index("Everything else, by name") < page.index("Boxing")
    assert "1 to 7" in page
    assert "Words that we did not understand" in page


def test_few_are_not_told_in_a_sheet_either(sign_in, counts):
    browser, _ = sign_in(Role.MANAGER)

    answer = browser.get("/staff/looked-for.csv")

    assert rows(answer) == [
        ["Words that we did not understand", "Area not given", "0", "9"],
        ["Boxing", "LS11", "1 to 7", "0"],
        ["Walking", "LS11", "1,234", "1 to 7"],
        ["Walking", "LS12", "8", "0"],
    ]


def test_coordinators_have_no_such_page(sign_in):
    browser, _ = sign_in(Role.COORDINATOR)

    assert browser.get("/staff/looked-for").status_code == 403


def test_nothing_counted_yet_says_when_there_will_be(sign_in):
    browser, _ = sign_in(Role.CHAMPION)

    assert "Nothing is counted yet" in browser.get("/staff/looked-for").text
