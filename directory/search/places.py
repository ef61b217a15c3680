"""Where services can be met, as arrays, and how far each is from a point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.search.lexical import Floats, Ids

# Mean radius of the earth (IUGG); a sphere is within 0.6 % of the true distance, enough for ordering and limits.
_EARTH_RADIUS_M = 6_371_008.8


@dataclass(frozen=True, eq=False)
class Places:
    """Each known place: its coordinates in radians, and the row of the document that meets there."""

    latitudes: NDArray[np.float64]
    longitudes: NDArray[np.float64]
    rows: Ids
    size: int

    def distances_m(self, latitude: float, longitude: float) -> Floats:
        """How far the nearest place of each document is, in metres; NaN where no place is known."""
        nearest = np.full(self.size, np.inf)
        np.minimum.at(nearest, self.rows, self._each_m(np.radians(latitude), np.radians(longitude)))
        nearest[np.isinf(nearest)] = np.nan
        return nearest.astype(np.float32)

    def _each_m(self, latitude: float, longitude: float) -> NDArray[np.float64]:
        # The haversine formula, which stays exact for points that lie close together.
        across = np.sin((self.latitudes - latitude) / 2) ** 2
        along = np.sin((self.longitudes - longitude) / 2) ** 2
        chord = across + np.cos(latitude) * np.cos(self.latitudes) * along
        metres: NDArray[np.float64] = 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(chord, 0, 1)))
        return metres


def build_places(points: Sequence[Sequence[tuple[float, float]]]) -> Places:
    """The places of documents given as (latitude, longitude) in degrees, one sequence for each document."""
    flat = np.radians(np.array([point for each in points for point in each], np.float64).reshape(-1, 2))
    rows = np.repeat(np.arange(len(points), dtype=np.int32), [len(each) for each in points])
    return Places(flat[:, 0], flat[:, 1], rows, len(points))
