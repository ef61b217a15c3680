"""The page of what there is for each need, with its map and its sheet."""

import csv
import html
from collections import Counter

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.champions.search_counts import Sought, add_counts
from directory.reporting.coverage import CoverageLine
from directory.reporting.protecting import Told
from directory.reporting.quarters import list_told_quarters
from directory.staff.gaps.coverage_map import draw_coverage
from tests.factories.catalogue import make_service, make_term


@pytest.fixture
def chess(db):
    """One chess group in LS11; many looked for chess there, and more in LS12, where none is."""
    chess = make_term(db, "Chess", code="chess")
    make_service(db, terms=[chess])
    month = list_told_quarters(clock.today())[0].months[1]
    counted = {("chess", "LS11", True): 12, ("chess", "LS12", False): 20}
    add_counts(db, Counter({Sought(month, *each): number for each, number in counted.items()}), clock.today())
    return chess


def rows(answer) -> list[list[str]]:
    return list(csv.reader(answer.data.decode("utf-8-sig").splitlines()))[1:]


def test_sheet_holds_every_need_in_every_area(sign_in, chess):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert rows(browser.get("/staff/coverage.csv")) == [
        ["Chess", "All areas", "1", "12", "20"],
        ["Chess", "LS11", "1", "12", "0"],
        ["Chess", "LS12", "None", "0", "20"],
    ]


def test_sheet_of_an_area_holds_that_area(sign_in, chess):
    browser, _ = sign_in(Role.COMMISSIONER)

    assert rows(browser.get("/staff/coverage.csv?area=ls12")) == [["Chess", "LS12", "None", "0", "20"]]


def test_need_with_the_fewest_activities_comes_first(sign_in, chess, db):
    make_term(db, "Boxing", code="boxing")
    month = list_told_quarters(clock.today())[0].months[0]
    add_counts(db, Counter({Sought(month, "boxing", "LS11", False): 9}), clock.today())
    browser, _ = sign_in(Role.MANAGER)

    page = browser.get("/staff/coverage").text

    assert page.index("Boxing") < page.index("Chess")


def test_page_of_a_need_has_a_map_that_says_none_in_words(sign_in, chess):
    browser, _ = sign_in(Role.CHAMPION)

    page = html.unescape(browser.get("/staff/coverage?need=chess").text)

    assert "What there is for Chess" in page
    assert "LS11: 1" in page
    assert "<svg" in page


def test_map_tells_none_from_some_by_shape_and_keeps_north_up():
    places = {"LS11": 4, "M1": 0, "ZZ99": 3}
    drawn = draw_coverage(
        [CoverageLine("chess", "Chess", area, live, Told(0), Told(0)) for area, live in places.items()]
    )

    assert [(each.label, each.has_any) for each in drawn.districts] == [("LS11: 4", True), ("M1: none", False)]
    assert drawn.districts[0].y < drawn.districts[1].y


def test_need_without_any_place_has_no_map():
    assert draw_coverage([CoverageLine("chess", "Chess", None, 1, Told(0), Told(0))]) is None


def test_need_that_is_not_known_is_all_needs(sign_in, chess):
    browser, _ = sign_in(Role.MANAGER)

    assert "What there is for each need" in browser.get("/staff/coverage?need=nonsense").text
