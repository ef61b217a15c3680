"""Positions in columns: of postcodes, and of the sectors and districts they make up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
    """

    keys: Keys
    latitudes: NDArray[np.int32]
    longitudes: NDArray[np.int32]
    standings: NDArray[np.uint8]

    def rows(self, chosen: NDArray[np.bool_] | NDArray[np.intp]) -> "Columns":
        """Those of the entries."""
        return Columns(self.keys[chosen], self.latitudes[chosen], self.longitudes[chosen], self.standings[chosen])


def sector_middles(postcodes: Columns) -> Columns:
    """One entry for each sector that has a postcode."""
    return middles(postcodes, sectors_of)


def district_middles(postcodes: Columns) -> Columns:
    """One entry for each district that has a postcode, and one for EC1 where there are only EC1A, EC1M and the rest."""
    whole = middles(postcodes, districts_of)
    bare, has_letter = bare_districts_of(postcodes.keys)
    lettered = postcodes.rows(has_letter & ~np.isin(bare, whole.keys))
    return in_order([whole, middles(lettered, lambda keys: bare_districts_of(keys)[0])])


def in_order(parts: Sequence[Columns]) -> Columns:
    """The entries of all parts in ascending order of keys, the first of each."""
    keys, rows = np.unique(np.concatenate([part.keys for part in parts]), return_index=True)
    return Columns(
        keys,
        np.concatenate([part.latitudes for part in parts])[rows],
        np.concatenate([part.longitudes for part in parts])[rows],
        np.concatenate([part.standings for part in parts])[rows],
    )


def middles(postcodes: Columns, group_of: Callable[[Keys], Keys]) -> Columns:
    """The mean position of each group of postcodes that follow each other.

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

    return Columns(groups, mean(postcodes.latitudes), mean(postcodes.longitudes), best)
