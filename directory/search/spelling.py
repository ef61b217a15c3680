"""Putting right words that are misspelt, so that shared words are found.

Dialect spellings of everyday words are known by heart. Another word is only touched if it is no English word we know
of, is in no listing and in no phrase, and if one well-known word of the listings lies a slip or two away. Unguarded
repair does harm: it turns names and dialect into other things.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.index import CatalogueIndex
from directory.search.text import STOP_WORDS, stem, words

_WORD = re.compile(r"[^\W\d_]+")
# Short words have too many neighbours; long ones may hold two slips.
_SHORTEST = 5
_LONG = 8
# Shorter ones than are repaired may still be asked about.
_SHORTEST_ASKED = 4
_MOST_OTHERS = 2
# A word is worth repairing to if at least this many listings use it, in any of its forms.
_WELL_KNOWN = 5
# Listings hold slips too, but seldom the same one twice.
_NO_SLIP = 2
_NEIGHBOURS = 20
# Scots and northern spellings of everyday words: no slips, and their nearest neighbours are other things ("horse").
_SPELLED_OTHERWISE = {
    "hoose": "house", "hooses": "houses", "oot": "out", "aboot": "about", "doon": "down", "toon": "town",
    "roond": "round", "noo": "now", "wi": "with", "tae": "to", "fae": "from", "ower": "over", "heid": "head",
    "hame": "home", "auld": "old", "cauld": "cold", "lang": "long", "reet": "right", "neet": "night", "mak": "make",
    "tek": "take", "watter": "water", "wark": "work", "cannit": "cannot",
}  # fmt: skip


@dataclass(frozen=True)
class Mending:
    """A word that may be misspelt: as said, as it is read, if it is read otherwise, and what else may be meant."""

    said: str
    read_as: str
    others: tuple[str, ...]


class Speller:
    """Repairs spelling towards the words of one index and of the vocabulary."""

    def __init__(
        self,
        index: CatalogueIndex,
        english: frozenset[str],
        phrases: Iterable[str] = (),
        targets: Sequence[str] | None = None,
    ) -> None:
        """`english` are words known to be right; without any, nothing is ever repaired.

        `targets` are the words to repair to, where they were found before.
        """
        self._index = index
        self._spoken = {word for phrase in phrases for word in words(phrase)}
        self._english = english
        self._right_stems = frozenset(map(stem, english))
        self.targets = self._find_targets() if targets is None else targets
        self._by_first_letter = _by_first_letter(self.targets)

    def _find_targets(self) -> Sequence[str]:
        well_known = (word for word in self._index.words_in(_WELL_KNOWN) if stem(word) in self._right_stems)
        return sorted(word for word in {*well_known, *self._spoken} - STOP_WORDS if _is_target(word))

    def repair(self, text: str) -> str:
        """A normalised text with its misspelt words put right; all others stay as they are."""
        return _WORD.sub(lambda found: self._repaired(found.group()), text) if self._english else text

    def _repaired(self, word: str) -> str:
        if word in _SPELLED_OTHERWISE:
            return _SPELLED_OTHERWISE[word]
        if len(word) < _SHORTEST or self._is_right(word):
            return word
        return next(iter(self._nearest(word, _slips_in(word))), word)

    def mendings(self, text: str) -> tuple[Mending, ...]:
        """The words of a normalised text that may be misspelt, each once. Dialect is none."""
        said = dict.fromkeys(_WORD.findall(text)) if self._english else ()
        return tuple(each for word in said if (each := self._mending(word)))

    def _mending(self, word: str) -> Mending | None:
        if len(word) < _SHORTEST_ASKED or word in _SPELLED_OTHERWISE or self._is_right(word):
            return None
        read_as = self._repaired(word)
        slips = _slips_in(word) if read_as != word else _slips_in(word) + (len(word) >= _SHORTEST)
        by_stem = {stem(each): each for each in reversed(self._nearest(word, slips))}
        by_stem.pop(stem(read_as), None)
        others = tuple(reversed(by_stem.values()))[:_MOST_OTHERS]
        return Mending(word, "" if read_as == word else read_as, others) if others or read_as != word else None

    def _nearest(self, word: str, slips: int) -> Sequence[str]:
        """The words that lie nearest, within so many slips, all as near; of these in the order of the alphabet."""
        # People seldom get the first letter wrong, and other words often differ in it.
        alike = self._by_first_letter.get(word[0], ())
        near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=_NEIGHBOURS)
        least = min((distance for _, distance, _ in near), default=0)
        return sorted(other for other, distance, _ in near if distance == least)

    def _is_right(self, word: str) -> bool:
        is_known = word in self._english or word in self._spoken or word in STOP_WORDS
        return is_known or stem(word) in self._right_stems or self._index.holding_word(word) >= _NO_SLIP


def _by_first_letter(targets: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in targets:
        found.setdefault(word[0], []).append(word)
    return found


def _slips_in(word: str) -> int:
    return 1 if len(word) < _LONG else 2


def _is_target(word: str) -> bool:
    return len(word) >= _SHORTEST - 1 and word.isalpha()
