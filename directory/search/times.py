"""When listings are on by each of their schedules, to the minute: for what somebody can go to next.

Minutes are counted from midnight by a clock in the United Kingdom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.timetable.slots import DAY_PARTS, day_parts, slots_on
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.arrays import Floats, Ids
from directory.search.documents import SearchDocument, UsualTime
from directory.search.standing import Days, next_in

A_DAY = 24 * 60
Minutes = NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class Times:
    """Schedule by schedule: the row of its listing, its days ahead, from and to which minute, and the parts of the day.

    Rows are in order. `days` are those of `timetable.ahead`, counted from `days_from`. What states no hour begins last
    on its day, and is not over before its end; `parts` are bits, the morning being the lowest.
    """

    rows: Ids
    days: Days
    days_from: Ids
    opens: Minutes
    closes: Minutes
    parts: Minutes


def times_of(documents: Sequence[SearchDocument]) -> Times:
    """The times of documents, in order; nothing of what has no days ahead."""
    stated = [
        (row, each, document.read_on)
        for row, document in enumerate(documents)
        for each in document.times
        if each.days_ahead and document.read_on
    ]
    hours = [minutes_of(each.opens_at, each.closes_at) for _, each, _ in stated]
    return Times(
        rows=np.array([row for row, _, _ in stated], np.int32),
        days=np.array([each.days_ahead for _, each, _ in stated], np.uint64),
        days_from=np.array([read_on.toordinal() for _, _, read_on in stated if read_on], np.int32),
        opens=np.array([opens for opens, _ in hours], np.int16),
        closes=np.array([closes for _, closes in hours], np.int16),
        parts=np.array([parts_bits(each) for _, each, _ in stated], np.int16),
    )


def parts_bits(stated: UsualTime) -> int:
    return sum(1 << part for part in day_parts(stated.opens_at, stated.closes_at))


def join_times(parts: Sequence[Times], firsts: Sequence[int]) -> Times:
    """The times of segments that stand one after the other, each beginning with a row."""
    if len(parts) == 1:
        return parts[0]
    rows = [each.rows + np.int32(first) for each, first in zip(parts, firsts, strict=True)]
    others = [list(vars(each).values())[1:] for each in parts]
    return Times(np.concatenate(rows), *(np.concatenate(each) for each in zip(*others, strict=True)))


def minutes_of(opens_at: time | None, closes_at: time | None) -> tuple[int, int]:
    """From which to which minute of its day something is on. Where no end is stated nobody can join once it began."""
    if opens_at is None:
        return A_DAY - 1, A_DAY
    opens = minute_of(opens_at)
    if closes_at is None or closes_at == opens_at:
        return opens, opens
    # What goes on past midnight is not over on its day.
    return opens, minute_of(closes_at) if closes_at > opens_at else A_DAY


def minute_of(at: time) -> int:
    """How many whole minutes of the day are over at a time."""
    return at.hour * 60 + at.minute


def next_starts(times: Times, places: Ids, size: int, today: date, minutes_over: int, asked: int = 0) -> Floats:
    """In how many minutes, counted from the midnight before, what can still be gone to begins; infinite if unknown.

    `places` says for each row where it stands among `size` that are looked at, and -1 for all others. With `asked` only
    what lies in these slots counts.
    """
    chosen = np.flatnonzero(places[times.rows] >= 0)
    days, days_from = times.days[chosen], times.days_from[chosen]
    weekdays = weekdays_in(times.parts[chosen], asked) if asked else None
    in_days = next_in(days, days_from, today, weekdays)
    over = np.flatnonzero((in_days == 0) & (times.closes[chosen] <= minutes_over))
    tomorrow, its_weekdays = today + timedelta(days=1), None if weekdays is None else weekdays[over]
    again = next_in(days[over], days_from[over], tomorrow, its_weekdays)
    in_days[over] = np.where(again < 0, -1, again + 1)
    starts = np.where(in_days < 0, np.inf, in_days.astype(np.float32) * A_DAY + times.opens[chosen])
    first = np.full(size, np.inf, np.float32)
    np.minimum.at(first, places[times.rows[chosen]], starts.astype(np.float32))
    return first


def weekdays_in(parts: Minutes, asked: int) -> Ids:
    """The days of the week on which some slots have one of these parts of the day, as bits, Monday being the lowest."""
    found: Ids = np.zeros(len(parts), np.int32)
    for day in range(len(DAY_NAMES)):
        wanted = sum(1 << part for part in range(len(DAY_PARTS)) if asked & slots_on([day], [part]))
        found |= (parts & wanted != 0).astype(np.int32) << day
    return found
