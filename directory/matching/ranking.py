"""The order in which services are suggested.

Shared words and closeness of meaning are each scaled over their best thousand and added; a share of the score goes to
what helps with the needs heard or sensed, and a little to what people can go along to. What serves one need fully
counts beside what serves several a little. The first places are then given out with variety, and what there is no
ground for is left out. The weights were measured on real statements (benchmarks/matching.py); the order hardly changes
when one of them moves by a third.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.matching.asked import Asked, Said
from directory.matching.grounds import Grounds
from directory.matching.profile import Profile
from directory.matching.serving import SERVES_FROM, Meanings, Serving, blend, scaled
from directory.matching.variety import varied
from directory.matching.vocabulary import Concept
from directory.search.embedding import unit
from directory.search.index import CatalogueIndex
from directory.search.lexical import Floats, Ids
from directory.search.text import stems

# The part of words, the rest being meaning: a story says much beside the point, a chosen term does not.
_LEXICAL_IN_STATEMENT = 0.3
_LEXICAL_IN_TERMS = 0.5
_HEARD_SHARE = 0.45
# The part of the need that is served best, the rest being the mean over all of them.
_BEST_SERVED_SHARE = 0.3
# A guess counts less than what was heard.
_SENSED_COUNTS = 0.7
_LOCAL_SHARE = 0.1
_REFUSED_COST = 0.3
# Distance decides between services that suit about equally well; half of it is reached at five kilometres.
_DISTANCE_COST = 0.05
_HALFWAY_M = 5_000.0
# What is for a community that was not spoken of comes after what is for anybody.
_FOR_OTHERS_COST = 0.15
# Where somebody said how far they will go, what may be anywhere comes after what is known to be near.
_UNPLACED_COST = 0.15
# Where a need was heard, what serves none and shares no telling word can say little for itself, and comes later.
_NOTHING_SHARED_COST = 0.06
# Whom somebody is is nothing that an activity could serve.
_TO_BE_SERVED = frozenset({"needs", "interests"})


@dataclass(frozen=True, eq=False)
class Ranking:
    """For each row of the index its score, what the score is made of, and whether it may be suggested at all.

    `is_eligible`: open, near enough and right for the age; `is_grounded`: there is something to say for it. `order`
    holds the rows that are both, best first.
    """

    scores: Floats
    lexical: Floats
    semantic: Floats
    heard: Floats
    distances_m: Floats | None
    is_eligible: NDArray[np.bool_]
    is_grounded: NDArray[np.bool_]
    is_for_others: NDArray[np.bool_]
    order: Ids

    def place_of(self, row: int) -> int | None:
        """The rank of a row, from 1; None for one that may not be suggested."""
        found = np.flatnonzero(self.order == row)
        return int(found[0]) + 1 if len(found) else None


def rank(
    index: CatalogueIndex, serving: Serving, grounds: Grounds, profile: Profile, asked: Asked, meanings: Meanings
) -> Ranking:
    """All services in the order in which they suit this profile; with no `meanings`, by words and needs alone."""
    lexical, semantic, blended, closeness = _asked_for(index, asked, meanings)
    heard = _served(serving, asked, len(index))
    share = _HEARD_SHARE if asked.heard or asked.sensed else 0.0
    scores = (1 - share) * blended + share * heard
    if asked.is_anything:
        scores = (1 - _LOCAL_SHARE) * scores + _LOCAL_SHARE * serving.localness
    scores = scores - _REFUSED_COST * _refused(index, asked)
    if asked.heard:
        scores = scores - np.float32(_NOTHING_SHARED_COST) * ~grounds.said(asked, lexical)
    is_for_others = serving.for_others(belongs_to(asked))
    scores = scores - np.float32(_FOR_OTHERS_COST) * is_for_others
    distances_m = index.distances_m(*profile.point) if profile.point else None
    if distances_m is not None:
        scores = scores - _DISTANCE_COST * _farness(index, distances_m)
        if profile.within_m is not None:
            scores = scores - np.float32(_UNPLACED_COST) * (np.isnan(distances_m) & ~index.needs_no_place)
    if asked.urgent:
        scores = _urgent_first(serving, asked.urgent, np.clip(scores, 0, 1))
    is_eligible = eligible(index, profile, distances_m)
    is_grounded = grounds.for_asked(asked, lexical, closeness)
    if asked.alarm:
        is_meant = serving.is_for(asked.alarm)
        scores = _meant_first(is_meant, np.clip(scores, 0, 1))
        is_grounded |= is_meant
    ordered = np.argsort(-scores, kind="stable").astype(np.int32)
    fitting = ordered[(is_eligible & is_grounded)[ordered]]
    order = _varied(serving, grounds, asked, scores, fitting)
    # A place has its score, whoever is moved there.
    scores[order] = scores[fitting]
    return Ranking(
        np.clip(scores, 0, 1), lexical, semantic, heard, distances_m, is_eligible, is_grounded, is_for_others, order
    )


def _urgent_first(serving: Serving, urgent: Sequence[Concept], scores: Floats) -> Floats:
    """What serves an urgent need before all else, the better it serves it the sooner, whatever words others share."""
    served = np.max(np.stack([serving.scores(concept) for concept in urgent]), axis=0)
    # A helpline for another danger is no help with this one.
    served = np.where(serving.is_for_other_dangers(urgent), np.minimum(served, SERVES_FROM / 2), served)
    first: Floats = np.where(served >= SERVES_FROM, 0.5 + (scores + served) / 4, scores / 2).astype(np.float32)
    return first


def _meant_first(is_meant: NDArray[np.bool_], scores: Floats) -> Floats:
    """What is for the very danger that may be meant before all else; what only helps with it stays where it is."""
    first: Floats = np.where(is_meant, 0.5 + scores / 2, scores / 2).astype(np.float32)
    return first


def _varied(serving: Serving, grounds: Grounds, asked: Asked, scores: Floats, order: Ids) -> Ids:
    """The order with variety among the first; where something is urgent, only that counts."""
    wished = [each.concept for each in asked.heard if each.concept.taxonomy in _TO_BE_SERVED]
    if asked.urgent or asked.alarm:
        return order
    worths = [serving.scores(concept) for concept in wished]
    serves = [(worth >= SERVES_FROM) & grounds.offering(concept) for concept, worth in zip(wished, worths, strict=True)]
    return varied(order, scores, worths, serves)


def belongs_to(asked: Asked) -> frozenset[str]:
    """The codes of what was heard or chosen, and of whom it concerns: communities among them are the person's own."""
    return frozenset(code for each in asked.heard for code in (each.concept.code, *each.concept.helps))


