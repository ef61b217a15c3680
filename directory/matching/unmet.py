"""Whether a match found what somebody needs; and if not, what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from directory.matching.doubts import FullNow, WaitingList
from directory.matching.limits import LimitName
from directory.matching.reasons import NeedHeard
from directory.matching.suggestions import MatchResult, Suggestion

# What decides for whom something is, and not when it is or what it costs.
WHO_IT_IS_FOR = frozenset(
    {LimitName.AGE, LimitName.AREA, LimitName.LANGUAGE, LimitName.COMPANY, LimitName.ACCESS, LimitName.PEOPLE}
)


class UnmetBy(StrEnum):
    """In which way a match went without."""

    NOTHING = "nothing"
    """Nothing that is near enough and at the right time serves what was heard."""
    NOT_FOR_THEM = "not for them"
    """Something would, but is for others, or they could not get in or take part."""
    FULL = "full"
    """What serves it is full, or has a waiting list."""


@dataclass(frozen=True)
class UnmetMatch:
    """A match that went without: in which way, and the codes of what was needed."""

    by: UnmetBy
    codes: Sequence[str]


def unmet_by(result: MatchResult) -> UnmetBy | None:
    """In which way a match went without what was heard; None where it did not, and where nothing was heard."""
    if not result.heard:
        return None
    serving = [each for each in result.suggestions if serves(each)]
    if serving:
        return UnmetBy.FULL if all(map(is_full, serving)) else None
    if LimitName.ROOM in result.left_out:
        return UnmetBy.FULL
    return UnmetBy.NOT_FOR_THEM if WHO_IT_IS_FOR & result.left_out.keys() else UnmetBy.NOTHING


def serves(suggestion: Suggestion) -> bool:
    return any(isinstance(each, NeedHeard) for each in suggestion.reasons)


def is_full(suggestion: Suggestion) -> bool:
    return any(isinstance(each, FullNow | WaitingList) for each in suggestion.reasons)
