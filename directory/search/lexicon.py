"""Numbers for the words and stems of many texts, so that texts can be kept and counted as arrays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from directory.search.arrays import Bytes, Ids, place_in
from directory.search.text import STOP_WORDS, stem, words

# What is longer is no word that anybody asks for: addresses of web pages, mostly.
LONGEST_WORD = 40
NO_STEM = -1
_SAYS_NOTHING = -1


@dataclass
class Lexicon:
    """Numbers given out to words and stems as they are met. Only the building of a segment may add to it.

    `stems_of_words` has the number of its stem for each number of a word.
    """

    stems: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    stems_of_words: list[int] = field(default_factory=list)

    def ids_of(self, text: str) -> Ids:
        """The numbers of the meaningful words of a text, in order and with repeats."""
        known = self.words
        found = [known[word] if word in known else self._learn(word) for word in words(text)]
        return np.array([number for number in found if number >= 0], np.int32)

    def _learn(self, word: str) -> int:
        if word in STOP_WORDS or len(word) > LONGEST_WORD:
            self.words[word] = _SAYS_NOTHING
        else:
            self.words[word] = len(self.stems_of_words)
            self.stems_of_words.append(self.stems.setdefault(stem(word), len(self.stems)))
        return self.words[word]


@dataclass(frozen=True, eq=False)
class WordTable:
    """All words of a segment's texts, sorted, and beside each the number of its stem; stems are sorted as well.

    A number is a place among them.
    """

    stems: Bytes
    words: Bytes
    stems_of_words: Ids

    def number_of(self, stemmed: str) -> int | None:
        """The number of a stem, if any text holds it."""
        known = self._numbers.get(stemmed)
        if known is None and (known := place_in(self.stems, stemmed.encode())) is not None:
            self._numbers[stemmed] = known
        return known

    def numbers_of(self, stemmed: Iterable[str]) -> Mapping[int, str]:
        """Some stems by their numbers, as far as any text holds them."""
        return {number: each for each in stemmed if (number := self.number_of(each)) is not None}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Those that were asked for: one match asks for the same stem several times."""
        return {}

    def lexicon(self) -> Lexicon:
        """The same as a lexicon that more can be added to."""
        stems, stems_of_words = read_words(self.stems), self.stems_of_words.tolist()
        known = {
            word: _SAYS_NOTHING if stems_of_words[number] == NO_STEM else number
            for number, word in enumerate(read_words(self.words))
        }
        return Lexicon({each: number for number, each in enumerate(stems)}, known, stems_of_words)


def settle(lexicon: Lexicon, held: Ids) -> tuple[WordTable, Ids]:
    """The table of all forms of the words that are held, given by number, and for each old number of a word its new."""
    # The last stands for words that say nothing, and have the number -1.
    stems_of_words = np.array([*lexicon.stems_of_words, NO_STEM], np.int32)
    is_held = np.zeros(len(lexicon.stems), bool)
    is_held[stems_of_words[held]] = True
    stems = sorted((each.encode(), number) for each, number in lexicon.stems.items() if is_held[number])
    of_stems = _renumbered([number for _, number in stems], len(lexicon.stems))
    is_kept = np.append(is_held, True)[stems_of_words].tolist()
    said = sorted((each.encode(), number) for each, number in lexicon.words.items() if is_kept[number])
    numbers = [number for _, number in said]
    table = WordTable(
        _bytes([each for each, _ in stems]), _bytes([each for each, _ in said]), of_stems[stems_of_words[numbers]]
    )
    return table, _renumbered(numbers, len(lexicon.stems_of_words))[:-1]


def _renumbered(numbers: Sequence[int], size: int) -> Ids:
    """For each old number its place among those that are kept, and -1 for the others; and for -1, which is the last."""
    renumbered = np.full(size + 1, -1, np.int32)
    renumbered[list(numbers)] = np.arange(len(numbers), dtype=np.int32)
    renumbered[-1] = -1
    return renumbered


def read_words(table: Bytes) -> list[str]:
    """The words of a table, in order."""
    encoded: list[bytes] = list(table)
    return [each.decode() for each in encoded]


def _bytes(values: list[bytes]) -> Bytes:
    return np.array(values, np.bytes_) if values else np.zeros(0, "S1")


def rarity(held_by: int, size: int) -> float:
    """What a stem counts that so many of `size` documents hold: the rarer the more."""
    return float(np.log1p((size - held_by + 0.5) / (held_by + 0.5)))


def counted_once(query: Mapping[str, float] | Iterable[str]) -> Mapping[str, float]:
    """The stems of a query, each once, or as often as a mapping says."""
    return query if isinstance(query, Mapping) else dict.fromkeys(query, 1.0)
