"""Finding by shared words: BM25F over weighted fields, in arrays.

A word counts more the rarer it is among the documents, more in a name or tag than in a description, and less in a long
text than in a short one (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, sections 3.5 and 3.6).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from directory.search.arrays import Floats, Ids, Starts, group, place_in
from directory.search.lexicon import NO_STEM, Lexicon, WordTable, counted_once, rarity, read_words, settle

# How much a word counts in each field, and how far the length of that field matters (0 not at all, 1 fully).
FIELD_WEIGHTS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"name": (3.0, 0.5), "tags": (2.0, 0.5), "description": (1.0, 0.75), "organization": (0.5, 0.75)}
)
_SATURATION = 1.2
Lengths = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Texts:
    """The words of each field of each document as one long array: field `f` of row `r` is run `r * 4 + f`."""

    words: Ids
    starts: Starts

    def of(self, row: int) -> Sequence[Ids]:
        """The words of the fields of one document."""
        bounds = self.starts[row * len(FIELD_WEIGHTS) : (row + 1) * len(FIELD_WEIGHTS) + 1]
        return [self.words[start:end] for start, end in pairwise(bounds)]

    def all_of(self, row: int) -> Ids:
        """The words of one document, field after field."""
        first = row * len(FIELD_WEIGHTS)
        return self.words[self.starts[first] : self.starts[first + len(FIELD_WEIGHTS)]]


@dataclass(frozen=True, eq=False)
class Postings:
    """For each stem the documents of a segment that hold it, and how much of it.

    `rows[starts[s]:starts[s + 1]]` hold stem `s`, `amounts`, from 0 to 1, run beside them. `mean_lengths` are those
    of the fields that amounts were reckoned with, in stems.
    """

    table: WordTable
    starts: Starts
    rows: Ids
    amounts: Floats
    mean_lengths: Lengths

    def of(self, stemmed: str) -> tuple[Ids, Floats]:
        """The rows that hold a stem, and how much of it."""
        number = self.table.number_of(stemmed)
        span = slice(0, 0) if number is None else slice(self.starts[number], self.starts[number + 1])
        return self.rows[span], self.amounts[span]

    def holding(self, stemmed: str) -> int:
        """How many documents hold a stem."""
        number = self.table.number_of(stemmed)
        return 0 if number is None else int(self.starts[number + 1] - self.starts[number])

    def holding_word(self, word: str) -> int:
        """How many documents hold some form of a word that is written in one of them just so."""
        place = place_in(self.table.words, word.encode())
        number = NO_STEM if place is None else int(self.table.stems_of_words[place])
        return 0 if number == NO_STEM else int(self.starts[number + 1] - self.starts[number])

    def counted_words(self) -> Mapping[str, int]:
        """Each word, as written, and how many documents hold some form of it; none do of words that say nothing."""
        held_by = np.append(np.diff(self.starts), 0)
        counts = held_by[self.table.stems_of_words].tolist()
        return dict(zip(read_words(self.table.words), counts, strict=True))


class LexicalIndex:
    """The words of segments that stand one after the other, each given with the row that it begins at."""

    def __init__(self, parts: Sequence[tuple[int, Postings]], size: int) -> None:
        self._parts = parts
        self._size = size

    def scores(self, query: Mapping[str, float] | Iterable[str], start: int = 0) -> Floats:
        """What each document is worth for these stems, each counted once, or as often as a mapping says.

        With `start` only for what stands from that row on, which must be where a segment begins.
        """
        total = np.zeros(self._size - start, np.float32)
        for rows, amounts, weight in self.weighed(query, start):
            total[rows - np.int32(start)] += weight * amounts
        return total

    def weighed(
        self, query: Mapping[str, float] | Iterable[str], start: int = 0
    ) -> Iterator[tuple[Ids, Floats, np.float32]]:
        """For each of these stems, and each segment from `start` on, the rows that hold it, how much, and its weight.

        What a document is worth is the sum of weights times amounts.
        """
        asked = counted_once(query)
        for each in sorted(asked):
            weight = np.float32(asked[each] * rarity(self.holding(each), self._size))
            for first, postings in self._parts:
                if first >= start:
                    rows, amounts = postings.of(each)
                    yield rows + np.int32(first) if first else rows, amounts, weight

    def rows_holding(self, stemmed: str) -> Ids:
        """The rows of the documents that hold a stem."""
        found = [postings.of(stemmed)[0] for _, postings in self._parts]
        if len(found) == 1:
            return found[0]
        return np.concatenate([rows + np.int32(first) for rows, (first, _) in zip(found, self._parts, strict=True)])

    def holding(self, stemmed: str) -> int:
        """How many documents hold a stem."""
        return sum(postings.holding(stemmed) for _, postings in self._parts)


def build_postings(
    lexicon: Lexicon, texts: Sequence[Sequence[Ids]], mean_lengths: Lengths | None = None
) -> tuple[Postings, Texts]:
    """The table for documents given as one array of word numbers per field, in the order of `FIELD_WEIGHTS`.

    `mean_lengths` are given where a segment is added to others.
    """
    kept = _kept_texts(texts)
    table, renumbered = settle(lexicon, np.unique(kept.words))
    kept = Texts(renumbered[kept.words], kept.starts)
    lengths = np.diff(kept.starts).reshape(-1, len(FIELD_WEIGHTS))
    means = _mean_lengths(lengths) if mean_lengths is None else mean_lengths
    keys, amounts = _amounts(table.stems_of_words[kept.words], lengths, means)
    stems, rows = np.divmod(keys, max(len(texts), 1))
    saturated = (amounts / (amounts + _SATURATION)).astype(np.float32)
    starts = group(stems.astype(np.int32), len(table.stems))
    return Postings(table, starts, rows.astype(np.int32), saturated, means), kept


def _kept_texts(texts: Sequence[Sequence[Ids]]) -> Texts:
    flat = [each for fields in texts for each in fields]
    starts = np.concatenate([[0], np.cumsum([len(each) for each in flat])]).astype(np.int64)
    return Texts(np.concatenate([*flat, np.zeros(0, np.int32)]).astype(np.int32), starts)


def _mean_lengths(lengths: NDArray[np.int64]) -> Lengths:
    """Of the documents that have a field at all, how many stems it has."""
    having = np.maximum((lengths > 0).sum(axis=0), 1)
    means: Lengths = np.maximum(lengths.sum(axis=0) / having, 1.0)
    return means


def _amounts(said: Ids, lengths: NDArray[np.int64], means: Lengths) -> tuple[NDArray[np.int64], Lengths]:
    """How much of each stem each document holds, over all fields; keyed by stem * documents + row.

    `said` are the stems of their words, one after the other.
    """
    size = len(lengths)
    run_of = np.repeat(np.arange(lengths.size), lengths.ravel())
    rows, fields = np.divmod(run_of, len(FIELD_WEIGHTS))
    weights, length_matters = (np.array(each) for each in zip(*FIELD_WEIGHTS.values(), strict=True))
    stretch = 1 - length_matters + length_matters * lengths / means
    worth = (weights / stretch)[rows, fields]
    keys = said.astype(np.int64) * size + rows
    order = np.argsort(keys, kind="stable")
    keys, worth = keys[order], worth[order]
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    return keys[is_first], np.add.reduceat(worth, np.flatnonzero(is_first)) if len(keys) else worth
