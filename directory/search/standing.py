"""What bears on suggesting a listing, whoever asks: when somebody checked it, when it is on, and its room.

Dates are ordinal days, as `date.toordinal` counts them; nought where none is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.conditions import Room
from directory.catalogue.timetable.ahead import DAYS_AHEAD
from directory.catalogue.timetable.words import DAY_NAMES
from directory.search.arrays import Ids, ordinals
from directory.search.documents import SearchDocument

Days = NDArray[np.uint64]


class RoomLeft(IntEnum):
    """The room of a listing as a number."""

    NOT_KNOWN = 0
    HAS_ROOM = 1
    WAITING_LIST = 2
    FULL = 3


_ROOMS = {
    None: RoomLeft.NOT_KNOWN,
    Room.HAS_ROOM.value: RoomLeft.HAS_ROOM,
    Room.WAITING_LIST.value: RoomLeft.WAITING_LIST,
    Room.FULL.value: RoomLeft.FULL,
}


@dataclass(frozen=True, eq=False)
class Standing:
    """Row by row: when somebody last checked it, its room, how many it can take, and the days on which it is on.

    The room is what was said on `room_said_on`, perhaps until a day: `room_on` says what of it is known.
    `unchecked_since` is when it was checked or, if nobody ever has, since when it is listed. `days` are those of
    `timetable.ahead`, counted from `days_from`.
    """

    checked_on: Ids
    unchecked_since: Ids
    room: NDArray[np.int8]
    room_said_on: Ids
    room_until: Ids
    places: Ids
    days: Days
    days_from: Ids


def standing_of(documents: Sequence[SearchDocument]) -> Standing:
    """The standing of documents, in order."""
    return Standing(
        checked_on=ordinals(each.assured_on for each in documents),
        unchecked_since=ordinals(each.assured_on or each.listed_on for each in documents),
        room=np.array([_ROOMS.get(each.room, RoomLeft.NOT_KNOWN) for each in documents], np.int8),
        room_said_on=ordinals(each.room_said_on for each in documents),
        room_until=ordinals(each.room_until for each in documents),
        places=np.array([each.places or 0 for each in documents], np.int32),
        days=np.array([each.days_ahead for each in documents], np.uint64),
        days_from=ordinals(each.read_on for each in documents),
    )


def join_standings(parts: Sequence[Standing]) -> Standing:
    """The standing of segments that stand one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Standing(*(np.concatenate(each) for each in zip(*(vars(part).values() for part in parts), strict=True)))


def room_on(room: NDArray[np.int8], said_on: Ids, until: Ids, today: date | None) -> NDArray[np.int8]:
    """The room that is known on a day, the rule of `catalogue.room` for many at once; with no day what was said."""
    if today is None:
        return room
    unknown_from = np.where(until > 0, until + 1, said_on + current_rhythm().room_days)
    # Of some sources nobody knows when it was said: that does not grow old.
    holds = (unknown_from > today.toordinal()) | ((until == 0) & (said_on == 0))
    return np.where(holds, room, np.int8(RoomLeft.NOT_KNOWN))


def next_in(days: Days, days_from: Ids, today: date, weekdays: Ids | None = None) -> Ids:
    """In how many days what has these days ahead is on again; -1 where that is not known, or not any more.

    With `weekdays` only those of each row count, as bits of which the lowest is Monday.
    """
    passed = np.clip(np.int64(today.toordinal()) - days_from, 0, DAYS_AHEAD).astype(np.uint64)
    left = np.where(days_from == 0, np.uint64(0), days >> passed)
    if weekdays is not None:
        left &= _on_weekdays()[today.weekday(), weekdays]
    # The lowest bit that is set, alone, is a power of two.
    lowest = left & (~left + np.uint64(1))
    in_days: Ids = np.where(left == 0, -1, np.log2(np.maximum(lowest, 1).astype(np.float64))).astype(np.int32)
    return in_days


@cache
def _on_weekdays() -> Days:
    """The bits of the days ahead that lie on each set of weekdays, counted from each day of the week."""
    sets = range(1 << len(DAY_NAMES))
    ahead = range(DAYS_AHEAD)
    return np.array(
        [
            [sum(1 << each for each in ahead if chosen >> (first + each) % len(DAY_NAMES) & 1) for chosen in sets]
            for first in range(len(DAY_NAMES))
        ],
        np.uint64,
    )
