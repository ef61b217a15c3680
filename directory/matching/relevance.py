"""How well what a service says of itself answers what a profile asks for, wherever it is and whoever may come.

Shared words and closeness of meaning are each scaled over their best thousand and added; a share of the score goes to
what helps with the needs heard or sensed, and a little to what people can go along to. What serves one need fully
counts beside what serves several a little. The weights were measured on real statements (benchmarks/matching.py); the
order hardly changes when one of them moves by a third.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.matching.asked import Asked, Said
from directory.matching.grounds import Grounds, any_of
from directory.matching.scaling import blend, scaled
from directory.matching.scope import Scope
from directory.matching.serving import Meanings, Serving
from directory.search.arrays import Floats
from directory.search.embedding import unit
from directory.search.index import CatalogueIndex
from directory.search.text import stems

# The part of words, the rest being meaning: a story says much beside the point, a chosen term does not.
_LEXICAL_IN_STATEMENT = 0.3
_LEXICAL_IN_TERMS = 0.5
# In a story in which nothing was heard every word may be beside the point ("gate", "soul", "clean").
_LEXICAL_IF_UNHEARD = 0.15
_HEARD_SHARE = 0.45
# The part of the need that is served best, the rest being the mean over all of them.
_BEST_SERVED_SHARE = 0.3
# A guess counts less than what was heard.
_SENSED_COUNTS = 0.7
_LOCAL_SHARE = 0.1
_REFUSED_COST = 0.3
# What is for a community that was not spoken of comes after what is for anybody.
_FOR_OTHERS_COST = 0.15
# Where a need was heard, what serves none and shares no telling word can say little for itself, and comes later.
_NOTHING_SHARED_COST = 0.06


@dataclass(frozen=True, eq=False)
class Relevance:
    """For each row looked at how relevant it is, 0 to 1 and below, and what that is made of.

    `is_grounded` says whether there is anything to say for it, and `is_telling` whether it says so itself. `worths` are
    what it is worth to each concept heard or sensed, and `offering` says whether it can be shown to serve each heard.
    """

    scores: Floats
    lexical: Floats
    semantic: Floats
    heard: Floats
    is_grounded: NDArray[np.bool_]
    is_telling: NDArray[np.bool_]
    is_for_others: NDArray[np.bool_]
    worths: Mapping[str, Floats]
    offering: Mapping[str, NDArray[np.bool_]]


def relevance(
    index: CatalogueIndex, serving: Serving, grounds: Grounds, scope: Scope, asked: Asked, meanings: Meanings
) -> Relevance:
    """How relevant what is looked at is; with no `meanings`, by words and needs alone."""
    offered = {each.concept.code: grounds.offering(each.concept, scope) for each in asked.heard}
    offering = any_of(offered.values(), scope)
    told = _words_of_needs(asked, offering)
    lexical, semantic, blended, closeness = _compared_with_all(index, scope, asked, meanings, told)
    concerned = [*(each.concept for each in asked.heard), *(each.concept for each in asked.sensed)]
    worths = {each.code: serving.scores(each, scope) for each in concerned}
    heard = _served(scope, asked, worths)
    share = _HEARD_SHARE if asked.heard or asked.sensed else 0.0
    scores = (1 - share) * blended + share * heard
    if asked.is_anything:
        scores = (1 - _LOCAL_SHARE) * scores + _LOCAL_SHARE * scope.of(serving.localness)
    if asked.refused:
        scores = scores - _REFUSED_COST * _turned_down(index, serving, scope, asked)
    said = grounds.said(asked, scope, lexical, offering)
    if asked.heard:
        scores = scores - np.float32(_NOTHING_SHARED_COST) * ~said
    is_for_others = serving.for_others(belongs_to(asked), scope)
    scores = scores - np.float32(_FOR_OTHERS_COST) * is_for_others
    is_grounded = grounds.for_asked(asked, scope, said, closeness)
    is_telling = is_grounded & grounds.telling(asked, scope, said, lexical)
    return Relevance(scores, lexical, semantic, heard, is_grounded, is_telling, is_for_others, worths, offered)


def _turned_down(index: CatalogueIndex, serving: Serving, scope: Scope, asked: Asked) -> Floats:
    """How much each row is about what was turned down, 0 to 1: in words, or because it is tagged with it."""
    unwanted = frozenset(each for thing in asked.refused for each in thing.stems)
    by_words = scaled(scope.summed(index.lexical.weighed(unwanted)))
    return np.maximum(by_words, serving.is_tagged(asked.refused_codes, scope), dtype=np.float32)


def belongs_to(asked: Asked) -> frozenset[str]:
    """The codes of what was heard or chosen, and of whom it concerns: communities among them are the person's own."""
    return frozenset(code for each in asked.heard for code in (each.concept.code, *each.concept.helps))


