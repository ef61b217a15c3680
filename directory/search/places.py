"""Where services can be met, as arrays in bands of latitude, so that few of them are looked at for one point.

Each known place has its coordinates in radians and the row of the document that meets there. Bands run from south to
north, and within a band places run from west to east: what lies near a point is a few short slices.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from directory.search.arrays import Floats, Ids

# Mean radius of the earth (IUGG); a sphere is within 0.6 % of the true distance, enough for ordering and limits.
_EARTH_RADIUS_M = 6_371_008.8
# About two kilometres and a half: a walk across a band is short, and a town is a handful of them.
BAND = np.radians(0.0225)
_HALF_ROUND_M = np.pi * _EARTH_RADIUS_M


@dataclass(frozen=True, eq=False)
class Near:
    """What lies within reach of a point: the rows of documents in order, and how far the nearest place of each is."""

    rows: Ids
    distances_m: Floats


@dataclass(frozen=True, eq=False)
class Places:
    """All known places. `starts[b]:starts[b + 1]` are those of band `b`, of which `bands` gives the number."""

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    rows: Ids
    bands: NDArray[np.int32]
    starts: NDArray[np.int64]

    def within(self, latitude: float, longitude: float, radius_m: float) -> Near:
        """The documents with a place no farther than this from a point given in degrees."""
        point = (np.radians(latitude), np.radians(longitude))
        return self._among(list(self._spans(*point, radius_m)), point, radius_m)

    def around(self, latitude: float, longitude: float, at_least: int, reach_m: float) -> Near:
        """The documents within reach, and farther ones too while there are not this many."""
        point, wanted = (np.radians(latitude), np.radians(longitude)), min(at_least, len(self.rows))
        radius_m = reach_m
        while True:
            spans = list(self._spans(*point, radius_m))
            # Nothing is measured where there are too few places to begin with.
            if sum(end - start for start, end in spans) >= wanted or radius_m >= _HALF_ROUND_M:
                near = self._among(spans, point, radius_m)
                if len(near.rows) >= wanted or radius_m >= _HALF_ROUND_M:
                    return near
            radius_m *= 2

    def _among(self, spans: Sequence[tuple[int, int]], point: tuple[float, float], radius_m: float) -> Near:
        if not spans:
            return Near(self.rows[:0], np.zeros(0, np.float32))
        latitudes, longitudes, rows = (
            np.concatenate([each[start:end] for start, end in spans])
            for each in (self.latitudes, self.longitudes, self.rows)
        )
        distances = self._each_m(*point, latitudes, longitudes)
        is_near = distances <= radius_m
        return _nearest_of_each(rows[is_near], distances[is_near])

    def _spans(self, latitude: float, longitude: float, radius_m: float) -> Iterator[tuple[int, int]]:
        """The slices that hold every place within a radius, and some farther ones."""
        angle = radius_m / _EARTH_RADIUS_M
        first, last = np.floor((latitude - angle) / BAND), np.floor((latitude + angle) / BAND)
        # The circle is widest, in degrees of longitude, towards the nearer pole.
        nearest_pole = max(abs(latitude - angle), abs(latitude + angle))
        widest = np.sin(angle / 2) / max(np.cos(nearest_pole), 1e-9) if nearest_pole < np.pi / 2 else 1.0
        half = 2 * np.arcsin(min(widest, 1.0))
        is_whole_band = angle >= np.pi / 2 or longitude - half < -np.pi or longitude + half > np.pi
        south, north = self.bands.searchsorted([first, last + 1]).tolist()
        edges = np.array([longitude - half, longitude + half])
        for start, end in pairwise(self.starts[south : north + 1].tolist()):
            west, east = (0, end - start) if is_whole_band else self.longitudes[start:end].searchsorted(edges).tolist()
            if east > west:
                yield start + west, start + east

    def _each_m(
        self, latitude: float, longitude: float, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        # The haversine formula, which stays exact for points that lie close together.
        across = np.sin((latitudes - latitude) / 2) ** 2
        along = np.sin((longitudes - longitude) / 2) ** 2
        chord = across + np.cos(latitude) * np.cos(latitudes) * along
        metres: NDArray[np.float64] = 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(chord, 1)))
        return metres


def _nearest_of_each(rows: Ids, distances: NDArray[np.float64]) -> Near:
    if (rows[1:] > rows[:-1]).all():
        return Near(rows, distances.astype(np.float32))
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    is_first = np.ones(len(rows), bool)
    is_first[1:] = rows[1:] != rows[:-1]
    firsts = np.flatnonzero(is_first)
    nearest = np.minimum.reduceat(distances[order], firsts) if len(firsts) else distances
    return Near(rows[firsts], nearest.astype(np.float32))


def standing_place(points: Sequence[tuple[float, float]]) -> tuple[int, int, float]:
    """Where a document with these places, in degrees, is best kept: with what names none, with what has several, or in
    the order in which places are kept, so that what lies near a point lies together.
    """
    if len(points) != 1:
        return (min(len(points), 2) // 2, 0, 0.0)
    latitude, longitude = np.radians(points[0]).tolist()
    return (2, int(np.floor(latitude / BAND)), longitude)


def build_places(points: Sequence[Sequence[tuple[float, float]]]) -> Places:
    """The places of documents given as (latitude, longitude) in degrees, one sequence for each document."""
    flat = np.radians(np.array([point for each in points for point in each], np.float64).reshape(-1, 2))
    rows = np.repeat(np.arange(len(points), dtype=np.int32), [len(each) for each in points])
    band = np.floor(flat[:, 0] / BAND).astype(np.int32)
    order = np.lexsort((rows, flat[:, 1], band))
    bands, starts = np.unique(band[order], return_index=True)
    return Places(flat[order, 0], flat[order, 1], rows[order], bands, np.append(starts, len(rows)).astype(np.int64))
