"""What was counted in memory is written down aside, and nothing is lost where that fails."""

from collections import Counter

import pytest
from sqlalchemy import select

from directory import clock
from directory.champions.search_counts import SearchCount, SearchCounter
from directory.jobs import search_counts
from directory.jobs.search_counts import SearchCountsThread, write_counts


@pytest.fixture
def counter() -> SearchCounter:
    counter = SearchCounter()
    counter.note("192.0.2.1", ["walking"], "LS11", is_found=True, today=clock.today())
    return counter


def test_counts_are_written_once(db, counter):
    write_counts(counter)
    write_counts(counter)

    assert db.scalars(select(SearchCount.searches)).all() == [1]


def test_counts_are_written_when_the_server_stops(db, counter):
    SearchCountsThread(counter).stop()

    assert db.scalars(select(SearchCount.searches)).all() == [1]


def test_what_cannot_be_written_waits(database, counter, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(search_counts, "add_counts", fail)

    write_counts(counter)

    assert sum(Counter(counter.take()).values()) == 1
