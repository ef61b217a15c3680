"""What stands in a message: its parts, in the order of the information standard, and what programs read of it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

NO_ACTIONS = "No actions are requested."
ACTIONS = "actions"


@dataclass(frozen=True)
class Section:
    """One part of a message. `words` are lines; where `is_in` is not, it stays with us."""

    key: str
    title: str
    words: str = ""
    is_in: bool = True

    @property
    def lines(self) -> list[str]:
        """Its words as they are shown. That nothing is asked for is said, never left empty."""
        lines = [each.strip() for each in self.words.split("\n") if each.strip()]
        return lines or ([NO_ACTIONS] if self.key == ACTIONS else [])


@dataclass(frozen=True)
class CodedConcept:
    """A code of SNOMED CT that the practice may record, with its term."""

    code: str
    term: str


@dataclass(frozen=True)
class MeasuredScore:
    """A score at the start or the end: of which questionnaire, which number, and on which day."""

    instrument: str
    occasion: str
    value: float
    taken_on: str


@dataclass(frozen=True)
class GoalReached:
    """A goal in the person's words, and what became of it."""

    words: str
    result: str

    @property
    def line(self) -> str:
        """The goal as a message has it."""
        return f"“{self.words}”: {self.result}"


@dataclass(frozen=True)
class Content:
    """All of a message: who it is about, its parts, and the same for programs.

    `facts` are names and values. Of `codes`, `scores` and `goals` programs are told no more than stands in the words of
    the part of that key: what a colleague took out of them goes in no form.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    codes: Sequence[CodedConcept] = field(default_factory=tuple)
    scores: Sequence[MeasuredScore] = field(default_factory=tuple)
    goals: Sequence[GoalReached] = field(default_factory=tuple)

    @property
    def shown(self) -> list[Section]:
        """The parts that go, the requested actions first. One without words is left out, but for those."""
        goes = [each for each in self.sections if each.key == ACTIONS or (each.is_in and each.lines)]
        return sorted(goes, key=lambda each: each.key != ACTIONS)

    def words_that_go(self, key: str) -> str:
        """The words of a part, as far as they go."""
        return "\n".join(line for each in self.shown if each.key == key for line in each.lines)

    @property
    def told_codes(self) -> list[CodedConcept]:
        words = self.words_that_go("codes")
        return [each for each in self.codes if each.code in words]

    @property
    def told_scores(self) -> list[MeasuredScore]:
        words = self.words_that_go("scores")
        return [each for each in self.scores if f"{each.value:.2f}" in words]

    @property
    def told_goals(self) -> list[GoalReached]:
        words = self.words_that_go("goals")
        return [each for each in self.goals if each.line in words]


def write_content(content: Content) -> str:
    return json.dumps(asdict(content), ensure_ascii=False)


def read_content(text: str) -> Content:
    known = json.loads(text)
    return Content(
        title=known["title"],
        facts=tuple((name, value) for name, value in known["facts"]),
        sections=tuple(Section(**each) for each in known["sections"]),
        codes=tuple(CodedConcept(**each) for each in known["codes"]),
        scores=tuple(MeasuredScore(**each) for each in known["scores"]),
        goals=tuple(GoalReached(**each) for each in known["goals"]),
    )