def eligible(index: CatalogueIndex, profile: Profile, distances_m: Floats | None) -> NDArray[np.bool_]:
    """Which services are open, take this age, and are near enough; what is not stated rules nothing out."""
    allowed = index.is_open.copy()
    if profile.age is not None:
        allowed &= (index.minimum_ages <= profile.age) & (profile.age <= index.maximum_ages)
    if distances_m is not None and profile.within_m is not None:
        allowed &= ~(distances_m > profile.within_m)
    return allowed


def _asked_for(index: CatalogueIndex, asked: Asked, meanings: Meanings) -> tuple[Floats, Floats, Floats, Floats]:
    """Words, meaning, and the two blended, as the mean over the statement and the terms where both are given.

    The last is the plain closeness of meaning, -1 to 1, to whichever of the two is nearer.
    """
    sources = [((asked.wanted,), _LEXICAL_IN_STATEMENT), (asked.terms, _LEXICAL_IN_TERMS)]
    parts = [_compared(index, said, share, meanings) for said, share in sources if any(each.text for each in said)]
    if not parts:
        nothing = np.zeros(len(index), np.float32)
        return nothing, nothing, nothing, nothing
    *compared, closeness = (np.stack(each) for each in zip(*parts, strict=True))
    lexical, semantic, blended = (np.mean(each, axis=0) for each in compared)
    return lexical, semantic, blended, np.max(closeness, axis=0)


def _compared(
    index: CatalogueIndex, said: Sequence[Said], lexical_share: float, meanings: Meanings
) -> tuple[Floats, Floats, Floats, Floats]:
    lexical = scaled(index.lexical.scores(each for one in said for each in stems(one.spelled)))
    known = [meanings[each.text] for each in said if each.text in meanings]
    if not known or not index.is_semantic:
        return lexical, np.zeros_like(lexical), lexical, np.zeros_like(lexical)
    closeness = index.closeness(unit(np.mean(known, axis=0, dtype=np.float32)))
    semantic = scaled(closeness)
    return lexical, semantic, blend(index, lexical, semantic, lexical_share), closeness


def _served(serving: Serving, asked: Asked, size: int) -> Floats:
    """How well each service serves the concepts heard and sensed, from 0 to 1: the best of them, and all together."""
    concerned = [(each.concept, each.weight) for each in asked.heard]
    concerned += [(each.concept, each.weight * _SENSED_COUNTS) for each in asked.sensed]
    if not concerned:
        return np.zeros(size, np.float32)
    weights = np.array([weight for _, weight in concerned], np.float32)
    weighed = weights[:, None] * np.stack([serving.scores(concept) for concept, _ in concerned])
    best, mean = weighed.max(axis=0) / weights.max(), weighed.sum(axis=0) / weights.sum()
    served: Floats = (_BEST_SERVED_SHARE * best + (1 - _BEST_SERVED_SHARE) * mean).astype(np.float32)
    return served


def _refused(index: CatalogueIndex, asked: Asked) -> Floats:
    unwanted = frozenset(each for thing in asked.refused for each in thing.stems)
    return scaled(index.lexical.scores(unwanted))


def _farness(index: CatalogueIndex, distances_m: Floats) -> Floats:
    """From 0 at the door towards 1 far away. What comes to people is at the door; an unknown place is halfway."""
    known: Floats = np.where(index.needs_no_place, np.float32(0), np.nan_to_num(distances_m, nan=_HALFWAY_M))
    result: Floats = known / (known + np.float32(_HALFWAY_M))
    return result
