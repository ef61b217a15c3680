"""From the meaning of what was said to the concepts it comes near to, where no known phrase was heard.

A life event seldom names its need, and nobody can write down every phrase. What is sensed is a guess: it moves the
ranking, and is told as a guess.
"""

from collections.abc import Sequence

import numpy as np

from directory.matching.asked import Asked, Sensed
from directory.matching.serving import Meanings
from directory.matching.vocabulary import Concept, said_text
from directory.search.embedding import DIMENSIONS, Vectors

_NEAREST = 5
# What the nearest guess counts beside a need that was heard; farther ones count less, by the square of closeness.
_WEIGHT = 0.7


class Sense:
    """Knows what people say for each concept, by meaning. Built once for each vocabulary and model."""

    def __init__(self, concepts: Sequence[Concept], meanings: Meanings) -> None:
        # A term without phrases is a heading, or only ever something that helps.
        self._concepts = [each for each in concepts if each.phrases and said_text(each) in meanings]
        vectors = [meanings[said_text(each)] for each in self._concepts]
        self._vectors: Vectors = np.array(vectors, np.float32).reshape(-1, DIMENSIONS)

    def nearest(self, asked: Asked, meanings: Meanings) -> tuple[Sensed, ...]:
        """The concepts nearest to what was said in a person's own words, nearest first; none that was heard."""
        spoken = [meanings[each.text] for each in asked.own_words if each.text in meanings]
        if not spoken or not self._concepts:
            return ()
        closeness = self._vectors @ np.mean(spoken, axis=0, dtype=np.float32)
        nearest = [int(place) for place in np.argsort(-closeness, kind="stable")[:_NEAREST] if closeness[place] > 0]
        heard = {each.concept.code for each in asked.heard}
        return tuple(
            Sensed(
                self._concepts[place], float(closeness[place]), _WEIGHT * _squared_share(closeness, place, nearest[0])
            )
            for place in nearest
            if self._concepts[place].code not in heard
        )


def _squared_share(closeness: Vectors, place: int, best: int) -> float:
    return float(closeness[place] / closeness[best]) ** 2
