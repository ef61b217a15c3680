"""Batches: as large as the machine bears, with others in between, and halved where one record is refused."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from sqlalchemy.exc import IntegrityError

from directory.exchange import batches
from directory.exchange.batches import (
    LEAST,
    LONG_SECONDS,
    MOST,
    SHORT_SECONDS,
    TURN_SECONDS,
    Pace,
    in_turns,
    write_parts,
)


@pytest.mark.parametrize(
    ("seconds", "sizes"),
    [
        pytest.param(SHORT_SECONDS / 2, [100, 200, MOST, MOST], id="quick ones grow to the most"),
        pytest.param((SHORT_SECONDS + LONG_SECONDS) / 2, [50, 50], id="fitting ones stay"),
        pytest.param(LONG_SECONDS * 2, [25, 12, LEAST, LEAST], id="long ones shrink to the least"),
    ],
)
def test_pace_follows_the_machine(seconds, sizes):
    pace = Pace()

    found = []
    for _ in sizes:
        pace.took(seconds)
        found.append(pace.size)

    assert found == sizes


def test_pace_never_grows_beyond_what_it_is_given():
    pace = Pace(most=2)

    pace.took(LONG_SECONDS * 2)
    shrunk = pace.size
    pace.took(0)

    assert (shrunk, pace.size) == (2, 2)


def test_turns_leave_others_a_moment_between_two_transactions(monkeypatch):
    now, waits = [100.0], []
    monkeypatch.setattr(batches, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=waits.append))

    turn = in_turns(nullcontext)
    for work_seconds in (0, TURN_SECONDS / 4, TURN_SECONDS * 2):
        with turn():
            pass
        now[0] += work_seconds
    with turn():
        pass

    assert waits == pytest.approx([0, TURN_SECONDS, TURN_SECONDS * 3 / 4, 0])


def test_one_refused_item_costs_one_item():
    written, refused = [], []

    def write(items):
        if "bad" in items:
            raise IntegrityError("insert", None, Exception("refused"))
        written.append(items)
        return len(items)

    counts = list(write_parts(["a", "b", "bad", "c", "d", "e"], write, lambda item, error: refused.append(item)))

    assert (sum(counts), refused) == (5, ["bad"])
    assert [item for items in written for item in items] == ["a", "b", "c", "d", "e"]
