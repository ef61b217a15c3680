"""Names of people as they are compared: their words in one spelling, how each begins, and how it sounds."""

import re
import unicodedata

import jellyfish

# Letters that are not a plain one with a mark on it.
WRITTEN_OUT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
APOSTROPHES = re.compile(r"['`´\u2018\u2019\u02bc]")
BEGINNING = 3
MOST_WORDS = 20


def name_words(name: str) -> list[str]:
    """The words of a name in small letters without marks, each once: "Siân O’Neill-Wu" is sian, oneill and wu."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", name).casefold().translate(WRITTEN_OUT))
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return list(dict.fromkeys(re.findall(r"[^\W_]+", bare)))[:MOST_WORDS]


def beginning_of(word: str) -> str:
    """The first letters of a word, by which somebody who types a part of a name finds it; nothing of a short one."""
    return word[:BEGINNING] if len(word) >= BEGINNING else ""


def sound_of(word: str) -> str:
    """How a word sounds in English (metaphone): the same for Catherine and Kathryn. Nothing where it cannot be said."""
    if len(word) < BEGINNING or not (word.isascii() and word.isalpha()):
        return ""
    return jellyfish.metaphone(word)
