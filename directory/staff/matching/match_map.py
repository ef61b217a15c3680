"""Where the suggestions of a match lie around home: dots on rings of miles, and the same in words.

It needs no map of anybody else's, and so tells nobody where somebody lives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians

from directory.geo.distance import METRES_PER_MILE, haversine_m, miles_words
from directory.matching.suggestions import Suggestion

Point = tuple[float, float]

# The outermost ring in the units of the drawing, and how many rings there are.
OUTERMOST = 90
RINGS = 3
METRES_PER_DEGREE = 111_195
COMPASS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
# Closer than this nobody can say in which direction it lies.
AT_THE_DOOR_M = 50.0


@dataclass(frozen=True)
class Dot:
    """A place, with the numbers of the activities there. Right and down count up."""

    x: float
    y: float
    label: str


@dataclass(frozen=True)
class Ring:
    """All that is so many miles away."""

    radius: float
    label: str


@dataclass(frozen=True)
class PlaceLine:
    """An activity by its number, and where it lies: "0.8 miles, north-east"."""

    number: int
    name: str
    words: str


@dataclass(frozen=True)
class MatchMap:
    """What is drawn, and the same in words; activities without a place are in neither."""

    dots: Sequence[Dot]
    rings: Sequence[Ring]
    lines: Sequence[PlaceLine]


def draw_map(home: Point | None, suggestions: Sequence[Suggestion]) -> MatchMap | None:
    """The suggestions around home; none without a home, or where nothing has a place."""
    if home is None:
        return None
    numbered = enumerate(suggestions, 1)
    placed = [(number, each, nearest_point(home, each)) for number, each in numbered if each.document.points]
    if not placed:
        return None
    reach_m = reach_of([hypot(*metres_to(home, point)) for _, _, point in placed])
    numbers: dict[Point, list[int]] = {}
    for number, _, point in placed:
        numbers.setdefault(point, []).append(number)
    return MatchMap(
        dots=[dot(home, point, ", ".join(map(str, found)), reach_m) for point, found in numbers.items()],
        rings=[ring(place, reach_m) for place in range(1, RINGS + 1)],
        lines=[PlaceLine(number, each.document.name, where_words(home, point, each)) for number, each, point in placed],
    )


def nearest_point(home: Point, suggestion: Suggestion) -> Point:
    return min(suggestion.document.points, key=lambda point: haversine_m(*home, *point))


def metres_to(home: Point, point: Point) -> tuple[float, float]:
    """How far east and how far north of home a point lies; good enough to draw."""
    east = (point[1] - home[1]) * cos(radians(home[0])) * METRES_PER_DEGREE
    return east, (point[0] - home[0]) * METRES_PER_DEGREE


def reach_of(distances_m: Sequence[float]) -> float:
    """How far the drawing reaches: whole steps of three rings, so that each ring has a plain number of miles."""
    miles = max(distances_m) / METRES_PER_MILE
    steps = (0.3, 0.75, 1.5, 3.0, 6.0, 15.0, 30.0, 60.0, 150.0, 300.0, 600.0)
    return METRES_PER_MILE * next((step for step in steps if step >= miles), steps[-1])


def dot(home: Point, point: Point, label: str, reach_m: float) -> Dot:
    east, north = metres_to(home, point)
    return Dot(round(east / reach_m * OUTERMOST, 1), round(-north / reach_m * OUTERMOST, 1), label)


def ring(place: int, reach_m: float) -> Ring:
    return Ring(round(OUTERMOST * place / RINGS, 1), f"{reach_m / METRES_PER_MILE * place / RINGS:g}")


def where_words(home: Point, point: Point, suggestion: Suggestion) -> str:
    """How far and in which direction."""
    east, north = metres_to(home, point)
    away = miles_words(suggestion.distance_m or 0.0)
    if hypot(east, north) < AT_THE_DOOR_M:
        return away
    turned = degrees(atan2(east, north)) % 360
    return f"{away}, {COMPASS[round(turned / 45) % 8]}"
