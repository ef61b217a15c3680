"""An outline of the country, drawn around where people live: our own, and good enough to see which part is shown.

A square is land where a postcode lies in it, and so is what it encloses. Gaps are closed first, as J. Serra has it
(Image Analysis and Mathematical Morphology, 1982): narrow ones everywhere, and wide ones, which are moors and
mountains, only well away from the edge. It is no survey: the mouths of rivers are filled, and an island where nobody
has a postcode is missing.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from directory.geo.postcode_columns import DEGREES_PER_STEP
from directory.geo.postcode_file import PostcodeFile

Land = NDArray[np.bool_]
Corner = tuple[int, int]
Ring = Sequence[tuple[float, float]]
"""Latitudes and longitudes in WGS84 degrees, one after the other around."""

# A little wider than the country, in degrees.
_SOUTH, _WEST, _NORTH, _EAST = 49.5, -9.2, 61.2, 2.4
# The side of a square, from south to north; from west to east it is as long where the middle of the country is.
_UP = 0.015
_ACROSS = _UP / float(np.cos(np.radians(55.5)))
# In squares: gaps that are closed everywhere, those closed inland, and what is inland.
_NARROW, _WIDE, _INLAND = 2, 8, 6
# An edge runs along squares; the mean of so many corners on either side makes a line of it.
_SMOOTHED_OVER = 2
# An islet of fewer corners would be a dot.
_FEWEST_CORNERS = 10


@lru_cache(maxsize=2)
def find_outline(file: PostcodeFile) -> tuple[Ring, ...]:
    """The rings around all land, the longest first. Worked out once for a file, in about a second."""
    lived_in = _lived_in(file)
    near = _filled(_closed(lived_in, _NARROW) | _grown(lived_in, 1))
    inland = ~_grown(~_filled(_closed(lived_in, _WIDE)), _INLAND)
    rings = sorted(_edges_of(_filled(near | inland)), key=len, reverse=True)
    return tuple(_smoothed(each) for each in rings if len(each) >= _FEWEST_CORNERS)


def _lived_in(file: PostcodeFile) -> Land:
    columns = file.columns("postcode")
    rows = ((columns.latitudes * DEGREES_PER_STEP - _SOUTH) / _UP).astype(np.int32)
    places = ((columns.longitudes * DEGREES_PER_STEP - _WEST) / _ACROSS).astype(np.int32)
    land = np.zeros((round((_NORTH - _SOUTH) / _UP), round((_EAST - _WEST) / _ACROSS)), bool)
    is_inside = (rows > 0) & (rows < land.shape[0] - 1) & (places > 0) & (places < land.shape[1] - 1)
    land[rows[is_inside], places[is_inside]] = True
    return land


def _grown(land: Land, by: int) -> Land:
    """Everything that lies within so many squares of some land."""
    high, wide = land.shape
    away = np.hypot(np.fft.fftfreq(high, 1 / high)[:, None], np.fft.fftfreq(wide, 1 / wide)[None, :])
    spread = np.fft.rfft2((away <= by + 0.25).astype(float))
    grown: Land = np.fft.irfft2(np.fft.rfft2(land.astype(float)) * spread, land.shape) > 0.5
    return grown


def _closed(land: Land, gap: int) -> Land:
    return ~_grown(~_grown(land, gap), gap)


def _filled(land: Land) -> Land:
    """Some land with all that it encloses: what the sea does not come to from the edge of the map."""
    sea = np.zeros_like(land)
    sea[[0, -1]], sea[:, [0, -1]] = True, True
    sea &= ~land
    reached = -1
    while reached != (reached := int(np.count_nonzero(sea))):
        for lines, may_be in ((sea, ~land), (sea[::-1], ~land[::-1]), (sea.T, ~land.T), (sea.T[::-1], ~land.T[::-1])):
            for line in range(1, len(lines)):
                lines[line] |= lines[line - 1] & may_be[line]
    return ~sea


def _edges_of(land: Land) -> Iterator[Sequence[Corner]]:
    """The corners along each edge between land and sea, one after the other around."""
    onward = _sides_of(land)
    while onward:
        ring = [next(iter(onward))]
        while ring[-1] in onward:
            ends = onward[ring[-1]]
            following = ends.pop()
            if not ends:
                del onward[ring[-1]]
            ring.append(following)
        yield ring[:-1]


def _sides_of(land: Land) -> dict[Corner, list[Corner]]:
    """Where each side of a square between land and sea leads, so that the land lies on the same hand all around."""
    onward: dict[Corner, list[Corner]] = defaultdict(list)
    sides = (((-1, 0), (0, 0), (0, 1)), ((0, 1), (0, 1), (1, 1)), ((1, 0), (1, 1), (1, 0)), ((0, -1), (1, 0), (0, 0)))
    for beside, start, end in sides:
        is_edge = land & ~np.roll(land, (-beside[0], -beside[1]), (0, 1))
        for row, place in np.argwhere(is_edge).tolist():
            onward[row + start[0], place + start[1]].append((row + end[0], place + end[1]))
    return dict(onward)


def _smoothed(ring: Sequence[Corner]) -> Ring:
    """A line through the corners of an edge, in degrees; every other corner is enough of it."""
    corners = np.array(ring, float)
    for _ in range(2):
        moved = [np.roll(corners, step, axis=0) for step in range(-_SMOOTHED_OVER, _SMOOTHED_OVER + 1)]
        corners = np.mean(moved, axis=0)
    degrees = corners[::2] * (_UP, _ACROSS) + (_SOUTH, _WEST)
    return [(round(latitude, 3), round(longitude, 3)) for latitude, longitude in degrees.tolist()]
