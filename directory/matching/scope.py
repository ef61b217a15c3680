"""Which part of the catalogue is looked at for one profile: all of it, or what is near and what needs no place."""

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

    `distances_m` is NaN where no place is known, and None where it does not matter how far things are. `size` is that
    of the index. `served` are the rows of the index that are for people of an area in which the person lives.
    """

    rows: Ids
    distances_m: Floats | None
    size: int
    served: Ids

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_whole(self) -> bool:
        """Whether everything is looked at."""
        return len(self.rows) == self.size

    def of(self, values: NDArray[Element]) -> NDArray[Element]:
        """What an array that has an element for every row of the index says of those looked at."""
        return values if self.is_whole else values[self.rows]

    def marked(self, rows: Ids) -> NDArray[np.bool_]:
        """Which of those looked at are among some rows of the index."""
        marks = np.zeros(len(self), bool)
        marks[self._known_places(rows)[0]] = True
        return marks

    def spread(self, rows: Ids, values: Floats) -> Floats:
        """The values of some rows of the index, each once, among those looked at; 0 for all others."""
        places, is_looked_at = self._known_places(rows)
        result = np.zeros(len(self), np.float32)
        result[places] = values[is_looked_at]
        return result

    @cached_property
    def is_served(self) -> NDArray[np.bool_]:
        """Which of those looked at are for people of an area in which the person lives."""
        return self.marked(self.served)

    def place_of(self, row: int) -> int | None:
        """Where a row of the index stands among those looked at, if it does."""
        place = int(self._places[row])
        return place if place >= 0 else None

    def _known_places(self, rows: Ids) -> tuple[Ids, NDArray[np.bool_]]:
        places = self._places[rows]
        is_looked_at = places >= 0
        return places[is_looked_at], is_looked_at

    @cached_property
    def _places(self) -> Ids:
        places = np.full(self.size, -1, np.int32)
        places[self.rows] = np.arange(len(self.rows), dtype=np.int32)
        return places


def scope_of(index: CatalogueIndex, profile: Profile) -> Scope:
    """What may come into question for a profile.

    With a home point what lies within reach, what names no place, and what comes to people of the area from elsewhere.
    """
    served = served_by_area(index, profile)
    if profile.point is None:
        return Scope(np.flatnonzero(~index.is_gone).astype(np.int32), None, len(index), served)
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
    return Scope(rows[order], distances_m[order], len(index), served)


def scope_of_one(index: CatalogueIndex, profile: Profile, row: int) -> Scope:
    """A single row of the index, wherever it is."""
    return Scope(np.array([row], np.int32), None, len(index), served_by_area(index, profile))


def served_by_area(index: CatalogueIndex, profile: Profile) -> Ids:
    """The rows of the index that are for people of an area in which the person lives."""
    return index.serving(profile.home) if profile.home else np.zeros(0, np.int32)