@dataclass(frozen=True, eq=False)
class _WordsOfNeeds:
    """The stems in which needs were heard, and which rows offer something towards one of these needs.

    A need that was heard in a single word is that very word; of several words each says little alone.
    """

    single: frozenset[str]
    several: frozenset[str]
    offering: NDArray[np.bool_]


def _words_of_needs(asked: Asked, offering: NDArray[np.bool_]) -> _WordsOfNeeds:
    said = [stems(" ".join(each.words)) for each in asked.heard]
    single = frozenset(each for some in said if len(some) == 1 for each in some)
    return _WordsOfNeeds(single, frozenset(each for some in said for each in some) - single, offering)


def _compared_with_all(
    index: CatalogueIndex, scope: Scope, asked: Asked, meanings: Meanings, told: _WordsOfNeeds
) -> tuple[Floats, Floats, Floats, Floats]:
    """Words, meaning, and the two blended, as the mean over the statement and the terms where both are given.

    The last is the plain closeness of meaning, -1 to 1, to whichever of the two is nearer.
    """
    in_statement = _LEXICAL_IF_UNHEARD if asked.sensed and not asked.heard else _LEXICAL_IN_STATEMENT
    sources = [((asked.wanted,), in_statement), (asked.terms, _LEXICAL_IN_TERMS)]
    parts = [
        _compared(index, scope, said, share, meanings, told)
        for said, share in sources
        if any(each.text for each in said)
    ]
    if not parts:
        nothing = np.zeros(len(scope), np.float32)
        return nothing, nothing, nothing, nothing
    if len(parts) == 1:
        return parts[0]
    *compared, closeness = (np.stack(each) for each in zip(*parts, strict=True))
    lexical, semantic, blended = (np.mean(each, axis=0) for each in compared)
    return lexical, semantic, blended, np.max(closeness, axis=0)


def _compared(
    index: CatalogueIndex,
    scope: Scope,
    said: Sequence[Said],
    lexical_share: float,
    meanings: Meanings,
    told: _WordsOfNeeds,
) -> tuple[Floats, Floats, Floats, Floats]:
    lexical = scaled(_words_shared(index, scope, said, told))
    known = [meanings[each.text] for each in said if each.text in meanings]
    if not known or not index.is_semantic:
        return lexical, np.zeros_like(lexical), lexical, np.zeros_like(lexical)
    closeness = index.closeness(unit(np.mean(known, axis=0, dtype=np.float32)), scope.rows)
    semantic = scaled(closeness)
    return lexical, semantic, blend(scope.of(index.has_vector), lexical, semantic, lexical_share), closeness


def _words_shared(index: CatalogueIndex, scope: Scope, said: Sequence[Said], told: _WordsOfNeeds) -> Floats:
    """What each row is worth for the words that were said.

    Those in which a need was heard say more of what is looked for than the story around them, and count twice: if they
    are several, only where something is offered towards a need. "Blue Badge" asks for no Blue Cross.
    """
    query = {each: 2.0 if each in told.single else 1.0 for one in said for each in stems(one.spelled)}
    shared = scope.summed(index.lexical.weighed(query))
    if again := told.several.intersection(query):
        shared = shared + scope.summed(index.lexical.weighed(again)) * told.offering
    return shared


def _served(scope: Scope, asked: Asked, worths: Mapping[str, Floats]) -> Floats:
    """How well each service serves the concepts heard and sensed, from 0 to 1: the best of them, and all together."""
    concerned = [(each.concept, each.weight) for each in asked.heard]
    concerned += [(each.concept, each.weight * _SENSED_COUNTS) for each in asked.sensed]
    if not concerned:
        return np.zeros(len(scope), np.float32)
    weights = np.array([weight for _, weight in concerned], np.float32)
    weighed = weights[:, None] * np.stack([worths[concept.code] for concept, _ in concerned])
    best, mean = weighed.max(axis=0) / weights.max(), weighed.sum(axis=0) / weights.sum()
    served: Floats = (_BEST_SERVED_SHARE * best + (1 - _BEST_SERVED_SHARE) * mean).astype(np.float32)
    return served
