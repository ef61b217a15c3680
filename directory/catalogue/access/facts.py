"""What is known of access at a place, fact by fact: which question each answers, and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.models.places import Accessibility


class Presence(StrEnum):
    """Whether a fact tells of something that is there; a fact from elsewhere holds its words in this place."""

    PRESENT = "present"
    MISSING = "missing"


PRESENCE: Mapping[Answer, str | None] = {
    Answer.YES: Presence.PRESENT.value,
    Answer.NO: Presence.MISSING.value,
    Answer.UNKNOWN: None,
}


def plain_words(text: str | None) -> str:
    return " ".join((text or "").casefold().split()).rstrip(".")


# Facts from elsewhere that say just this answer a question too.
OF_WORDS: Mapping[str, tuple[str, Answer]] = {
    plain_words(words): (each.code, answer)
    for each in QUESTIONS.values()
    for answer, words in ((Answer.YES, each.has), (Answer.NO, each.lacks))
    if not each.unit
}
OF_WIDTH = {
    each.code: re.compile(re.escape(plain_words(each.has)).replace(r"\{\}", r"(\d{2,3})"))
    for each in QUESTIONS.values()
    if each.unit
}


@dataclass(frozen=True)
class AccessFact:
    """One fact. Where it answers none of the questions, `code` is None, and it says what its words say.

    Of something that was asked and that nobody knew it has no words, and perhaps details.
    """

    code: str | None
    answer: Answer
    words: str
    details: str
    width_cm: int | None = None

    @property
    def line(self) -> str:
        """What it says, with its details."""
        return f"{self.words}: {self.details}" if self.words and self.details else self.words or self.details


def read_fact(row: Accessibility) -> AccessFact:
    """What a row of the table says."""
    words, details = row.description or row.accessibility or "", row.details or ""
    asked = row.question if row.question in QUESTIONS else None
    if row.question and not words:
        return AccessFact(asked, Answer.UNKNOWN, "", details)
    code, answer, width_cm = recognised(words)
    if row.accessibility == Presence.MISSING:
        answer = Answer.NO
    return AccessFact(asked or code, answer, words, details, row.width_cm or width_cm)


def recognised(words: str) -> tuple[str | None, Answer, int | None]:
    """Which question words answer, and how; none where they are others."""
    plain = plain_words(words)
    for code, width in OF_WIDTH.items():
        if found := width.fullmatch(plain):
            return code, Answer.YES, int(found[1])
    if plain in OF_WORDS:
        return (*OF_WORDS[plain], None)
    return None, Answer.NO if plain.startswith("no ") else Answer.YES, None
