"""Whether a point lies within an area given as GeoJSON: polygons, with their holes, in WGS84 degrees."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

Ring = Sequence[Sequence[float]]
Polygon = Sequence[Ring]
Box = tuple[float, float, float, float]
"""Least latitude, least longitude, greatest latitude, greatest longitude."""

# What an area may be wrapped in; no honest file nests them deeper.
DEEPEST = 5
# Degrees, with room for areas that go on beyond the line where days change.
MOST_DEGREES = 360


def read_polygons(text: str) -> list[Polygon]:
    """The polygons of a GeoJSON text; none where it is no GeoJSON, or holds only points and lines."""
    try:
        return [polygon for polygon in polygons_of(json.loads(text), DEEPEST) if is_polygon(polygon)]
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return []


def polygons_of(shape: Any, deeper: int) -> Iterator[Polygon]:
    if not isinstance(shape, dict) or deeper == 0:
        return
    kind = shape.get("type")
    if kind == "Polygon":
        yield shape["coordinates"]
    elif kind == "MultiPolygon":
        yield from shape["coordinates"]
    inner = [shape.get("geometry"), *(shape.get("geometries") or ()), *(shape.get("features") or ())]
    for each in inner:
        yield from polygons_of(each, deeper - 1)


def is_polygon(polygon: Any) -> bool:
    return bool(polygon) and all(
        len(ring) >= 4 and all(len(point) >= 2 and all(map(is_degrees, point[:2])) for point in ring)
        for ring in polygon
    )


def is_degrees(value: Any) -> bool:
    """Whether this is a number that degrees can be, and so one that can be reckoned with."""
    return isinstance(value, int | float) and abs(value) <= MOST_DEGREES


def box_of(polygons: Sequence[Polygon]) -> Box | None:
    """The smallest box around polygons; None around none."""
    points = [point for polygon in polygons for point in polygon[0]]
    if not points:
        return None
    longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
    return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


def is_in_box(box: Box, latitude: float, longitude: float) -> bool:
    return box[0] <= latitude <= box[2] and box[1] <= longitude <= box[3]


def covers(polygons: Sequence[Polygon], latitude: float, longitude: float) -> bool:
    """Whether a point lies in one of the polygons and in none of its holes."""
    return any(
        is_in_ring(polygon[0], latitude, longitude)
        and not any(is_in_ring(hole, latitude, longitude) for hole in polygon[1:])
        for polygon in polygons
    )


def is_in_ring(ring: Ring, latitude: float, longitude: float) -> bool:
    """Whether a line from the point to the east crosses the ring an odd number of times."""
    is_inside = False
    before = ring[-1]
    for here in ring:
        if (here[1] > latitude) != (before[1] > latitude):
            share = (latitude - here[1]) / (before[1] - here[1])
            if longitude < here[0] + share * (before[0] - here[0]):
                is_inside = not is_inside
        before = here
    return is_inside
