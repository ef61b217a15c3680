"""What an evaluation takes: people, and what they answered, as columns of numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

# The item of a row that holds a total and no single answer.
TOTAL = 0


class Stage(StrEnum):
    """When in a spell of support something was measured."""

    BASELINE = "baseline"
    REVIEW = "review"
    EXIT = "exit"
    FOLLOW_UP = "follow_up"


STAGES = tuple(Stage)


@dataclass(frozen=True)
class Coded:
    """One text for each person out of a few, as its place in `labels`; -1 where it is not known."""

    codes: NDArray[np.int16]
    labels: tuple[str, ...]

    @classmethod
    def of(cls, values: Sequence[str | None]) -> "Coded":
        """The texts in the order they first come."""
        places: dict[str | None, int] = {None: -1}
        for value in values:
            if value not in places:
                places[value] = len(places) - 1
        codes = np.fromiter((places[value] for value in values), np.int16, len(values))
        return cls(codes, tuple(each for each in places if each is not None))

    def is_one_of(self, labels: Iterable[str]) -> NDArray[np.bool_]:
        """For each person, whether theirs is among these."""
        wanted = [place for place, label in enumerate(self.labels) if label in set(labels)]
        return np.isin(self.codes, wanted)

    def values(self) -> list[str | None]:
        """The texts themselves."""
        told = (*self.labels, None)
        return [told[code] for code in self.codes.tolist()]


@dataclass(frozen=True)
class People:
    """Who took part, without a name: in any order, and answers refer to them by their place. Age is nan if unknown."""

    sex: Coded
    age: NDArray[np.float64]
    ethnicity: Coded
    referral_source: Coded

    def __len__(self) -> int:
        return len(self.age)


@dataclass(frozen=True)
class Responses:
    """Answers, one in each place: whose, at which stage (place in STAGES), on which day (of the proleptic calendar, 0
    where it is not known), of which measure (place in `measures`), which item (0 for a total), and its value."""

    person: NDArray[np.int32]
    stage: NDArray[np.int8]
    day: NDArray[np.int32]
    measure: NDArray[np.int16]
    item: NDArray[np.int16]
    value: NDArray[np.float64]
    measures: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True)
class Dataset:
    """A cohort to evaluate. `doses` are how much of something each person had, by its name; nan where nobody knows.

    `groupings` are groupings beside those by what `People` says: of each by its name the groups, by their label, with
    who is in them. Somebody may be in several groups of one.
    """

    people: People
    responses: Responses
    doses: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    groupings: Mapping[str, Mapping[str, NDArray[np.bool_]]] = field(default_factory=dict)
