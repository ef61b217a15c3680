"""What is missing most, as commissioners, managers and champions see it."""

import csv
import html
from collections import Counter

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.champions.search_counts import Sought, add_counts
from directory.reporting.quarters import list_told_quarters
from tests.factories.catalogue import make_term


@pytest.fixture
def quarter():
    return list_told_quarters(clock.today())[0]


@pytest.fixture
def searches(db, quarter):
    """Boxing was often looked for in vain in LS11, and now and then in two other places."""
    make_term(db, "Boxing", code="boxing")
    make_term(db, "Chess", code="chess")
    mondays = [month.replace(day=8 - month.weekday() if month.weekday() else 1) for month in quarter.months]
    counted = {
        (mondays[0], "boxing", "LS11"): 30,
        (mondays[1], "boxing", "LS11"): 20,
        (mondays[0], "boxing", "LS12"): 4,
        (mondays[0], "boxing", "LS13"): 5,
        (mondays[0], "chess", "LS11"): 2,
    }
    add_counts(db, Counter({Sought(*each, False): number for each, number in counted.items()}), clock.today())
    return mondays


def rows(answer) -> list[list[str]]:
    return list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))[1:]


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.MANAGER, Role.CHAMPION])
def test_what_is_missing_most_is_told_in_a_sentence(sign_in, searches, role):
    browser, _ = sign_in(role)

    page = html.unescape(browser.get("/staff/missing").text)

    assert "59 searches found nothing." in page
    assert "LS11: 50 searches found nothing." in page
    assert "Chess" not in page


def test_commissioner_finds_it_from_their_first_page(sign_in):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert 'href="/staff/missing"' in browser.get("/staff/").text


def test_few_are_not_told_in_the_table(sign_in, searches):
    browser, _ = sign_in(Role.COMMISSIONER)

    answer = browser.get("/staff/missing/table.csv")

    assert [each[:3] for each in rows(answer)] == [
        ["Boxing", "All areas", "59"],
        ["Boxing", "LS11", "50"],
        ["Boxing", "LS12", "1 to 7"],
        ["Boxing", "LS13", "1 to 7"],
        ["Chess", "All areas", "1 to 7"],
        ["Chess", "LS11", "1 to 7"],
    ]


def test_asking_month_by_month_and_area_by_area_tells_no_more(sign_in, searches, quarter):
    browser, _ = sign_in(Role.COMMISSIONER)

    told = {
        cell
        for month in ("", *(each.isoformat() for each in quarter.months))
        for area in ("", "LS11", "LS12", "LS13")
        for row in rows(browser.get(f"/staff/missing/table.csv?month={month}&area={area}"))
        for cell in row[2:]
    }

    assert told == {"0", "59", "50", "30", "20", "1 to 7", "not shown"}


def test_table_is_put_in_another_order_by_its_address(sign_in, searches):
    browser, _ = sign_in(Role.MANAGER)

    answer = browser.get("/staff/missing/table.csv?order=area&q=box")

    assert [each[:2] for each in rows(answer)] == [
        ["Boxing", "All areas"],
        ["Boxing", "LS11"],
        ["Boxing", "LS12"],
        ["Boxing", "LS13"],
    ]


def test_quarter_without_anything_says_so(sign_in, searches, quarter):
    browser, _ = sign_in(Role.MANAGER)

    assert "Nothing is counted here" in browser.get(f"/staff/missing?quarter={quarter.before.code}").text


def test_coordinators_have_no_such_page(sign_in):
    browser, _ = sign_in(Role.COORDINATOR)

    assert browser.get("/staff/missing").status_code == 403
