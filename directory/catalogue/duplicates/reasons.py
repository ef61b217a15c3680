"""What speaks for or against two records being one, and how much."""

from dataclasses import dataclass
from enum import StrEnum


class ReasonKind(StrEnum):
    """What speaks for or against two records being one."""

    SAME_NAME = "same name"
    ALIKE_NAMES = "alike names"
    SAME_IDENTIFIER = "same identifier"
    SAME_PHONE = "same phone"
    SAME_EMAIL = "same email"
    SAME_PAGE = "same page"
    SAME_SITE = "same site"
    SAME_GROUP = "same group"
    ALIKE_GROUPS = "alike groups"
    SAME_POSTCODE = "same postcode"
    NEAR = "near"
    SAME_TIMES = "same times"
    SAME_WORDS = "same words"
    OTHER_IDENTIFIER = "other identifier"
    OTHER_GROUP = "other group"
    OTHER_TIMES = "other times"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `detail` holds the value or values a person is told."""

    kind: ReasonKind
    points: float
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one, with the strongest reasons first."""

    score: float
    reasons: tuple[Reason, ...]


NOT_ALIKE = Likeness(0.0, ())
