"""The order in which services are suggested.

What is relevant comes first; among what suits about equally well the nearer does. The first places are then given out
with variety, and what there is no ground for, or may not come into question, is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.freshness import current_rhythm
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
from directory.matching.variety import varied
from directory.matching.vocabulary import Concept
from directory.search.arrays import Floats, Ids
from directory.search.hard_limits import FROM_HOME
from directory.search.index import CatalogueIndex

# Distance decides between services that suit about equally well; half of it is reached at five kilometres.
_DISTANCE_COST = 0.05
_HALFWAY_M = 5_000.0
# Where somebody said how far they will go, what may be anywhere comes after what is known to be near.
_UNPLACED_COST = 0.15
# What nobody has checked for too long comes after all that somebody has, however well it suits.
_NOT_LATELY_COST = 1.0
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
    something to say for them, best first; `scores` runs beside it. `out` is what each limit rules out, and `left_out`
    counts those that a single one does.
    """

    scope: Scope
    relevance: Relevance
    points: Floats
    is_eligible: NDArray[np.bool_]
    order: Ids
    scores: Floats
    out: Mapping[LimitName, NDArray[np.bool_]]
    left_out: Mapping[LimitName, int]
    moved: Moved
    is_later: NDArray[np.bool_]

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
        ranks = self.scope.ranks
        before = (self.points > self.points[place]) | ((self.points == self.points[place]) & (ranks < ranks[place]))
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
    points = relevant.scores - _too_far(index, scope, profile) + told.points - _not_lately(index, scope, profile)
    later = comes_later(asked)
    is_later = for_company(index, scope, later) if later else np.zeros(len(scope), bool)
    if asked.urgent:
        points = _urgent_first(serving, scope, asked.urgent, np.clip(points, 0, 1), is_later)
    if asked.alarm:
        is_meant = serving.is_for(asked.alarm, scope)
        points = _meant_first(is_meant, np.clip(points, 0, 1))
        relevant = replace(relevant, is_grounded=relevant.is_grounded | is_meant)
    out = ruled_out(index, scope, profile)
    is_eligible = within_limits(index, scope, out)
    fitting = best(scope, points, is_eligible & relevant.is_grounded, max(most, _VARIED_AMONG))
    order = _varied(relevant, asked, points, fitting)
    # A place has its score, whoever is moved there.
    scores = np.clip(points[fitting], 0, 1)
    left_out = added_by_each(out, scope.of(index.is_open) & relevant.is_grounded)
    return Ranking(scope, relevant, points, is_eligible, scope.rows[order], scores, out, left_out, told, is_later)


def best(scope: Scope, points: Floats, may_be: NDArray[np.bool_], most: int) -> Ids:
    """The places of the best that may be, best first; of equals by id. Some more where the last are equal."""
    places = np.flatnonzero(may_be).astype(np.int32)
    if len(places) > most:
        least = np.partition(points[places], len(places) - most)[len(places) - most]
        places = places[points[places] >= least]
    return places[np.lexsort((scope.ranks_of(places), -points[places]))]


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


def _not_lately(index: CatalogueIndex, scope: Scope, profile: Profile) -> Floats:
    """What takes those off the first places that nobody has made sure of for too long. Since when must be known."""
    if profile.today is None:
        return np.zeros(len(scope), np.float32)
    since = scope.of(index.standing.unchecked_since)
    least = profile.today.toordinal() - current_rhythm().lapsed_after.days
    lapsed: Floats = ((since > 0) & (since <= least)).astype(np.float32)
    return np.float32(_NOT_LATELY_COST) * lapsed


def _comes_from_elsewhere(index: CatalogueIndex, scope: Scope) -> NDArray[np.bool_]:
    """Which rows are for people of the area and come to them, or say of no place that one has to go to."""
    if not len(scope.served):
        return np.zeros(len(scope), bool)
    ways = scope.of(index.limits.ways)
    comes: NDArray[np.bool_] = scope.is_served & ((ways == 0) | (ways & FROM_HOME != 0))
    return comes


def _urgent_first(
    serving: Serving, scope: Scope, urgent: Sequence[Concept], points: Floats, is_later: NDArray[np.bool_]
) -> Floats:
    """What serves an urgent need before all else, the better it serves it the sooner, whatever words others share."""
    served = np.max(np.stack([serving.scores(concept, scope) for concept in urgent]), axis=0)
    # A helpline for another danger is no help with this one.
    is_less = serving.is_for_other_dangers(urgent, scope) | is_later
    served = np.where(is_less, np.minimum(served, SERVES_FROM / 2), served)
    first: Floats = np.where(served >= SERVES_FROM, 0.5 + (points + served) / 4, points / 2).astype(np.float32)
    return first


def _meant_first(is_meant: NDArray[np.bool_], points: Floats) -> Floats:
    """What is for the very danger that may be meant before all else; what only helps with it stays where it is."""
    first: Floats = np.where(is_meant, 0.5 + points / 2, points / 2).astype(np.float32)
    return first


def _varied(relevant: Relevance, asked: Asked, points: Floats, order: Ids) -> Ids:
    """The order with variety among the first; where something is urgent, only that counts."""
    wished = [each.concept for each in asked.heard if each.concept.taxonomy in _TO_BE_SERVED]
    if asked.urgent or asked.alarm or len(wished) < 2:
        return order
    worths = [relevant.worths[concept.code][order] for concept in wished]
    offering = [relevant.offering[concept.code][order] for concept in wished]
    serves = [(worth >= SERVES_FROM) & offers for worth, offers in zip(worths, offering, strict=True)]
    return order[varied(points[order], worths, serves)]
