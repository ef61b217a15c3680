"""The questions of a client's record, by section, as `questions.toml` holds them."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from directory.errors import NotFound

FILE = Path(__file__).with_name("questions.toml")
WOULD_NOT_SAY = "would-not-say"
WOULD_NOT_SAY_WORDS = "They would rather not say"


@dataclass(frozen=True)
class Question:
    """One question. `answers` are codes with their words; `is_long` asks for a drop-down; `form` is a kind of code.

    `is_beside` where it only says more of the one before: it is not missed where it was not asked.
    """

    code: str
    label: str
    kind: str
    hint: str = ""
    answers: Mapping[str, str] | None = None
    retired: frozenset[str] = frozenset()
    is_long: bool = False
    is_beside: bool = False
    form: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether it is answered by choosing."""
        return self.kind in ("one", "many")

    def words_of(self, code: str) -> str:
        """What an answer was, in words; a code that is no longer known is told as it stands."""
        return WOULD_NOT_SAY_WORDS if code == WOULD_NOT_SAY else (self.answers or {}).get(code, code)


@dataclass(frozen=True)
class Section:
    """Questions that are asked together."""

    code: str
    title: str
    about: str
    questions: Sequence[Question]


@dataclass(frozen=True)
class Vocabulary:
    """All sections, and which version of the list they are."""

    version: str
    sections: Sequence[Section]

    def get(self, code: str) -> Section:
        """A section by its code. Raises NotFound."""
        for section in self.sections:
            if section.code == code:
                return section
        raise NotFound("There is no such part of the record.")


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The questions of today."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return Vocabulary(read["version"], [section_of(each) for each in read["section"]])


def section_of(read: Mapping[str, Any]) -> Section:
    return Section(read["code"], read["title"], read["about"], [question_of(each) for each in read["question"]])


def question_of(read: Mapping[str, Any]) -> Question:
    return Question(
        code=read["code"],
        label=read["label"],
        kind=read["kind"],
        hint=read.get("hint", ""),
        answers={code: words for code, words in read["answers"]} if "answers" in read else None,
        retired=frozenset(read.get("retired", ())),
        is_long=read.get("long", False),
        is_beside=read.get("beside", False),
        form=read.get("form", ""),
    )
