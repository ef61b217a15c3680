"""The order in which services are suggested.

Shared words and closeness of meaning are each scaled over their best thousand and added; a share of the score goes to
what helps with the needs heard or sensed, and a little to what people can go along to. The weights were measured on
real statements (benchmarks/matching.py); the order hardly changes when one of them moves by a third.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.matching.asked import Asked, Said
from directory.matching.profile import Profile
from directory.matching.serving import Meanings, Serving, blend, scaled
from directory.matching.vocabulary import Concept
from directory.search.index import CatalogueIndex
from directory.search.lexical import Floats, Ids
from directory.search.text import stems

# The part of words, the rest being meaning: a story says much beside the point, a chosen term does not.
_LEXICAL_IN_STATEMENT = 0.3
_LEXICAL_IN_TERMS = 0.5
_HEARD_SHARE = 0.4
_LOCAL_SHARE = 0.1
_REFUSED_COST = 0.3
# Distance decides between services that suit about equally well; half of it is reached at five kilometres.
_DISTANCE_COST = 0.05
_HALFWAY_M = 5_000.0
# What is for a community that was not spoken of comes after what is for anybody.
_FOR_OTHERS_COST = 0.15
# Where somebody said how far they will go, what may be anywhere comes after what is known to be near.
_UNPLACED_COST = 0.15
# What is worth this much to an urgent need serves it, and stands before everything that does not.
_SERVES_FROM = 0.5


@dataclass(frozen=True, eq=False)
class Ranking:
    """For each row of the index its score, what the score is made of, and whether it may be suggested at all."""

    scores: Floats
    lexical: Floats
    semantic: Floats
    heard: Floats
    distances_m: Floats | None
    is_eligible: NDArray[np.bool_]
    is_for_others: NDArray[np.bool_]
    order: Ids

    def place_of(self, row: int) -> int | None:
        """The rank of a row, from 1; None for one that may not be suggested."""
        found = np.flatnonzero(self.order == row)
        return int(found[0]) + 1 if len(found) else None


def rank(index: CatalogueIndex, serving: Serving, profile: Profile, asked: Asked, meanings: Meanings) -> Ranking:
    """All services in the order in which they suit this profile; with no `meanings`, by words and needs alone."""
    lexical, semantic, blended = _asked_for(index, asked, meanings)
    heard = _served(serving, asked, len(index))
    share = _HEARD_SHARE if asked.heard or asked.sensed else 0.0
    scores = (1 - share) * blended + share * heard
    if asked.is_anything:
        scores = (1 - _LOCAL_SHARE) * scores + _LOCAL_SHARE * serving.localness
    scores = scores - _REFUSED_COST * _refused(index, asked)
    is_for_others = serving.for_others(belongs_to(asked))
    scores = scores - np.float32(_FOR_OTHERS_COST) * is_for_others
    distances_m = index.distances_m(*profile.point) if profile.point else None
    if distances_m is not None:
        scores = scores - _DISTANCE_COST * _farness(index, distances_m)
        if profile.within_m is not None:
            scores = scores - np.float32(_UNPLACED_COST) * (np.isnan(distances_m) & ~index.needs_no_place)
    scores = np.clip(scores, 0, 1)
    if asked.urgent:
        scores = _urgent_first(serving, asked.urgent, scores)
    is_eligible = eligible(index, profile, distances_m)
    ordered = np.argsort(-scores, kind="stable").astype(np.int32)
    order = ordered[is_eligible[ordered]]
    return Ranking(scores, lexical, semantic, heard, distances_m, is_eligible, is_for_others, order)


def _urgent_first(serving: Serving, urgent: Sequence[Concept], scores: Floats) -> Floats:
    """What serves an urgent need before all else, the better it serves it the sooner, whatever words others share."""
    served = np.max(np.stack([serving.scores(concept) for concept in urgent]), axis=0)
    first: Floats = np.where(served >= _SERVES_FROM, 0.5 + (scores + served) / 4, scores / 2).astype(np.float32)
    return first


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


def _asked_for(index: CatalogueIndex, asked: Asked, meanings: Meanings) -> tuple[Floats, Floats, Floats]:
    """Words, meaning, and the two blended, as the mean over the statement and the terms where both are given."""
    sources = [((asked.wanted,), _LEXICAL_IN_STATEMENT), (asked.terms, _LEXICAL_IN_TERMS)]
    parts = [_compared(index, said, share, meanings) for said, share in sources if any(each.text for each in said)]
    if not parts:
        nothing = np.zeros(len(index), np.float32)
        return nothing, nothing, nothing
    lexical, semantic, blended = (np.mean(np.stack(each), axis=0) for each in zip(*parts, strict=True))
    return lexical, semantic, blended


def _compared(
    index: CatalogueIndex, said: Sequence[Said], lexical_share: float, meanings: Meanings
) -> tuple[Floats, Floats, Floats]:
    lexical = scaled(index.lexical.scores(each for one in said for each in stems(one.spelled)))
    known = [meanings[each.text] for each in said if each.text in meanings]
    if not known or not index.is_semantic:
        return lexical, np.zeros_like(lexical), lexical
    semantic = scaled(index.closeness(np.mean(known, axis=0, dtype=np.float32)))
    return lexical, semantic, blend(index, lexical, semantic, lexical_share)


def _served(serving: Serving, asked: Asked, size: int) -> Floats:
    """How well each service serves the concepts heard and sensed, from 0 to 1, as their weighted mean."""
    total = np.zeros(size, np.float32)
    weight = 0.0
    concerned = [(each.concept, each.weight) for each in asked.heard]
    concerned += [(each.concept, each.weight) for each in asked.sensed]
    for concept, counts in concerned:
        total += np.float32(counts) * serving.scores(concept)
        weight += counts
    return total / np.float32(weight) if weight else total


def _refused(index: CatalogueIndex, asked: Asked) -> Floats:
    unwanted = frozenset(each for thing in asked.refused for each in thing.stems)
    return scaled(index.lexical.scores(unwanted))


def _farness(index: CatalogueIndex, distances_m: Floats) -> Floats:
    """From 0 at the door towards 1 far away. What comes to people is at the door; an unknown place is halfway."""
    known: Floats = np.where(index.needs_no_place, np.float32(0), np.nan_to_num(distances_m, nan=_HALFWAY_M))
    result: Floats = known / (known + np.float32(_HALFWAY_M))
    return result
