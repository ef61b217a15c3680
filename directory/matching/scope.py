"""Which part of the catalogue is looked at for one profile: all of it, or what is near and what needs no place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from directory.matching.profile import Profile
from directory.search.arrays import Floats, Ids
from directory.search.hard_limits import FROM_HOME
from directory.search.index import CatalogueIndex

Element = TypeVar("Element", bound=np.generic)

# Where nobody said how far they will go: most of what people do is nearer than this, and there is seldom less to do.
_REACH_M = 25_000.0
_ENOUGH = 1_000


@dataclass(frozen=True, eq=False)
class Scope:
    """The rows of the index that are looked at, in order. What is said of them stands in the same order.

    `distances_m` is NaN where no place is known, and None where it does not matter how far things are. `served` are the
    rows of the index that are for people of an area in which the person lives.
    """

    index: CatalogueIndex
    rows: Ids
    distances_m: Floats | None
    served: Ids

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def is_whole(self) -> bool:
        """Whether everything is looked at."""
        return len(self.rows) == len(self.index)

    def of(self, values: NDArray[Element]) -> NDArray[Element]:
        """What an array that has an element for every row of the index says of those looked at."""
        return values if self.is_whole else values[self.rows]

    def marked(self, rows: Ids) -> NDArray[np.bool_]:
        """Which of those looked at are among some rows of the index."""
        return self.marked_in_order([rows[rows.argsort()]])

    def marked_in_order(self, parts: Iterable[Ids]) -> NDArray[np.bool_]:
        """The same for several such rows, in order each."""
        marks = np.zeros(len(self) + 1, bool)
        for rows in parts:
            for span in self._spans_in(rows):
                marks[self._places_of(rows[span])] = True
        return marks[:-1]

    def spread(self, rows: Ids, values: Floats) -> Floats:
        """The values of some rows of the index, in order and each once, among those looked at; 0 for all others."""
        return self.summed([(rows, values, np.float32(1))])

    def summed(self, parts: Iterable[tuple[Ids, Floats, np.float32]]) -> Floats:
        """The sum of several such values, each times what it counts."""
        total = np.zeros(len(self) + 1, np.float32)
        for rows, values, weight in parts:
            for span in self._spans_in(rows):
                total[self._places_of(rows[span])] += weight * values[span]
        return total[:-1]

    @cached_property
    def ranks(self) -> Ids:
        """Where the id of each stands among all ids: of equals the first comes first."""
        return self.of(self.index.ranks)

    def ranks_of(self, places: Ids) -> Ids:
        """The same for those at some places."""
        ranks: Ids = self.index.ranks[self.rows[places]]
        return ranks

    @cached_property
    def is_served(self) -> NDArray[np.bool_]:
        """Which of those looked at are for people of an area in which the person lives."""
        return self.marked(self.served)

    def place_of(self, row: int) -> int | None:
        """Where a row of the index stands among those looked at, if it does."""
        place = int(self.places[row])
        return place if place >= 0 else None

    def _spans_in(self, rows: Ids) -> Iterator[slice]:
        """Where among some rows of the index, in order, those looked at can be: few of many, as they stand together."""
        edges = rows.searchsorted(self._bounds).tolist()
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            if start < end:
                yield slice(start, end)

    def _places_of(self, rows: Ids) -> Ids:
        places: Ids = rows if self.is_whole else self.places[rows]
        return places

    @cached_property
    def _bounds(self) -> Ids:
        """Between which rows those looked at are: what has no one place, what is near, and what has changed since."""
        settled = self.index.settled
        head, tail = len(settled.unplaced) + len(settled.scattered), len(settled)
        first, last = self.rows.searchsorted(np.array([head, tail], np.int32)).tolist()
        near = (self.rows[first], self.rows[last - 1] + 1) if first < last else (head, head)
        return np.array([0, head, *near, tail, len(self.index)], np.int32)

    @cached_property
    def places(self) -> Ids:
        """Where each row of the index stands among those looked at; -1 where it is not, which is the last of all."""
        places = np.full(len(self.index), -1, np.int32)
        places[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        return places


def scope_of(index: CatalogueIndex, profile: Profile) -> Scope:
    """What may come into question for a profile.

    With a home point what lies within reach, what names no place, and what comes to people of the area from elsewhere.
    """
    served = served_by_area(index, profile)
    if profile.point is None:
        return Scope(index, np.flatnonzero(~index.is_gone).astype(np.int32), None, served)
    if profile.within_m is None:
        near = index.around(*profile.point, _ENOUGH, _REACH_M)
    else:
        near = index.within(*profile.point, profile.within_m)
    parts = [near.rows, index.unplaced]
    coming = served[index.limits.ways[served] & FROM_HOME != 0]
    if len(coming):
        parts.append(np.setdiff1d(coming, np.concatenate(parts)))
    rows = np.concatenate(parts)
    distances_m = np.full(len(rows), np.nan, np.float32)
    distances_m[: len(near.rows)] = near.distances_m
    order = np.argsort(rows, kind="stable")
    if len(index.gone):
        order = order[~index.is_gone[rows[order]]]
    return Scope(index, rows[order], distances_m[order], served)


def scope_of_one(index: CatalogueIndex, profile: Profile, row: int) -> Scope:
    """A single row of the index, wherever it is."""
    return Scope(index, np.array([row], np.int32), None, served_by_area(index, profile))


def served_by_area(index: CatalogueIndex, profile: Profile) -> Ids:
    """The rows of the index that are for people of an area in which the person lives."""
    return index.serving(profile.home) if profile.home else np.zeros(0, np.int32)
