"""The order in which services are suggested.

What is relevant comes first; among what suits about equally well the nearer does. The first places are then given out
with variety, and what there is no ground for, or may not come into question, is left out. What nobody has made sure of
for too long comes after all of that, however well it suits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from directory.matching.asked import Asked
from directory.matching.grounds import Grounds
from directory.matching.harm_by import comes_later
from directory.matching.limits import LimitName, added_by_each, for_company, ruled_out, within_limits
from directory.matching.profile import Profile
from directory.matching.reasons import Reason
from directory.matching.relevance import Relevance, relevance
from directory.matching.scope import Scope, scope_of
from directory.matching.serving import SERVES_FROM, Meanings, Serving
from directory.matching.signals import Moved, Seen, moved
from directory.matching.tiers import Tiers, tiers_of
from directory.matching.variety import varied
from directory.matching.vocabulary import Concept
from directory.search.arrays import Floats, Ids, Marks
from directory.search.hard_limits import FROM_HOME
from directory.search.index import CatalogueIndex

# Distance decides between services that suit about equally well; half of it is reached at five kilometres.
_DISTANCE_COST = 0.05
_HALFWAY_M = 5_000.0
# Where somebody said how far they will go, what may be anywhere comes after what is known to be near.
_UNPLACED_COST = 0.15
# Whom somebody is is nothing that an activity could serve.
_TO_BE_SERVED = frozenset({"needs", "interests"})
# Variety moves what is among so many; nobody reads further.
_VARIED_AMONG = 300


@dataclass(frozen=True)
class Parts:
    """What a score is made of, each from 0 to 1: shared words, closeness of meaning, needs that were heard."""

    lexical: float
    semantic: float
    heard: float


NO_PARTS = Parts(0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Ranking:
    """For each row looked at its score, what the score is made of, and whether it may be suggested at all.

    `is_eligible`: open, and ruled out by no limit. `order` holds the best rows of the index that are eligible and have
    something to say for them, best first; `scores` runs beside it. `tiers` weigh more than `points`, and the
    lowest comes first. `out` is what each limit rules out, and `left_out` counts those that a single one does.
    """

    scope: Scope
    relevance: Relevance
    points: Floats
    tiers: Tiers
    is_eligible: Marks
    order: Ids
    scores: Floats
    out: Mapping[LimitName, Marks]
    left_out: Mapping[LimitName, int]
    moved: Moved
    is_later: Marks

    def parts_of(self, row: int) -> Parts:
        """What the score of a row that was looked at is made of."""
        place = self._place(row)
        return Parts(
            *(float(each[place]) for each in (self.relevance.lexical, self.relevance.semantic, self.relevance.heard))
        )

    def is_for_others(self, row: int) -> bool:
        """Whether a row that was looked at is for communities nobody spoke of."""
        return bool(self.relevance.is_for_others[self._place(row)])

    def comes_later(self, row: int) -> bool:
        """Whether a row that was looked at is for men or women, and who was heard may be neither."""
        return bool(self.is_later[self._place(row)])

    def is_served(self, row: int) -> bool:
        """Whether a row that was looked at is for people of an area in which the person lives."""
        return bool(self.scope.is_served[self._place(row)])

    def reasons_raised(self, row: int) -> Iterator[Reason]:
        """What speaks for a row that was looked at beside what it says of itself."""
        return self.moved.reasons(self._place(row), for_it=True)

    def reasons_lowered(self, row: int) -> Iterator[Reason]:
        """What lowered a row that was looked at, whatever was said."""
        return self.moved.reasons(self._place(row), for_it=False)

    def _place(self, row: int) -> int:
        place = self.scope.place_of(row)
        if place is None:
            raise LookupError(f"Row {row} was not looked at.")
        return place

    def place_of(self, row: int) -> int | None:
        """The rank of a row, from 1; None for one that may not be suggested."""
        if len(found := np.flatnonzero(self.order == row)):
            return int(found[0]) + 1
        place = self.scope.place_of(row)
        may_be = self.is_eligible & self.relevance.is_grounded
        if place is None or not may_be[place]:
            return None
        before = _come_before(place, (self.tiers, -self.points, self.scope.ranks))
        return max(int((before & may_be).sum()), len(self.order)) + 1


def rank(
    index: CatalogueIndex,
    serving: Serving,
    grounds: Grounds,
    profile: Profile,
    asked: Asked,
    meanings: Meanings,
    most: int = _VARIED_AMONG,
) -> Ranking:
    """The services that suit this profile best, in order, at least `most` of them where there are as many."""
    scope = scope_of(index, profile)
    relevant = relevance(index, serving, grounds, scope, asked, meanings)
    told = moved(Seen(index, scope, profile, asked))
    points = relevant.scores - _too_far(index, scope, profile) + told.points
    later = comes_later(asked)
    is_later = for_company(index, scope, later) if later else np.zeros(len(scope), bool)
    is_first = None
    if asked.urgent:
        served = _served(serving, scope, asked.urgent, is_later)
        is_first = served >= SERVES_FROM
        points = _urgent_first(is_first, served, np.clip(points, 0, 1))
    if asked.alarm:
        is_first = serving.is_for(asked.alarm, scope)
        points = _meant_first(is_first, np.clip(points, 0, 1))
        relevant = replace(relevant, is_grounded=relevant.is_grounded | is_first)
    tiers = tiers_of(scope, profile.today, is_first)
    out = ruled_out(index, scope, profile)
    is_eligible = within_limits(index, scope, profile, out)
    fitting = best(scope, points, tiers, is_eligible & relevant.is_grounded, max(most, _VARIED_AMONG))
    order = _varied(relevant, asked, points, tiers, fitting)
    # A place has its score, whoever is moved there, and none has more than the one before it.
    scores = np.minimum.accumulate(np.clip(points[fitting], 0, 1))
    left_out = added_by_each(out, scope.of(index.open_on(profile.today)) & relevant.is_grounded)
    return Ranking(
        scope, relevant, points, tiers, is_eligible, scope.rows[order], scores, out, left_out, told, is_later
    )


def best(scope: Scope, points: Floats, tiers: Tiers, may_be: Marks, most: int) -> Ids:
    """The places of the best that may be, best first; of equals by id. Some more where the last are equal."""
    places = np.flatnonzero(may_be).astype(np.int32)
    if len(places) > most:
        among = tiers[places]
        last = np.partition(among, most - 1)[most - 1]
        before, within = places[among < last], places[among == last]
        dropped = len(before) + len(within) - most
        least = np.partition(points[within], dropped)[dropped]
        places = np.concatenate([before, within[points[within] >= least]])
    return places[np.lexsort((scope.ranks_of(places), -points[places], tiers[places]))]


def _come_before(place: int, keys: Sequence[NDArray[Any]]) -> Marks:
    """Which come before one by several keys, the first of which weighs most."""
    before, equal = np.zeros(len(keys[0]), bool), np.ones(len(keys[0]), bool)
    for key in keys:
        before |= equal & (key < key[place])
        equal &= key == key[place]
    return before


def _too_far(index: CatalogueIndex, scope: Scope, profile: Profile) -> Floats:
    """What distance takes off a score. What comes to people is at the door; an unknown place is halfway."""
    if scope.distances_m is None:
        return np.zeros(len(scope), np.float32)
    at_the_door = scope.of(index.limits.needs_no_place) | _comes_from_elsewhere(index, scope)
    is_unknown = np.isnan(scope.distances_m)
    known: Floats = np.where(is_unknown, np.float32(_HALFWAY_M), scope.distances_m)
    known[at_the_door] = 0
    cost: Floats = np.float32(_DISTANCE_COST) * known / (known + np.float32(_HALFWAY_M))
    if profile.within_m is not None:
        cost += np.float32(_UNPLACED_COST) * (is_unknown & ~at_the_door)
    return cost


def _comes_from_elsewhere(index: CatalogueIndex, scope: Scope) -> Marks:
    """Which rows are for people of the area and come to them, or say of no place that one has to go to."""
    if not len(scope.served):
        return np.zeros(len(scope), bool)
    ways = scope.of(index.limits.ways)
    comes: Marks = scope.is_served & ((ways == 0) | (ways & FROM_HOME != 0))
    return comes


def _served(serving: Serving, scope: Scope, urgent: Sequence[Concept], is_later: Marks) -> Floats:
    """How well each row serves an urgent need."""
    served: Floats = np.max(np.stack([serving.scores(concept, scope) for concept in urgent]), axis=0)
    # A helpline for another danger is no help with this one.
    is_less = serving.is_for_other_dangers(urgent, scope) | is_later
    served[is_less] = np.minimum(served[is_less], SERVES_FROM / 2)
    return served


def _urgent_first(is_serving: Marks, served: Floats, points: Floats) -> Floats:
    """What serves an urgent need before all else, the better it serves it the sooner, whatever words others share."""
    first: Floats = np.where(is_serving, 0.5 + (points + served) / 4, points / 2).astype(np.float32)
    return first


def _meant_first(is_meant: Marks, points: Floats) -> Floats:
    """What is for the very danger that may be meant before all else; what only helps with it stays where it is."""
    first: Floats = np.where(is_meant, 0.5 + points / 2, points / 2).astype(np.float32)
    return first


def _varied(relevant: Relevance, asked: Asked, points: Floats, tiers: Tiers, order: Ids) -> Ids:
    """The order with variety among the first of each tier; where something is urgent, only that counts."""
    wished = [each.concept for each in asked.heard if each.concept.taxonomy in _TO_BE_SERVED]
    if asked.urgent or asked.alarm or len(wished) < 2:
        return order

    def vary(some: Ids) -> Ids:
        worths = [relevant.worths[concept.code][some] for concept in wished]
        offering = [relevant.offering[concept.code][some] for concept in wished]
        serves = [(worth >= SERVES_FROM) & offers for worth, offers in zip(worths, offering, strict=True)]
        return some[varied(points[some], worths, serves)]

    return np.concatenate([vary(some) for some in np.split(order, np.flatnonzero(np.diff(tiers[order])) + 1)])
