"""The areas whose people a service is for: councils and countries by their codes, and shapes on the map.

A shape is known by a key of its own, the same wherever it is the same. An area of which only a name is known, and one
that holds for one place of a service alone, leave open who else may come.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

from directory.geo.area_codes import COUNTRIES, areas_holding, is_council
from directory.geo.areas import Polygon, box_of
from directory.search.arrays import Bytes, Floats, Ids, Starts

_METRES_PER_DEGREE = 110_500.0


@dataclass(frozen=True)
class ServedArea:
    """An area whose people a service is for. `key` is its code, or that of its shape; None where neither is known.

    The shape itself is there while a segment is made, which keeps it apart.
    """

    name: str
    key: str | None = None
    is_of_one_place: bool = False
    shape: tuple[Polygon, ...] = ()


class AreaKind(IntFlag):
    """By what can be told whether somebody lives in the areas of a service. None of them is for everybody."""

    COUNCIL = 1
    COUNTRY = 2
    SHAPE = 4
    UNCLEAR = 8


@dataclass(frozen=True)
class Home:
    """Where somebody lives: a point in degrees, give or take so many metres, and the council or country if known."""

    point: tuple[float, float]
    give_or_take_m: float = 0.0
    area: str = ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all areas known to hold it."""
        return areas_holding(self.area)

    @property
    def cannot_tell(self) -> AreaKind:
        """The kinds of area of which it is not known whether they hold it."""
        kinds = AreaKind.UNCLEAR
        if not is_council(self.area):
            kinds |= AreaKind.COUNCIL
        return kinds if self.codes else kinds | AreaKind.COUNTRY


@dataclass(frozen=True, eq=False)
class Shapes:
    """Polygons: the box around each (south, west, north, east), the lines of all its rings, and whose it is.

    `lines[starts[p]:starts[p + 1]]` are those of polygon `p`: latitude and longitude of both ends. `owners` are places
    in the sorted `keys`.
    """

    keys: Bytes
    owners: Ids
    boxes: NDArray[np.float64]
    starts: Starts
    lines: Floats

    def holding(self, home: Home) -> list[str]:
        """The keys of the shapes that hold a home, or that may where it is not known exactly."""
        if not len(self.boxes):
            return []
        latitude, longitude = home.point
        north = home.give_or_take_m / _METRES_PER_DEGREE
        east = north / max(float(np.cos(np.radians(latitude))), 0.01)
        south_west, north_east = self.boxes[:, :2], self.boxes[:, 2:]
        near, margin = np.array(home.point), np.array((north, east))
        boxed = np.flatnonzero(((south_west <= near + margin) & (north_east >= near - margin)).all(axis=1))
        owners = {int(self.owners[each]) for each in boxed if north or self._is_in(int(each), latitude, longitude)}
        return [self.keys[each].decode() for each in sorted(owners)]

    def _is_in(self, polygon: int, latitude: float, longitude: float) -> bool:
        """Whether a line to the east crosses the rings an odd number of times: in the outer one and in no hole."""
        lines = self.lines[self.starts[polygon] : self.starts[polygon + 1]].astype(np.float64)
        from_y, from_x, to_y, to_x = lines[((lines[:, 0] > latitude) != (lines[:, 2] > latitude))].T
        crossing = from_x + (latitude - from_y) / (to_y - from_y) * (to_x - from_x)
        return bool((crossing > longitude).sum() % 2)


def build_shapes(areas: Iterable[ServedArea]) -> Shapes:
    """The shapes of the areas that have one, each once."""
    polygons = {each.key: each.shape for each in areas if each.key and each.shape}
    keys = sorted(polygons)
    flat = [(owner, polygon) for owner, key in enumerate(keys) for polygon in polygons[key]]
    lines = [_lines_of(polygon) for _, polygon in flat]
    return Shapes(
        keys=np.array([key.encode() for key in keys], np.bytes_) if keys else np.zeros(0, "S1"),
        owners=np.array([owner for owner, _ in flat], np.int32),
        boxes=np.array([box_of([polygon]) for _, polygon in flat], np.float64).reshape(-1, 4),
        starts=np.concatenate([[0], np.cumsum([len(each) for each in lines])]).astype(np.int64),
        lines=np.concatenate([*lines, np.zeros((0, 4), np.float32)]),
    )


def shape_key(extent: str) -> str:
    """The key of a shape given as text."""
    return key_of_digest(hashlib.sha256(extent.encode()).hexdigest())


def key_of_digest(digest: str) -> str:
    """The key of a shape whose text has this SHA-256."""
    return f"shape-{digest[:20]}"


def names_of(areas: Iterable[ServedArea]) -> tuple[str, ...]:
    """The names of areas, each once."""
    return tuple(dict.fromkeys(each.name for each in areas if each.name))


def kinds_of(areas: Collection[ServedArea]) -> AreaKind:
    """By what can be told whether somebody lives in one of these areas."""
    kinds = AreaKind(0)
    for each in areas:
        kinds |= _kind_of(each.key)
    is_open = bool(areas) and all(each.is_of_one_place for each in areas)
    return kinds | AreaKind.UNCLEAR if is_open else kinds


def _kind_of(key: str | None) -> AreaKind:
    if key is None:
        return AreaKind.UNCLEAR
    if key in COUNTRIES:
        return AreaKind.COUNTRY
    return AreaKind.COUNCIL if is_council(key) else AreaKind.SHAPE


def _lines_of(polygon: Polygon) -> Floats:
    """The lines of all rings: each point to the next, and the last to the first."""
    rings = [np.array([point[:2] for point in ring], np.float64)[:, ::-1] for ring in polygon]
    lines = [np.hstack([ring, np.roll(ring, -1, axis=0)]) for ring in rings]
    return np.concatenate(lines).astype(np.float32)
