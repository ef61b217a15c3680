"""What a service would have to say for itself to be suggested: the grounds that its reasons are then told from."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from directory.matching.asked import Asked, Sensed
from directory.matching.scope import Scope
from directory.matching.vocabulary import Concept, Vocabulary
from directory.search.arrays import Floats, Ids
from directory.search.index import CatalogueIndex
from directory.search.text import stem, stems, word_set

Rows = NDArray[np.bool_]

# A word that a tenth of all listings use, such as "support", tells nothing about one of them.
_COMMON_SHARE = 0.1
_FEW = 5
# Nor do words that everybody uses, however few listings do: "I'm fine till the night" asks for no fine art.
_EVERYDAY = frozenset(
    map(
        stem,
        word_set(
            """
            alright better bit fine good great hello hi last month nice night ok okay thank thanks today tomorrow
            tonight week year yesterday
            """
        ),
    )
)
# A guess is only told when it is a fairly good one; a little sooner where there is nothing else to go by. Of thirty
# inputs that ask for nothing three come so near to a need, of true stories in which nothing is heard every other one.
_TOLD_FROM = 0.5
_TOLD_FROM_IF_UNHEARD = 0.45
# A listing with this share of the words of the best shares what was asked, though every listing may use these words.
_SHARED_FROM = 0.5
# What was said is understood where a need was heard, or one that people speak of like this comes this near. Measured on
# the benchmark and on fifty inputs that ask for nothing ("asdf qwer", "bitcoin price"): of those one in twenty does.
_UNDERSTOOD_FROM = 0.4
# Closeness of meaning (-1 to 1) that is a reason of its own. What is not understood comes within 0.3 of ten listings of
# 5,600 whatever it is, and that is as near as a long true story comes to what helps with it.
_CLOSE_IF_UNDERSTOOD = 0.2
_CLOSE_FROM = 0.35


class Grounds:
    """For one index and vocabulary, which rows serve what, in words that can be shown. May be shared by threads."""

    def __init__(self, index: CatalogueIndex, vocabulary: Vocabulary) -> None:
        self._index = index
        self._vocabulary = vocabulary
        self._common = max(_FEW, len(index) * _COMMON_SHARE)
        self._offering: dict[str, Ids] = {}
        self._telling: dict[str, Sequence[str]] = {}

    def rarest(self, stemmed: Iterable[str]) -> list[str]:
        """The stems that tell something, the rarest first: no everyday ones, and none that many listings hold."""
        held_by = ((self._index.lexical.holding(each), each) for each in stemmed if each not in _EVERYDAY)
        return [each for held, each in sorted(held_by) if held <= self._common]

    def telling_of(self, concept: Concept) -> Sequence[str]:
        """The stems by which listings may tell that they serve a concept, the rarest first."""
        if concept.code not in self._telling:
            self._telling[concept.code] = self.rarest(self._vocabulary.offer_of(concept).stems)
        return self._telling[concept.code]

    def offering(self, concept: Concept, scope: Scope) -> Rows:
        """Which rows can be shown to serve a concept, by a tag or by a telling word."""
        if concept.code not in self._offering:
            self._offering[concept.code] = self._find_offering(concept)
        return scope.marked_in_order([self._offering[concept.code]])

    def for_asked(self, asked: Asked, scope: Scope, said: Rows, closeness: Floats) -> Rows:
        """Which rows there is any ground to suggest: a need, a telling word, or meaning that comes near enough.

        `said` are those that `said` finds.
        """
        is_close = closeness >= (_CLOSE_IF_UNDERSTOOD if _is_understood(asked) else _CLOSE_FROM)
        return self._guessed(asked, scope) | said | is_close

    def telling(self, asked: Asked, scope: Scope, said: Rows, lexical: Floats) -> Rows:
        """Which rows speak themselves of what was said, or of a need near to it: meaning alone is not enough."""
        return self._guessed(asked, scope) | said | (lexical >= _SHARED_FROM)

    def _guessed(self, asked: Asked, scope: Scope) -> Rows:
        return any_of((self.offering(each.concept, scope) for each in asked.sensed if is_told(asked, each)), scope)

    def said(self, asked: Asked, scope: Scope, lexical: Floats, offering: Rows) -> Rows:
        """Which rows serve a need that was heard, as `offering_any` finds, or share a word that was said beside it.

        The words of a need tell of the need alone: who offers nothing for a Blue Badge shares no "blue".
        """
        said = {each for said in asked.texts for each in stems(said.spelled)}
        rarest = self.rarest(said - words_of_needs(asked))
        rows = scope.marked_in_order(map(self._index.lexical.rows_holding, rarest))
        return rows | (offering if asked.heard else lexical >= _SHARED_FROM)

    def offering_any(self, asked: Asked, scope: Scope) -> Rows:
        """Which rows can be shown to serve one of the needs that were heard."""
        return any_of((self.offering(each.concept, scope) for each in asked.heard), scope)

    def _find_offering(self, concept: Concept) -> Ids:
        offer = self._vocabulary.offer_of(concept)
        rows = self._holding(self.telling_of(concept))
        for code in offer.codes:
            if not self._says_only_for_whom(code):
                rows[self._index.tagged(code)] = True
        return np.flatnonzero(rows).astype(np.int32)

    def _says_only_for_whom(self, code: str) -> bool:
        # Whom a service is for is nothing it offers.
        concept = self._vocabulary.concepts.get(code)
        return concept is not None and concept.taxonomy == "people"

    def _holding(self, stemmed: Iterable[str]) -> Rows:
        rows = np.zeros(len(self._index), bool)
        for each in stemmed:
            rows[self._index.lexical.rows_holding(each)] = True
        return rows


def any_of(marked: Iterable[Rows], scope: Scope) -> Rows:
    """Which rows are marked at least once."""
    rows = np.zeros(len(scope), bool)
    for each in marked:
        rows |= each
    return rows


def words_of_needs(asked: Asked) -> frozenset[str]:
    """The stems of the words in which needs were heard: of one word alone both the need and the word are told."""
    return frozenset(stem(word) for each in asked.heard if len(each.words) > 1 for word in each.words)


def is_told(asked: Asked, sensed: Sensed) -> bool:
    """Whether a guess is good enough to be told, and to suggest something for its sake."""
    if not asked.heard:
        return sensed.closeness >= _TOLD_FROM_IF_UNHEARD
    return sensed.closeness >= _TOLD_FROM and asked.says_more


def _is_understood(asked: Asked) -> bool:
    return bool(asked.heard) or any(each.closeness >= _UNDERSTOOD_FROM for each in asked.sensed)
