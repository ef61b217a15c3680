"""The questions about access, and the words of their answers."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

NARROWEST_CM, WIDEST_CM = 30, 400


class Answer(StrEnum):
    """What was said when somebody asked. No answer at all means that nobody has asked yet."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class AccessQuestion:
    """A question, what helps to answer it well, and what yes and no say. One with a `unit` asks for a width.

    `named` is what it is about, in a few words.
    """

    code: str
    named: str
    asks: str
    prompt: str
    has: str
    lacks: str = ""
    unit: str = ""

    def words(self, answer: Answer, width_cm: int | None = None) -> str | None:
        """What an answer says; nothing where it is not known."""
        if answer == Answer.UNKNOWN:
            return None
        return self.lacks if answer == Answer.NO else self.has.format(width_cm)


@dataclass(frozen=True)
class AccessGroup:
    """Questions that belong together."""

    name: str
    questions: tuple[AccessQuestion, ...]


def read_groups() -> tuple[AccessGroup, ...]:
    """All questions, in groups, in the order of the pages."""
    text = resources.files("directory.catalogue.access").joinpath("questions.toml").read_text("utf-8")
    return tuple(
        AccessGroup(group["name"], tuple(AccessQuestion(**each) for each in group["question"]))
        for group in tomllib.loads(text)["group"]
    )


GROUPS = read_groups()
QUESTIONS: Mapping[str, AccessQuestion] = {each.code: each for group in GROUPS for each in group.questions}
