"""From the meaning of what was said to the concepts it comes near to, where no known phrase was heard.

A life event seldom names its need, and nobody can write down every phrase. Where no phrase was heard at all, a concept
is about as near as the few of its phrases that are nearest: all of them together blur what people say in many ways.
Beside a need that was heard, the blurred guess does less harm. What is sensed is a guess: it moves the ranking, and is
told as a guess.
"""

from collections.abc import Sequence

import numpy as np

from directory.matching.asked import Asked, Sensed
from directory.matching.serving import Meanings
from directory.matching.vocabulary import Concept, read_out, said_text
from directory.search.arrays import Floats, Ids
from directory.search.embedding import DIMENSIONS, Vectors

_NEAREST = 5
# So many phrases have to be near: one alone may be near by chance. Of 45 things people might say that no benchmark
# holds, the nearest concept was right for 36 by three phrases, for 29 by one, and for 22 by all of them together.
_PHRASES = 3
# The part of all phrases together where nothing was heard, the rest being the nearest few.
_TOGETHER_IF_UNHEARD = 0.15
# What the nearest guess counts beside a need that was heard; farther ones count less, by the square of closeness.
_WEIGHT = 0.7


class Sense:
    """Knows what people say for each concept, by meaning. Built once for each vocabulary and model."""

    def __init__(self, concepts: Sequence[Concept], meanings: Meanings) -> None:
        # A term without phrases is a heading, or only ever something that helps.
        self._concepts = [each for each in concepts if each.phrases and said_text(each) in meanings]
        texts = [_texts_of(each, meanings) for each in self._concepts]
        self._together = _stacked([meanings[said_text(each)] for each in self._concepts])
        self._phrases = _stacked([meanings[text] for each in texts for text in each])
        self._places = _places([len(each) for each in texts])

    def nearest(self, asked: Asked, meanings: Meanings) -> tuple[Sensed, ...]:
        """The concepts nearest to what was said in a person's own words, nearest first; none that was heard."""
        spoken = [meanings[each.text] for each in asked.own_words if each.text in meanings]
        if not spoken or not self._concepts:
            return ()
        vector: Vectors = np.mean(spoken, axis=0, dtype=np.float32)
        closeness = self._together @ vector
        if not asked.heard:
            closeness = _TOGETHER_IF_UNHEARD * closeness + (1 - _TOGETHER_IF_UNHEARD) * self._of_nearest(vector)
        nearest = [int(place) for place in np.argsort(-closeness, kind="stable")[:_NEAREST] if closeness[place] > 0]
        heard = {each.concept.code for each in asked.heard}
        return tuple(
            Sensed(
                self._concepts[place], float(closeness[place]), _WEIGHT * _squared_share(closeness, place, nearest[0])
            )
            for place in nearest
            if self._concepts[place].code not in heard
        )

    def _of_nearest(self, vector: Vectors) -> Floats:
        """How near each concept is by its nearest phrases, or by all of them where they are fewer."""
        # The last stands for no phrase, and is farther than any.
        of_phrases = np.append(self._phrases @ vector, np.float32(-2))
        of_concepts = np.sort(of_phrases[self._places], axis=1)[:, -_PHRASES:]
        is_phrase = of_concepts > -2
        total: Floats = np.where(is_phrase, of_concepts, 0).sum(axis=1) / is_phrase.sum(axis=1)
        return total


def _stacked(vectors: Sequence[Vectors]) -> Vectors:
    return np.array(vectors, np.float32).reshape(-1, DIMENSIONS)


def _texts_of(concept: Concept, meanings: Meanings) -> list[str]:
    """The texts of a concept whose meaning is known: its phrases, and all of them together."""
    texts = dict.fromkeys((said_text(concept), *(read_out(phrase) for phrase in concept.phrases)))
    return [text for text in texts if text in meanings]


def _places(counts: Sequence[int]) -> Ids:
    """For each concept the places of its texts among those of all, in a row filled up with the place after the last."""
    most = max(counts, default=0)
    places = np.full((len(counts), most), sum(counts), np.int32)
    start = 0
    for row, count in enumerate(counts):
        places[row, :count] = np.arange(start, start + count)
        start += count
    return places


def _squared_share(closeness: Floats, place: int, best: int) -> float:
    return float(closeness[place] / closeness[best]) ** 2
