"""Where people live, as small squares of a box: enough to tell town from moor on a map without anybody else's tiles.

A square is lived in where a postcode lies in it. Of a wide box the sectors are looked at, which are two hundred times
fewer and just as good there.
"""

from dataclasses import dataclass

import numpy as np

from directory.geo.postcode_columns import DEGREES_PER_STEP, TERMINATED
from directory.geo.postcode_file import PostcodeFile

# So many squares lie side by side at most: what is sent stays below ten kilobytes.
MOST_ACROSS = 200
# From this height on, in degrees of latitude, sectors will do.
_WIDE = 2.0


@dataclass(frozen=True)
class Box:
    """A part of the earth between two parallels and two meridians, in WGS84 degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True)
class LivedIn:
    """The squares of a box, `across` by `up`, that are lived in: counted from the south-west, row by row."""

    box: Box
    across: int
    up: int
    squares: tuple[int, ...]


def find_lived_in(file: PostcodeFile, box: Box) -> LivedIn:
    """Which squares of a box are lived in."""
    columns = file.columns("sector" if box.north - box.south > _WIDE else "postcode")
    south, west, north, east = (round(each / DEGREES_PER_STEP) for each in (box.south, box.west, box.north, box.east))
    # A degree is shorter from west to east than from south to north, so that squares are wider in degrees.
    squeeze = float(np.cos(np.radians((box.south + box.north) / 2)))
    side = max((north - south) * 1.0, (east - west) * squeeze) / MOST_ACROSS
    up, across = max(round((north - south) / side), 1), max(round((east - west) * squeeze / side), 1)
    is_inside = (columns.latitudes >= south) & (columns.latitudes < north)
    is_inside &= (columns.longitudes >= west) & (columns.longitudes < east)
    rows = np.flatnonzero(is_inside)
    rows = rows[columns.standings[rows] != TERMINATED]
    row = (columns.latitudes[rows].astype(np.int64) - south) * up // (north - south)
    column = (columns.longitudes[rows].astype(np.int64) - west) * across // (east - west)
    return LivedIn(box, across, up, tuple(np.unique(row * across + column).tolist()))
