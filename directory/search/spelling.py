"""Putting right words that are misspelt, so that shared words are found.

Dialect spellings of everyday words are known by heart. Another word is only touched if it is no English word we know
of, is in no listing and in no phrase, and if one well-known word of the listings lies a slip or two away. Unguarded
repair does harm: it turns names and dialect into other things.
"""

import re
from collections.abc import Iterable

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

    def __init__(self, index: CatalogueIndex, english: frozenset[str], phrases: Iterable[str] = ()) -> None:
        """`english` are words known to be right; without any, nothing is ever repaired."""
        spoken = {word for phrase in phrases for word in words(phrase)}
        self._right = english | spoken | index.words_in(_NO_SLIP) | STOP_WORDS
        self._right_stems = frozenset(map(stem, english))
        well_known = (word for word in index.words_in(_WELL_KNOWN) if stem(word) in self._right_stems)
        self._targets = sorted(word for word in {*well_known, *spoken} - STOP_WORDS if _is_target(word))
        self._is_guarded = bool(english)

    def repair(self, text: str) -> str:
        """A normalised text with its misspelt words put right; all others stay as they are."""
        return _WORD.sub(lambda found: self._repaired(found.group()), text) if self._is_guarded else text

    def _repaired(self, word: str) -> str:
        if word in _SPELLED_OTHERWISE:
            return _SPELLED_OTHERWISE[word]
        if len(word) < _SHORTEST or word in self._right or stem(word) in self._right_stems:
            return word
        slips = 1 if len(word) < _LONG else 2
        near = process.extract(word, self._targets, scorer=OSA.distance, score_cutoff=slips, limit=_NEIGHBOURS)
        # People seldom get the first letter wrong, and other words often differ in it.
        alike = [(distance, other) for other, distance, _ in near if other[0] == word[0]]
        return min(alike)[1] if alike else word


def _is_target(word: str) -> bool:
    return len(word) >= _SHORTEST - 1 and word.isalpha()
