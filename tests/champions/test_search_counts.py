"""What people look for is counted without their words and without them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from directory.champions.search_counts import (
    KEPT_FOR,
    SearchCount,
    SearchCounter,
    Sought,
    SoughtLine,
    add_counts,
    list_sought,
)
from tests.factories.catalogue import make_term

TODAY = date(2026, 11, 26)
MONDAY = date(2026, 11, 23)
LAST_WEEK = date(2026, 11, 16)
WALKS = Sought(MONDAY, "walking", "LS11", True)


@pytest.fixture
def counter() -> SearchCounter:
    return SearchCounter()


def note(counter, visitor="192.0.2.1", concepts=("walking",), area="LS11", is_found=True, today=TODAY):
    counter.note(visitor, concepts, area, is_found=is_found, today=today)


def test_visitor_counts_once_a_day_for_a_thing_in_an_area(counter):
    note(counter)
    note(counter, is_found=False)
    note(counter, visitor="192.0.2.2")
    note(counter, today=TODAY + timedelta(days=1))

    assert counter.take() == {WALKS: 3}


def test_search_for_two_things_counts_for_each(counter):
    note(counter, concepts=("walking", "company", "walking"))

    assert counter.take() == {WALKS: 1, Sought(MONDAY, "company", "LS11", True): 1}


def test_search_that_was_not_understood_counts_as_that(counter):
    note(counter, concepts=(), area="", is_found=False)

    assert counter.take() == {Sought(MONDAY, "", "", False): 1}


def test_what_was_taken_is_counted_no_more_and_what_came_back_is(counter):
    note(counter)
    counted = counter.take()
    assert counter.take() == {}

    counter.give_back(counted)
    note(counter, visitor="192.0.2.2")

    assert counter.take() == {WALKS: 2}


def test_counts_of_several_processes_are_added(db):
    add_counts(db, Counter({WALKS: 2}), TODAY)
    add_counts(db, Counter({WALKS: 3, Sought(MONDAY, "walking", "", False): 1}), TODAY)

    rows = db.execute(select(SearchCount.area, SearchCount.searches).order_by(SearchCount.area)).all()
    assert [tuple(each) for each in rows] == [("", 1), ("LS11", 5)]


def test_old_counts_are_let_go_of(db):
    add_counts(db, Counter({Sought(TODAY - KEPT_FOR - timedelta(days=1), "walking", "", True): 9}), TODAY)

    assert db.scalars(select(SearchCount)).all() == []


def test_whole_weeks_are_shown_by_name(db):
    make_term(db, "Walking and outdoors", code="walking")
    counted = Counter({Sought(LAST_WEEK, "walking", "LS11", True): 4, WALKS: 100})
    counted[Sought(LAST_WEEK - timedelta(weeks=11), "walking", "LS11", True)] = 5
    counted[Sought(LAST_WEEK - timedelta(weeks=12), "walking", "LS11", True)] = 1000
    counted[Sought(LAST_WEEK, "walking", "LS11", False)] = 2

    add_counts(db, counted, TODAY)

    assert list(list_sought(db, TODAY)) == [SoughtLine("walking", "Walking and outdoors", "LS11", 9, 2)]
