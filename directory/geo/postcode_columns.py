"""Positions in columns: of postcodes, and of the sectors and districts they make up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.geo.area_codes import AreaTable
from directory.geo.postcode_keys import bare_districts_of, districts_of, sectors_of

# In the order in which the middle of a sector or district prefers them.
IN_USE, NOT_STATED, TERMINATED = 0, 1, 2
# Positions are kept in millionths of a degree, which is 0.1 m.
DEGREES_PER_STEP = 1e-6

Keys = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Columns:
    """One entry for each postcode, sector or district, in ascending order of keys (see `postcode_keys`), no repeats.

    Positions in steps of `DEGREES_PER_STEP`, WGS84; standings are IN_USE, TERMINATED or NOT_STATED by the source.
    `areas` are numbers of an `AreaTable`: the council of a postcode, or what all postcodes of an entry share.
    """

    keys: Keys
    latitudes: NDArray[np.int32]
    longitudes: NDArray[np.int32]
    standings: NDArray[np.uint8]
    areas: NDArray[np.uint16]

    def rows(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Columns":
        """Those of the entries."""
        return Columns(*(each[chosen] for each in vars_of(self)))


def vars_of(columns: Columns) -> Sequence[NDArray[Any]]:
    """The columns, in order."""
    return [getattr(columns, each.name) for each in fields(columns)]


def sector_middles(postcodes: Columns, table: AreaTable) -> Columns:
    """One entry for each sector that has a postcode."""
    return middles(postcodes, sectors_of, table)


def district_middles(postcodes: Columns, table: AreaTable) -> Columns:
    """One entry for each district that has a postcode, and one for EC1 where there are only EC1A, EC1M and the rest."""
    whole = middles(postcodes, districts_of, table)
    bare, has_letter = bare_districts_of(postcodes.keys)
    lettered = postcodes.rows(has_letter & ~np.isin(bare, whole.keys))
    return in_order([whole, middles(lettered, lambda keys: bare_districts_of(keys)[0], table)])


def in_order(parts: Sequence[Columns]) -> Columns:
    """The entries of all parts in ascending order of keys, the first of each."""
    whole = Columns(*(np.concatenate(each) for each in zip(*map(vars_of, parts), strict=True)))
    return whole.rows(np.unique(whole.keys, return_index=True)[1])


def middles(postcodes: Columns, group_of: Callable[[Keys], Keys], table: AreaTable) -> Columns:
    """The mean position of each group of postcodes that follow each other, and the area that all of it lies in.

    Terminated postcodes are left out where there are others; a group's standing is the best of its postcodes'.
    """
    if not len(postcodes.keys):
        return postcodes
    groups, starts, sizes = np.unique(group_of(postcodes.keys), return_index=True, return_counts=True)
    best = np.minimum.reduceat(postcodes.standings, starts)
    counts = (postcodes.standings != TERMINATED) | np.repeat(best == TERMINATED, sizes)
    how_many = np.add.reduceat(counts, starts, dtype=np.int64)

    def mean(steps: NDArray[np.int32]) -> NDArray[np.int32]:
        total = np.add.reduceat(np.where(counts, steps, 0), starts, dtype=np.int64)
        return np.rint(total / how_many).astype(np.int32)

    areas = table.shared_by(postcodes.areas, starts)
    return Columns(groups, mean(postcodes.latitudes), mean(postcodes.longitudes), best, areas)
