"""Danger told in words that no phrase foresaw, noticed by meaning.

Every sentence is compared with what people in danger say, and with everything else that people say. This is a guess:
it brings out the help lines, and puts only what is for that very danger before all else.
"""

from collections.abc import Sequence

import numpy as np

from directory.matching.serving import Meanings
from directory.matching.vocabulary import Concept, Vocabulary, read_out
from directory.search.embedding import DIMENSIONS, Vectors

# Measured on sentences of danger and of daily life that were kept apart from the phrases: of those in danger that no
# phrase foresaw this notices two in five, and of the benchmark's statements it takes none for danger.
_CLOSE = 0.45
_CLOSER_THAN_OTHERS = 0.06


class Alarm:
    """Knows the meanings of all phrases of a vocabulary. Built once for each vocabulary and model."""

    def __init__(self, vocabulary: Vocabulary, meanings: Meanings) -> None:
        said = [
            (concept, meanings[text])
            for concept in vocabulary.concepts.values()
            if concept.is_wish
            for text in map(read_out, concept.phrases)
            if text in meanings
        ]
        self._urgent = [concept for concept, _ in said if concept.urgent]
        self._dangers = _stacked([vector for concept, vector in said if concept.urgent])
        self._others = _stacked([vector for concept, vector in said if not concept.urgent])

    def noticed(self, sentences: Sequence[Vectors]) -> Concept | None:
        """The urgent need that one of these sentences comes near to, nearer than to anything else; or none."""
        if not sentences or not len(self._dangers) or not len(self._others):
            return None
        spoken = np.stack(sentences, axis=1)
        danger = self._dangers @ spoken
        # Hardly anything that people say comes so near, and all else that they say is much to compare it with.
        if danger.max() < _CLOSE:
            return None
        other = (self._others @ spoken).max(axis=0)
        alarming = np.where(danger.max(axis=0) >= other + _CLOSER_THAN_OTHERS, danger.max(axis=0), 0)
        sentence = int(alarming.argmax())
        if alarming[sentence] < _CLOSE:
            return None
        nearest = int(danger[:, sentence].argmax())
        return self._urgent[nearest]


def _stacked(vectors: Sequence[Vectors]) -> Vectors:
    return np.array(vectors, np.float32).reshape(-1, DIMENSIONS)
