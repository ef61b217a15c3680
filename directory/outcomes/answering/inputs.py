"""What recording answers takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from directory.outcomes.models import AnswerMode, Occasion


@dataclass(frozen=True)
class AnswersInput:
    """The answers to one questionnaire on an occasion, by the number of the question.

    `refused` are the questions that somebody did not want to answer; those in neither were not asked. `seen` is the
    version of what was recorded when somebody looked, nought for nothing.
    """

    occasion: Occasion
    taken_on: date
    mode: AnswerMode
    answers: Mapping[int, int] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()
    seen: int | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.answers or self.refused)
