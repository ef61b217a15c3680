"""What the matcher answers with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from directory.matching.asked import Heard, Sensed
from directory.matching.limits import LimitName
from directory.matching.narrowing import Choices
from directory.matching.ranking import Parts
from directory.matching.reasons import Reason
from directory.matching.refusals import RefusedThing
from directory.matching.told_age import ToldAge
from directory.matching.vocabulary import Concept
from directory.search.documents import SearchDocument


@dataclass(frozen=True)
class Suggestion:
    """One service to go to, with its score from 0 to 1 and the reasons, the most telling first."""

    document: SearchDocument
    score: float
    parts: Parts
    distance_m: float | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class MatchResult:
    """Suggestions, best first, and what was made of the profile.

    `heard` is what they said or chose, and `set_aside` what else would have been heard, but is not meant. `sensed` is
    guessed from the meaning, and only moves the ranking; `guessed` of it is good enough to be told. `alarm` is an
    urgent need that may be meant: it brings out help lines, and what is for it comes first. `semantic` says whether
    meaning was compared; if not, `without_semantic` is a sentence saying why. `considered` counts the services that
    were open, near enough and ruled out by no limit; `left_out` those that one limit alone keeps out. `told_age`
    is the age that the person told of themselves, whether it is meant or not.
    """

    suggestions: tuple[Suggestion, ...]
    heard: tuple[Heard, ...]
    sensed: tuple[Sensed, ...]
    alarm: Concept | None
    refused: tuple[RefusedThing, ...]
    semantic: bool
    without_semantic: str | None
    considered: int
    left_out: Mapping[LimitName, int] = field(default_factory=dict)
    guessed: tuple[Sensed, ...] = ()
    set_aside: tuple[Heard, ...] = ()
    told_age: ToldAge | None = None

    @property
    def is_urgent(self) -> bool:
        """Whether a need was heard that cannot wait: help lines come before any activity."""
        return any(each.concept.urgent for each in self.heard)

    @property
    def urgent_codes(self) -> tuple[str, ...]:
        """The needs for which help lines are shown: those that were heard, or else one that may be meant."""
        heard = tuple(each.concept.code for each in self.heard if each.concept.urgent)
        return heard or ((self.alarm.code,) if self.alarm else ())


@dataclass(frozen=True)
class Found:
    """One page of all that is found for a profile, and what that may be narrowed by.

    The suggestions of `result` are those of the page. `is_only_close` where no listing speaks of what was said.
    """

    result: MatchResult
    choices: Choices
    is_only_close: bool
