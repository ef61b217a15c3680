"""What was learnt of one person from what they tried: why it was not for them, and what that says of other activities.

It moves their own next match a little, and nobody else's: it says nothing of the group.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class LearntKind(StrEnum):
    """Why something was not for somebody, where that says something of other activities."""

    TOO_FAR = "too far"
    WRONG_TIME = "wrong time"
    COST = "cost"
    NOT_MY_THING = "not my thing"
    PEOPLE = "the people"
    TOO_MANY_PEOPLE = "too many people"


@dataclass(frozen=True)
class Learnt:
    """Why a service was not for somebody. `codes` are the kinds of activity it is, `same_group` what its group runs."""

    kind: LearntKind
    service_id: uuid.UUID
    name: str
    codes: frozenset[str] = frozenset()
    same_group: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True)
class LikeTried:
    """It shares with something that was not for them what was wrong with that."""

    kind: ClassVar[str] = "like_tried"
    why: LearntKind
    name: str

    @property
    def sentence(self) -> str:
        return _LIKE[self.why].format(name=self.name)


@dataclass(frozen=True)
class UnlikeTried:
    """It is better than something that was not for them in what was wrong with that."""

    kind: ClassVar[str] = "unlike_tried"
    why: LearntKind
    name: str

    @property
    def sentence(self) -> str:
        return _UNLIKE[self.why].format(name=self.name)


_LIKE = {
    LearntKind.TOO_FAR: "As far as {name}, which was too far for them, or farther.",
    LearntKind.WRONG_TIME: "Only at the times of {name}, which did not suit them.",
    LearntKind.COST: "Costs as much as {name}, which was too dear for them, or more.",
    LearntKind.NOT_MY_THING: "Much like {name}, which was not their thing.",
    LearntKind.PEOPLE: "The group that runs {name}, where they did not feel at home.",
}
_UNLIKE = {
    LearntKind.TOO_FAR: "Nearer than {name}, which was too far for them.",
    LearntKind.TOO_MANY_PEOPLE: "For one, or for few: at {name} there were too many people for them.",
}
