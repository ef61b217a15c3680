"""How well each service serves each concept of the vocabulary, whoever asks.

Worked out once for each settled segment, and kept with it where it lies in a folder. What changed since is measured
on the same scale, so that a change to one listing asks for little work.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from directory.matching.scaling import Scale, blend, scale_of
from directory.matching.scope import Scope
from directory.matching.vocabulary import Concept, Offer, Vocabulary
from directory.search.arrays import Floats, Ids
from directory.search.embedding import Vectors
from directory.search.index import CatalogueIndex

Meanings = Mapping[str, Vectors]

# What a group says that meets people where they live, and what bodies say that nobody can go along to.
LOCAL_TEXTS = (
    "We run a weekly local group where people meet",
    "Drop in sessions and activities for local people",
    "A support group run for people who come along",
)
DISTANT_TEXTS = (
    "We give grants and funding to charities and organisations",
    "A national charity that campaigns, funds research and raises awareness",
    "We own and manage land and buildings held in trust",
)
# Sounding like such a body counts half as much against a listing as sounding local counts for it: many local groups
# raise funds and look after a hall. Measured, it hardly matters between a quarter and the whole.
_DISTANT_COUNTS = 0.5
_LEXICAL_SHARE = 0.6
# What a tag is worth: that a service is for this very thing, or that it helps with it.
_OWN_TAG = 1.0
_HELPING_TAG = 0.8
# What helps most stands first among what helps; each further one counts a little less.
_NEXT_HELPING_TAG = 0.025
# What is worth this much to a concept serves it.
SERVES_FROM = 0.6


@dataclass(frozen=True, eq=False)
class Worth:
    """What rows are worth to a concept, from 0 to 1, for those that are worth anything; and the scales of that."""

    rows: Ids
    worths: Floats
    lexical: Scale
    semantic: Scale


@dataclass(frozen=True, eq=False)
class Localness:
    """How much each row sounds like something to go along to, from 0 to 1, and the scale of that."""

    shares: Floats
    scale: Scale


@dataclass(frozen=True, eq=False)
class KeptServing:
    """What was worked out for the settled segment before: worths by the digest of what serves a concept."""

    worths: Mapping[str, Worth]
    localness: Localness | None = None


class Serving:
    """For one index and vocabulary, what each row is worth to each concept, from 0 to 1. May be shared by threads.

    Most rows are worth nothing to most concepts: only the others are kept.
    """

    def __init__(
        self, index: CatalogueIndex, vocabulary: Vocabulary, meanings: Meanings, kept: KeptServing | None = None
    ) -> None:
        self._index = index
        self._settled = len(index.settled)
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._kept = kept or KeptServing({})
        self._worked_out: dict[str, Worth] = {}

    def scores(self, concept: Concept, scope: Scope) -> Floats:
        """What each row looked at is worth to a concept: by what it says of itself, or because it is tagged with it."""
        worth = self._worked_out.get(concept.code)
        if worth is None:
            worth = self._worked_out[concept.code] = self._with_changed(concept, self.settled_worth(concept))
        return scope.spread(worth.rows, worth.worths)

    def settled_worth(self, concept: Concept) -> Worth:
        """What the rows of the settled segment are worth to a concept."""
        offer = self._vocabulary.offer_of(concept)
        return self._kept.worths.get(digest_of(offer)) or self._work_out(offer, 0)

    def is_for(self, concept: Concept, scope: Scope) -> NDArray[np.bool_]:
        """Which rows are for this very need or interest, and not only of some help with it."""
        return scope.of(self._tagged_for(self._vocabulary.offer_of(concept).own_codes))

    def is_tagged(self, codes: Collection[str], scope: Scope) -> NDArray[np.bool_]:
        """Which rows carry one of these tags."""
        return scope.of(self._tagged_for(codes))

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
    def localness(self) -> Floats:
        """How much each row sounds like something to go along to, from 0 to 1; all alike where no meaning is known."""
        settled = self.settled_localness
        if self._index.changed is None:
            return settled.shares
        return np.concatenate([settled.shares, _share_between(self._sounds_local(self._settled), settled.scale)])

    @cached_property
    def settled_localness(self) -> Localness:
        """How much the rows of the settled segment sound like something to go along to."""
        if self._kept.localness is not None:
            return self._kept.localness
        sounds_local = self._sounds_local(0)[: self._settled]
        heard_of = sounds_local[self._index.has_vector[: self._settled]]
        scale = Scale(float(heard_of.min()), float(heard_of.max())) if len(heard_of) else Scale(0, 0)
        return Localness(_share_between(sounds_local, scale), scale)

    @cached_property
    def _for_community(self) -> NDArray[np.bool_]:
        return self._tagged_for(self._vocabulary.communities)

    def _tagged_for(self, codes: Collection[str]) -> NDArray[np.bool_]:
        tagged = np.zeros(len(self._index), bool)
        for code in codes:
            tagged[self._index.tagged(code)] = True
        return tagged

    def _with_changed(self, concept: Concept, settled: Worth) -> Worth:
        if self._index.changed is None:
            return settled
        changed = self._work_out(self._vocabulary.offer_of(concept), self._settled, settled)
        rows = np.concatenate([settled.rows, changed.rows])
        return Worth(rows, np.concatenate([settled.worths, changed.worths]), settled.lexical, settled.semantic)

    def _work_out(self, offer: Offer, start: int, measured_by: Worth | None = None) -> Worth:
        """What the rows of one segment are worth, the settled one's on a scale of their own."""
        end = self._settled if start == 0 else len(self._index)
        lexical = self._index.lexical.scores(offer.stems, start)[: end - start]
        vector = self._meanings.get(offer.text)
        closeness = None if vector is None else self._index.closeness(vector, start=start)[: end - start]
        by_words = measured_by.lexical if measured_by else scale_of(lexical)
        by_meaning = measured_by.semantic if measured_by else Scale(0, 0) if closeness is None else scale_of(closeness)
        semantic = None if closeness is None else by_meaning.of(closeness)
        worth = blend(self._index.has_vector[start:end], by_words.of(lexical), semantic, _LEXICAL_SHARE).copy()
        for code, least in _tag_worths(offer).items():
            rows = self._index.tagged(code)
            rows = rows[(rows >= start) & (rows < end)] - np.int32(start)
            worth[rows] = np.maximum(worth[rows], np.float32(least))
        rows = np.flatnonzero(worth).astype(np.int32)
        return Worth(rows + np.int32(start), worth[rows], by_words, by_meaning)

    def _sounds_local(self, start: int) -> Floats:
        local, distant = self._mean_of(LOCAL_TEXTS), self._mean_of(DISTANT_TEXTS)
        if local is None or distant is None or not self._index.is_semantic:
            return np.zeros(len(self._index) - start, np.float32)
        return self._index.closeness(local - np.float32(_DISTANT_COUNTS) * distant, start=start)

    def _mean_of(self, texts: Sequence[str]) -> Vectors | None:
        known = [self._meanings[text] for text in texts if text in self._meanings]
        return np.mean(known, axis=0, dtype=np.float32) if known else None


def _share_between(closeness: Floats, scale: Scale) -> Floats:
    """Where closeness stands between the lowest and the highest, from 0 to 1, be they below nought or above."""
    if scale.highest <= scale.lowest:
        return np.zeros(len(closeness), np.float32)
    share: Floats = ((closeness - scale.lowest) / (scale.highest - scale.lowest)).astype(np.float32)
    return np.clip(share, 0, 1)


def digest_of(offer: Offer) -> str:
    """The same for two offers exactly when the same serves them."""
    told = (offer.text, sorted(offer.stems), sorted(offer.own_codes), offer.helping_codes)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _tag_worths(offer: Offer) -> Mapping[str, float]:
    worths = {code: _HELPING_TAG - place * _NEXT_HELPING_TAG for place, code in enumerate(offer.helping_codes)}
    return worths | dict.fromkeys(offer.own_codes, _OWN_TAG)
