"""Whether something lies in the area of a domain, as far as that is known. What cannot be told lies in it.

Where something happens decides; else for whom it is. A listing in another town belongs to the champion there, also
where everybody in the country may come.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from directory.geo.area_codes import COUNTRIES, areas_holding, country_of, is_council
from directory.geo.areas import Polygon, box_of, covers, is_in_box
from directory.search.areas import Home, ServedArea

_METRES_PER_DEGREE = 55_000.0
"""Of longitude at the north of Scotland, and so fewer than of any degree in the country."""

_CODE = re.compile(r"[EKNSW]\d{8}").fullmatch


@dataclass(frozen=True)
class DomainArea:
    """A country, a council, or an area that an operator loaded, with its shape and the key that shape is known by."""

    code: str
    key: str = ""
    shape: tuple[Polygon, ...] = ()

    @property
    def can_be_told(self) -> bool:
        """Whether anything can be known to lie outside: not of an area that nobody loads any more."""
        return bool(self.shape) or self.code in COUNTRIES or is_council(self.code)


@dataclass(frozen=True)
class Whereabouts:
    """Where a listing happens, and the areas whose people it is for."""

    venues: Sequence[Home] = ()
    served: Sequence[ServedArea] = ()


class Relation(Enum):
    """How an area that a listing is for lies to the area of a domain."""

    WITHIN = auto()
    WIDER = auto()
    ELSEWHERE = auto()
    UNCLEAR = auto()


def is_outside(area: DomainArea, where: Whereabouts) -> bool:
    """Whether a listing is known to lie outside an area."""
    venues = {holds(area, each) for each in where.venues}
    relations = {relation_of(area, each) for each in where.served}
    if Relation.WITHIN in relations or not venues <= {False}:
        return False
    return bool(venues) or relations == {Relation.ELSEWHERE}


def holds(area: DomainArea, home: Home) -> bool | None:
    """Whether a place lies in an area; None where that cannot be told."""
    if not area.shape:
        return _holds_code(area.code, home)
    if not home.give_or_take_m:
        return covers(area.shape, *home.point)
    return None if _is_near(area, home) else False


def relation_of(area: DomainArea, served: ServedArea) -> Relation:
    """How an area that a listing is for lies to the area of a domain."""
    if served.key is None:
        return Relation.UNCLEAR
    if served.key in (area.code, area.key) or area.code in areas_holding(served.key):
        return Relation.WITHIN
    if served.key in _holders_of(area.code):
        return Relation.WIDER
    if area.shape and served.shape:
        return Relation.WITHIN if _overlap(area.shape, served.shape) else Relation.ELSEWHERE
    # A council and an area that is only drawn may lie in one another, unless they lie in two countries.
    told_by_code = _CODE(served.key) and (not area.shape or _are_in_two_countries(area.code, served.key))
    return Relation.ELSEWHERE if told_by_code else Relation.UNCLEAR


def _holds_code(code: str, home: Home) -> bool | None:
    if code in home.codes:
        return True
    if not home.codes:
        return None
    # Of what lies in several councils it is not known which; in which country it does, is.
    is_open = is_council(code) and not is_council(home.area) and country_of(code) == country_of(home.area)
    return None if is_open else False


def _is_near(area: DomainArea, home: Home) -> bool:
    box, margin = box_of(area.shape), home.give_or_take_m / _METRES_PER_DEGREE
    if box is None:
        return True
    return is_in_box((box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin), *home.point)


def _holders_of(code: str) -> tuple[str, ...]:
    return areas_holding(code) if _CODE(code) else ()


def _are_in_two_countries(one: str, other: str) -> bool:
    countries = {country_of(each) for each in (one, other) if _CODE(each)}
    return len(countries) == 2 and None not in countries


def _overlap(one: Sequence[Polygon], other: Sequence[Polygon]) -> bool:
    return _has_corner_in(one, other) or _has_corner_in(other, one)


def _has_corner_in(one: Sequence[Polygon], other: Sequence[Polygon]) -> bool:
    return any(covers(other, corner[1], corner[0]) for polygon in one for corner in polygon[0])
