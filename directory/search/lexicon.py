"""Numbers for the stems of many texts, so that texts can be kept and counted as arrays."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from directory.search.arrays import Bytes, Ids, Marks, place_in
from directory.search.text import STOP_WORDS, stem, words

# What is longer is no word that anybody asks for: addresses of web pages, mostly.
LONGEST_WORD = 40
NO_STEM = -1


@dataclass
class Lexicon:
    """Numbers given out to stems as they are met. Only the building of a segment may add to it."""

    numbers: dict[str, int] = field(default_factory=dict)
    known_words: dict[str, int] = field(default_factory=dict)

    def ids_of(self, text: str) -> Ids:
        """The numbers of the meaningful words of a text, with repeats."""
        known = self.known_words
        found = [known[word] if word in known else self._learn(word) for word in words(text)]
        return np.array([number for number in found if number >= 0], np.int32)

    def _learn(self, word: str) -> int:
        is_asked_for = word not in STOP_WORDS and len(word) <= LONGEST_WORD
        number = self.numbers.setdefault(stem(word), len(self.numbers)) if is_asked_for else NO_STEM
        self.known_words[word] = number
        return number


@dataclass(frozen=True, eq=False)
class WordTable:
    """All words of a segment's texts, sorted, and beside each the number of its stem; stems are sorted as well."""

    stems: Bytes
    words: Bytes
    stems_of_words: Ids

    def number_of(self, stemmed: str) -> int | None:
        """The number of a stem, if any text holds it."""
        return place_in(self.stems, stemmed.encode())

    def lexicon(self) -> Lexicon:
        """The same as a lexicon that more can be added to."""
        stems = read_words(self.stems)
        known = zip(read_words(self.words), self.stems_of_words.tolist(), strict=True)
        return Lexicon({each: number for number, each in enumerate(stems)}, dict(known))


def settle(lexicon: Lexicon, held: Iterable[int]) -> tuple[WordTable, Ids]:
    """The table of the words whose stems are held, and for each old number of a stem its new one."""
    is_held = np.zeros(len(lexicon.numbers), bool)
    is_held[list(held)] = True
    stems = sorted((each.encode(), number) for each, number in lexicon.numbers.items() if is_held[number])
    renumbered = np.full(len(lexicon.numbers), NO_STEM, np.int32)
    renumbered[[number for _, number in stems]] = np.arange(len(stems), dtype=np.int32)
    said = sorted((each.encode(), number) for each, number in lexicon.known_words.items() if _keeps(number, is_held))
    known = np.array([renumbered[number] if number >= 0 else NO_STEM for _, number in said], np.int32)
    return WordTable(_bytes([each for each, _ in stems]), _bytes([each for each, _ in said]), known), renumbered


def _keeps(number: int, is_held: Marks) -> bool:
    return number == NO_STEM or bool(is_held[number])


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
