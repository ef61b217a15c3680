"""Finding by shared words: BM25F over weighted fields, in arrays.

A word counts more the rarer it is among the documents, more in a name or tag than in a description, and less in a long
text than in a short one (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, sections 3.5 and 3.6).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from directory.search.text import STOP_WORDS, stem, words

Floats = NDArray[np.float32]
Ids = NDArray[np.int32]

# How much a word counts in each field, and how far the length of that field matters (0 not at all, 1 fully).
FIELD_WEIGHTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"name": (3.0, 0.5), "tags": (2.0, 0.5), "description": (1.0, 0.75), "organization": (0.5, 0.75)}
)
_SATURATION = 1.2


@dataclass
class Lexicon:
    """Numbers for stems, given out as they are met. Only the building of an index may add to it."""

    numbers: dict[str, int] = field(default_factory=dict)
    known_words: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "Lexicon":
        return Lexicon(dict(self.numbers), dict(self.known_words))

    def ids_of(self, text: str) -> Ids:
        """The numbers of the meaningful words of a text, with repeats."""
        known = self.known_words
        found = [known[word] if word in known else self._learn(word) for word in words(text)]
        return np.array([number for number in found if number >= 0], np.int32)

    def _learn(self, word: str) -> int:
        number = -1 if word in STOP_WORDS else self.numbers.setdefault(stem(word), len(self.numbers))
        self.known_words[word] = number
        return number


@dataclass(frozen=True)
class LexicalIndex:
    """For each stem the documents that hold it and what it is worth there, as one compressed table.

    `documents[starts[s]:starts[s + 1]]` are the rows that hold stem `s`, `worth` runs beside them.
    """

    numbers: Mapping[str, int]
    starts: NDArray[np.int64]
    documents: Ids
    worth: Floats
    size: int

    def scores(self, query: Mapping[str, float] | Iterable[str]) -> Floats:
        """What each document is worth for these stems, each counted once, or as often as the mapping says."""
        asked = query if isinstance(query, Mapping) else dict.fromkeys(query, 1.0)
        total = np.zeros(self.size, np.float32)
        for each in sorted(asked):
            rows, worth = self.postings(each)
            total[rows] += np.float32(asked[each]) * worth
        return total

    def postings(self, stemmed: str) -> tuple[Ids, Floats]:
        """The rows of the documents that hold a stem, and what it is worth in each."""
        number = self.numbers.get(stemmed)
        if number is None or number + 1 >= len(self.starts):
            return self.documents[:0], self.worth[:0]
        span = slice(self.starts[number], self.starts[number + 1])
        return self.documents[span], self.worth[span]

    def holding(self, stemmed: str) -> int:
        """How many documents hold a stem."""
        return len(self.postings(stemmed)[0])


def build_lexical(lexicon: Lexicon, texts: Sequence[Sequence[Ids]]) -> LexicalIndex:
    """The table for documents given as one array of stem numbers per field, in the order of `FIELD_WEIGHTS`."""
    stem_count, size = len(lexicon.numbers), len(texts)
    pairs, amounts = [np.zeros(0, np.int64)], [np.zeros(0, np.float64)]
    for position, (weight, length_matters) in enumerate(FIELD_WEIGHTS.values()):
        field_pairs, counts = _weighed_counts([each[position] for each in texts], size, length_matters)
        pairs.append(field_pairs)
        amounts.append(weight * counts)
    merged, where = np.unique(np.concatenate(pairs), return_inverse=True)
    amount = np.bincount(where, np.concatenate(amounts), len(merged))
    stem_numbers, documents = np.divmod(merged, max(size, 1))
    held_by = np.bincount(stem_numbers, minlength=stem_count)
    rarity = np.log1p((size - held_by + 0.5) / (held_by + 0.5))
    worth = rarity[stem_numbers] * amount / (amount + _SATURATION)
    return LexicalIndex(
        numbers=lexicon.numbers,
        starts=np.concatenate([[0], np.cumsum(held_by)]).astype(np.int64),
        documents=documents.astype(np.int32),
        worth=worth.astype(np.float32),
        size=size,
    )


def _weighed_counts(
    texts: Sequence[Ids], size: int, length_matters: float
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """How often each stem stands in each text, made smaller in long texts; keyed by stem number * size + row."""
    lengths = np.array([len(each) for each in texts], np.int64)
    if not lengths.sum():
        return np.zeros(0, np.int64), np.zeros(0, np.float64)
    rows = np.repeat(np.arange(size), lengths)
    pairs, counts = np.unique(np.concatenate(texts).astype(np.int64) * size + rows, return_counts=True)
    stretch = 1 - length_matters + length_matters * lengths / lengths[lengths > 0].mean()
    return pairs, counts / stretch[pairs % size]
