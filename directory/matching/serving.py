"""How well each service serves each concept of the vocabulary, whoever asks. Worked out once for each index."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from directory.matching.scope import Scope
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.embedding import Vectors
from directory.search.index import CatalogueIndex
from directory.search.lexical import Floats, Ids

Meanings = Mapping[str, Vectors]

# What a group says that meets people where they live. Bodies that give grants, campaign or research say other things,
# and nobody can go along to them.
LOCAL_TEXTS = (
    "We run a weekly local group where people meet",
    "Drop in sessions and activities for local people",
    "A support group run for people who come along",
)
_SCALED_OVER = 1_000
_LEXICAL_SHARE = 0.65
# What a tag is worth: that a service is for this very thing, or that it helps with it.
_OWN_TAG = 1.0
_HELPING_TAG = 0.8
# What helps most stands first among what helps; each further one counts a little less.
_NEXT_HELPING_TAG = 0.025
# What is worth this much to a concept serves it.
SERVES_FROM = 0.6


class Serving:
    """For one index and vocabulary, what each row is worth to each concept, from 0 to 1. May be shared by threads.

    Most rows are worth nothing to most concepts: only the others are kept.
    """

    def __init__(self, index: CatalogueIndex, vocabulary: Vocabulary, meanings: Meanings) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._worked_out: dict[str, tuple[Ids, Floats]] = {}
        self.localness = self._localness()

    def scores(self, concept: Concept, scope: Scope) -> Floats:
        """What each row looked at is worth to a concept: by what it says of itself, or because it is tagged with it."""
        if concept.code not in self._worked_out:
            worth = self._work_out(concept)
            rows = np.flatnonzero(worth).astype(np.int32)
            self._worked_out[concept.code] = rows, worth[rows]
        return scope.spread(*self._worked_out[concept.code])

    def is_for(self, concept: Concept, scope: Scope) -> NDArray[np.bool_]:
        """Which rows are for this very need or interest, and not only of some help with it."""
        return scope.of(self._tagged_for(self._vocabulary.offer_of(concept).own_codes))

    def is_for_other_dangers(self, urgent: Sequence[Concept], scope: Scope) -> NDArray[np.bool_]:
        """Which rows are for an urgent need, and for none of these."""
        dangers = [concept for concept in self._vocabulary.concepts.values() if concept.urgent]
        others = {code for each in dangers if each not in urgent for code in self._vocabulary.offer_of(each).own_codes}
        these = {code for each in urgent for code in self._vocabulary.offer_of(each).own_codes}
        return scope.of(self._tagged_for(others) & ~self._tagged_for(these))

    def for_others(self, belongs_to: Collection[str], scope: Scope) -> NDArray[np.bool_]:
        """Which rows are for communities, none of them among those a person is known to belong to."""
        mine = self._vocabulary.communities & frozenset(belongs_to)
        is_for_others = scope.of(self._for_community)
        return is_for_others & ~scope.of(self._tagged_for(mine)) if mine else is_for_others

    @cached_property
    def _for_community(self) -> NDArray[np.bool_]:
        return self._tagged_for(self._vocabulary.communities)

    def _tagged_for(self, codes: Collection[str]) -> NDArray[np.bool_]:
        tagged = np.zeros(len(self._index), bool)
        for code in codes:
            tagged[self._index.rows_by_code.get(code, [])] = True
        return tagged

    def _work_out(self, concept: Concept) -> Floats:
        offer = self._vocabulary.offer_of(concept)
        lexical = scaled(self._index.lexical.scores(offer.stems))
        vector = self._meanings.get(offer.text)
        semantic = None if vector is None else scaled(self._index.closeness(vector))
        result = blend(self._index.has_vector, lexical, semantic, _LEXICAL_SHARE).copy()
        worths = {code: _HELPING_TAG - place * _NEXT_HELPING_TAG for place, code in enumerate(offer.helping_codes)}
        worths |= dict.fromkeys(offer.own_codes, _OWN_TAG)
        for code in worths.keys() & self._index.rows_by_code.keys():
            rows = self._index.rows_by_code[code]
            result[rows] = np.maximum(result[rows], np.float32(worths[code]))
        return result

    def _localness(self) -> Floats:
        """How much each row sounds like something to go along to, from 0 to 1; all alike where no meaning is known."""
        known = [self._meanings[text] for text in LOCAL_TEXTS if text in self._meanings]
        if not known or not self._index.is_semantic:
            return np.zeros(len(self._index), np.float32)
        closeness = self._index.closeness(np.mean(known, axis=0, dtype=np.float32))
        lowest, highest = closeness[self._index.has_vector].min(), closeness.max()
        share: Floats = ((closeness - lowest) / max(highest - lowest, 1e-6)).astype(np.float32)
        return np.clip(share, 0, 1)


def scaled(scores: Floats) -> Floats:
    """Scores from 0 to 1: 1 for the best, 0 for the thousandth and all after it, and for what was never positive."""
    if not len(scores) or scores.max() <= 0:
        return np.zeros_like(scores)
    place = max(len(scores) - _SCALED_OVER, 0)
    lowest = max(float(np.partition(scores, place)[place]), 0.0) if place else 0.0
    highest = float(scores.max())
    if highest <= lowest:
        return (scores >= highest).astype(np.float32)
    share: Floats = ((scores - lowest) / (highest - lowest)).astype(np.float32)
    return np.clip(share, 0, 1)


def blend(has_vector: NDArray[np.bool_], lexical: Floats, semantic: Floats | None, lexical_share: float) -> Floats:
    """Words and meaning in one score; a listing that was never put to the model is judged by its words alone."""
    if semantic is None:
        return lexical
    either = np.where(has_vector, semantic, lexical)
    blended: Floats = (lexical_share * lexical + (1 - lexical_share) * either).astype(np.float32)
    return blended
