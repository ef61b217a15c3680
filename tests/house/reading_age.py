"""How old somebody has to be to read a text: the grade of Flesch and Kincaid, with syllables counted by a library.

Kincaid and others, Derivation of new readability formulas, Research Branch Report 8-75, 1975. A grade is a year of
school in the United States: grade 4 begins at the age of nine, so that a text below grade 5 can be read at nine.
"""

import re
from collections.abc import Collection, Iterable, Sequence

import syllapy

SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
# A row of things after a colon, with so many commas, is read thing by thing.
ROW = 6
# Names that there are no other words for: each counts as one short word.
NAMES = (
    "Web Content Accessibility Guidelines",
    "GOV.UK Design System",
    "Equality Advisory and Support Service",
    "Information Commissioner’s Office",
    "Northern Ireland",
    "OpenStreetMap",
    "Samaritans",
    "JavaScript",
    "GOV.UK",
    "“Incognito”",
    "“InPrivate”",
)


def sentences_in(lines: Iterable[str]) -> list[list[str]]:
    """The words of each sentence of some lines. A line ends a sentence, as it does for whoever reads it."""
    parts = (part for line in lines for part in SENTENCE_END.split(without_names(line)))
    found = (WORD.findall(each) for part in parts for each in things_in(part))
    return [words for words in found if words]


def things_in(sentence: str) -> list[str]:
    """A sentence as a whole; or what is before a long row of things, and each of them."""
    return re.split("[:,]", sentence) if sentence.count(",") >= ROW else [sentence]


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "it")
    return text


def grade_of(sentences: Sequence[Sequence[str]]) -> float:
    """The year of school in which somebody can read these sentences."""
    words = [word for each in sentences for word in each]
    per_sentence, per_word = len(words) / len(sentences), sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59


def syllables(word: str) -> int:
    return max(1, int(syllapy.count(word.replace("’", "'").lower())))


def long_words(sentences: Iterable[Iterable[str]], known: Collection[str] = ()) -> set[str]:
    """The words of four syllables and more, but for those that are known to be needed."""
    return {word.lower() for each in sentences for word in each if syllables(word) >= 4} - set(known)
