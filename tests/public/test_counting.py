"""Which searches are counted, and as what."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import clock
from directory.champions.search_counts import (
    SearchCount,
    SearchCounter,
    Sought,
    current_search_counter,
    use_search_counter,
)
from tests.factories.catalogue import make_service

PERSON = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}


@pytest.fixture(autouse=True)
def counter():
    before = current_search_counter()
    use_search_counter(SearchCounter())
    yield current_search_counter()
    use_search_counter(before)


def search(browser, headers=PERSON, **asked):
    return browser.get("/search", query_string=asked, headers=headers)


def counted(counter) -> set[tuple[str, str, bool]]:
    return {(each.concept, each.area, each.is_found) for each in counter.take()}


def test_search_is_counted_by_what_was_understood_and_writes_nothing(browser, db, words, counter):
    make_service(db, "Walking group")

    search(browser, q="someone to go walking with, my wife Edith died", place="LS11 8")

    found = counted(counter)
    assert {area for _, area, _ in found} == {"LS11"}
    assert any("bereavement" in concept for concept, _, _ in found), found
    assert "Edith" not in str(found)
    assert db.scalar(select(func.count()).select_from(SearchCount)) == 0


def test_what_is_not_found_is_counted_as_that(browser, db, counter):
    search(browser, q="zorbing")

    assert counted(counter) == {("", "", False)}


@pytest.mark.parametrize("ticked", ["John Smith drinks", "a\0b", "x" * 5_000])
def test_nobodys_words_are_counted_as_something_ticked(browser, db, words, counter, ticked):
    search(browser, kinds=ticked, helps=ticked)
    search(browser, q="walking", kinds=ticked)

    assert ticked not in {concept for concept, _, _ in counted(counter)}


def test_same_search_again_further_on_or_by_a_program_does_not_count(browser, db, counter):
    for number in range(12):
        make_service(db, f"Walking group {number}")
    search(browser, q="walking")
    assert len(counter.take()) == 1

    search(browser, q="walking")
    search(browser, q="walking", page="2")
    search(browser, {"User-Agent": "Mozilla/5.0 (compatible; SomeBot/2.1; +http://bot.example/)"}, q="dancing")
    search(browser, {"User-Agent": "curl/8.5.0"}, q="dancing")
    search(browser, {"User-Agent": ""}, q="dancing")

    assert counted(counter) == set()


@pytest.mark.parametrize("asked", [{}, {"place": "LS11"}, {"q": "walking", "place": "nowhere"}])
def test_looking_around_and_what_cannot_be_used_does_not_count(browser, db, counter, asked):
    make_service(db)

    search(browser, **asked)

    assert counted(counter) == set()


def test_week_begins_on_monday(browser, db, counter):
    search(browser, q="zorbing")

    [sought] = counter.take()
    today = clock.today()
    assert sought == Sought(today - timedelta(days=today.weekday()), "", "", False)
