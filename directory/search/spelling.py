"""Putting right words that are misspelt, so that shared words are found.

Dialect spellings of everyday words are known by heart. Another word is only touched if it is no English word we know
of, is in no listing and in no phrase, and if one well-known word of the listings lies a slip or two away. Unguarded
repair does harm: it turns names and dialect into other things.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.search.index import CatalogueIndex
from directory.search.text import STOP_WORDS, stem, words

_WORD = re.compile(r"[^\W\d_]+")
# Short words have too many neighbours; long ones may hold two slips.
_SHORTEST = 5
_LONG = 8
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
        slips = 1 if len(word) < _LONG else 2
        # People seldom get the first letter wrong, and other words often differ in it.
        alike = self._by_first_letter.get(word[0], ())
        near = process.extract(word, alike, scorer=OSA.distance, score_cutoff=slips, limit=_NEIGHBOURS)
        return min((distance, other) for other, distance, _ in near)[1] if near else word

    def _is_right(self, word: str) -> bool:
        is_known = word in self._english or word in self._spoken or word in STOP_WORDS
        return is_known or stem(word) in self._right_stems or self._index.holding_word(word) >= _NO_SLIP


def _by_first_letter(targets: Iterable[str]) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = {}
    for word in targets:
        found.setdefault(word[0], []).append(word)
    return found


def _is_target(word: str) -> bool:
    return len(word) >= _SHORTEST - 1 and word.isalpha()
