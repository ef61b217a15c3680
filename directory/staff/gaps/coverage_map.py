"""Coverage of a need on a map of postcode districts: drawn here from the postcode file, so that nobody else is asked.

A place with activities is a dot, one without a square, and each has its name and number beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from directory.geo.current import find_place
from directory.geo.postcode_layout import PostcodeFileUnusable
from directory.geo.postcodes import PostcodeNotFound, PostcodeNotUnderstood
from directory.reporting.coverage import CoverageLine

# From the middle of the drawing to where the farthest district stands, in units of the drawing.
OUTERMOST = 84.0
# Closer together than this, districts stand as if they were this far apart: in degrees, some two miles.
LEAST_REACH = 0.015
# More districts are not told apart in a drawing; those that most people looked in come first.
MOST_DISTRICTS = 40
LARGEST, SMALLEST = 9.0, 3.0


@dataclass(frozen=True)
class District:
    """A district in the drawing. Right and down count up; `radius` grows with how many activities there are."""

    x: float
    y: float
    radius: float
    label: str
    has_any: bool


@dataclass(frozen=True)
class CoverageMap:
    """What is drawn, and what it is about."""

    need: str
    districts: Sequence[District]


def draw_coverage(lines: Sequence[CoverageLine]) -> CoverageMap | None:
    """The areas of one need; none where no area of it has a place on a map."""
    wanted = sorted((each for each in lines if each.area), key=lambda each: (-each.looked_for, -each.live))
    placed = [(each, point) for each in wanted[:MOST_DISTRICTS] if (point := find_point(each.area or ""))]
    if not placed:
        return None
    middle = tuple((min(axis) + max(axis)) / 2 for axis in zip(*(point for _, point in placed), strict=True))
    narrower = cos(radians(middle[0]))
    steps = [((point[1] - middle[1]) * narrower, middle[0] - point[0]) for _, point in placed]
    reach = max(LEAST_REACH, *(abs(each) for step in steps for each in step))
    most = max(each.live for each, _ in placed)
    districts = [
        district(line, (x / reach * OUTERMOST, y / reach * OUTERMOST), most)
        for (line, _), (x, y) in zip(placed, steps, strict=True)
    ]
    return CoverageMap(lines[0].need, districts)


def find_point(area: str) -> tuple[float, float] | None:
    try:
        place = find_place(area)
    except (PostcodeNotFound, PostcodeNotUnderstood, PostcodeFileUnusable):
        return None
    return place.latitude, place.longitude


def district(line: CoverageLine, at: tuple[float, float], most: int) -> District:
    size = SMALLEST + (LARGEST - SMALLEST) * (line.live / most if most else 0.0)
    return District(
        round(at[0], 1), round(at[1], 1), round(size, 1), f"{line.area}: {line.live or 'none'}", line.live > 0
    )
