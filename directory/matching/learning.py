"""Which activities are like one that was not for somebody in what was wrong with it, and which do better."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from directory.geo.distance import haversine_m, nearest_m
from directory.matching.learnt import Learnt, LearntKind, LikeTried, UnlikeTried
from directory.matching.scope import Scope
from directory.search.arrays import Floats, Marks
from directory.search.hard_limits import FROM_HOME
from directory.search.index import CatalogueIndex

# What is for one at a time, or for few.
_FOR_ONE = ("befriending", "phone-befriending", "home-visiting")
_FEW_PLACES = 8


@dataclass(frozen=True)
class Place:
    """Where the rows that are looked at are, and where the person lives, as far as both are known."""

    index: CatalogueIndex
    scope: Scope
    home: tuple[float, float] | None


def is_like(place: Place, learnt: Learnt) -> Marks:
    """Which of the rows looked at have what was wrong with a service. What is not known is not held against them."""
    find = _ALIKE.get(learnt.kind)
    return find(place, learnt) if find else np.zeros(len(place.scope), bool)


def is_unlike(place: Place, learnt: Learnt) -> Marks:
    """Which of the rows looked at are known to do better."""
    find = _BETTER.get(learnt.kind)
    return find(place, learnt) if find else np.zeros(len(place.scope), bool)


def like_reasons(learnt: Sequence[Learnt], marks: Sequence[Marks], at: int) -> Iterator[LikeTried]:
    return (LikeTried(each.kind, each.name) for each, marked in zip(learnt, marks, strict=True) if marked[at])


def unlike_reasons(learnt: Sequence[Learnt], marks: Sequence[Marks], at: int) -> Iterator[UnlikeTried]:
    return (UnlikeTried(each.kind, each.name) for each, marked in zip(learnt, marks, strict=True) if marked[at])


def _how_far(place: Place, learnt: Learnt) -> float | None:
    row = place.index.row_of(learnt.service_id)
    if row is None or place.home is None or place.scope.distances_m is None:
        return None
    return nearest_m(place.home, place.index.documents[row].points, haversine_m)


def _as_far(place: Place, learnt: Learnt) -> Marks:
    far = _how_far(place, learnt)
    if far is None or place.scope.distances_m is None:
        return np.zeros(len(place.scope), bool)
    # A place that is not known is NaN, which is no farther than anything.
    as_far: Marks = ~_at_the_door(place) & (place.scope.distances_m >= np.float32(far))
    return as_far


def _nearer(place: Place, learnt: Learnt) -> Marks:
    far = _how_far(place, learnt)
    if far is None or place.scope.distances_m is None:
        return np.zeros(len(place.scope), bool)
    nearer: Marks = _at_the_door(place) | (place.scope.distances_m < np.float32(far))
    return nearer


def _at_the_door(place: Place) -> Marks:
    at_the_door: Marks = place.scope.of(place.index.limits.ways) & FROM_HOME != 0
    return at_the_door


def _only_then(place: Place, learnt: Learnt) -> Marks:
    row = place.index.row_of(learnt.service_id)
    then = int(place.index.limits.slots[row]) if row is not None else 0
    slots = place.scope.of(place.index.limits.slots)
    only: Marks = (slots != 0) & (slots & np.int32(~then) == 0) & (then != 0)
    return only


def _as_dear(place: Place, learnt: Learnt) -> Marks:
    row = place.index.row_of(learnt.service_id)
    price = place.index.limits.cheapest_pence[row] if row is not None else np.nan
    # Nothing is more than NaN: what is not known is not dear. What was free was dear in another way.
    as_dear: Marks = (place.scope.of(place.index.limits.cheapest_pence) >= price) & (price > 0)
    return as_dear


def _alike(place: Place, learnt: Learnt) -> Marks:
    return place.scope.marked_in_order([place.index.tagged(code) for code in sorted(learnt.codes)])


def _of_the_same_group(place: Place, learnt: Learnt) -> Marks:
    rows = [place.index.row_of(each) for each in learnt.same_group]
    return place.scope.marked(np.array([each for each in rows if each is not None], np.int32))


def _for_few(place: Place, _learnt: Learnt) -> Marks:
    places = place.scope.of(place.index.standing.places)
    for_one = place.scope.marked_in_order([place.index.tagged(code) for code in _FOR_ONE])
    few: Marks = for_one | ((places > 0) & (places <= _FEW_PLACES))
    return few


Finding = Callable[[Place, Learnt], Marks]
_ALIKE: Mapping[LearntKind, Finding] = {
    LearntKind.TOO_FAR: _as_far,
    LearntKind.WRONG_TIME: _only_then,
    LearntKind.COST: _as_dear,
    LearntKind.NOT_MY_THING: _alike,
    LearntKind.PEOPLE: _of_the_same_group,
}
_BETTER: Mapping[LearntKind, Finding] = {
    LearntKind.TOO_FAR: _nearer,
    LearntKind.TOO_MANY_PEOPLE: _for_few,
}


def share_of(marks: Sequence[Marks], rows: int) -> Floats:
    """The part of the weight that each row bears: all of it, where any of what was learnt is true of it."""
    return np.any(np.stack(marks), axis=0).astype(np.float32) if marks else np.zeros(rows, np.float32)
