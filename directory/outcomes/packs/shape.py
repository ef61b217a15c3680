"""What a pack says of a questionnaire."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

# Answers by the number of the item.
Answers = Mapping[int, float]


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither is better by itself"


@dataclass(frozen=True)
class Level:
    """One answer that can be chosen: its number, its code in files, and a short label of our own."""

    value: int
    code: str
    label: str


@dataclass(frozen=True)
class Item:
    """One question by its number, with a short neutral label in place of its words."""

    number: int
    code: str
    label: str
    lowest: int
    highest: int
    direction: Direction
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class ScoreKind:
    """A number worked out of the answers, by its name."""

    name: str
    label: str
    lowest: float
    highest: float
    direction: Direction


@dataclass(frozen=True)
class Licence:
    """Whose the questionnaire is. Where it is not open, its words are loaded by an administrator who has a licence."""

    is_open: bool
    note: str


@dataclass(frozen=True)
class ImportantDifference:
    """A change that people would notice, as published for a score."""

    score: str
    least: float
    note: str
    source: str


@dataclass(frozen=True)
class Pack:
    """A questionnaire: what is asked, how it is scored, and whose it is.

    `from_total` gives the scores of the sum of answers; None where answers are never added up. `takes_total` says
    whether a file may bring that sum without the answers.
    `may_be_missing` is how many answers may be left out for scores to be worked out all the same, the mean of the
    others standing for each. `exit_levels` are the answers at the end where another question is asked then.
    """

    code: str
    name: str
    about: str
    items: tuple[Item, ...]
    scores: tuple[ScoreKind, ...]
    from_total: Callable[[float], dict[str, float]] | None
    missing_rule: str
    licence: Licence
    source: str
    takes_total: bool = True
    may_be_missing: int = 0
    from_age: int | None = None
    important_difference: ImportantDifference | None = None
    exit_levels: tuple[Level, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> ScoreKind | None:
        """What a total in a file is, where it may bring one: the first score."""
        return self.scores[0] if self.takes_total and self.scores else None

    def item(self, known_as: str) -> Item | None:
        """An item by its code or its number."""
        return next((each for each in self.items if known_as in (each.code, str(each.number))), None)
