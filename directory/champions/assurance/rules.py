"""What is missing in what is known of a group, and what has lapsed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# So long before it lapses a group is asked for the next.
ASKED_BEFORE = timedelta(days=30)


class Lack(StrEnum):
    """What speaks against sending anybody, until somebody has looked into it."""

    NOT_CHECKED = "assurance not checked"
    """Nobody has ever looked."""
    LAPSED = "assurance lapsed"
    """Somebody looked, and that holds no more."""
    NOT_INSURED = "not insured"
    INSURANCE_OVER = "insurance over"
    NO_POLICY = "no safeguarding policy"


LACK_WORDS: Mapping[Lack, str] = {
    Lack.NOT_CHECKED: "Nobody has checked whether this group is insured and keeps people safe.",
    Lack.LAPSED: "What was checked of this group's insurance and safeguarding holds no more.",
    Lack.NOT_INSURED: "This group has no public liability insurance.",
    Lack.INSURANCE_OVER: "The public liability insurance of this group has run out, as far as we know.",
    Lack.NO_POLICY: "This group has no safeguarding policy.",
}


@dataclass(frozen=True)
class AssuranceFacts:
    """What of an assurance decides whether it holds. Answers are those of `Held`."""

    policy: str
    insurance: str
    insured_until: date | None
    valid_until: date

    @property
    def holds_until(self) -> date:
        """The last day on which all of it holds."""
        return min(self.valid_until, self.insured_until or self.valid_until)


def lacks_of(facts: AssuranceFacts | None, today: date) -> tuple[Lack, ...]:
    """What is missing or has lapsed, the worst first. What was answered with "not known" is no lack."""
    if facts is None:
        return (Lack.NOT_CHECKED,)
    judged = (
        (facts.policy == "no", Lack.NO_POLICY),
        (facts.insurance == "no", Lack.NOT_INSURED),
        (facts.insured_until is not None and facts.insured_until < today, Lack.INSURANCE_OVER),
        (facts.valid_until < today, Lack.LAPSED),
    )
    return tuple(lack for is_lacking, lack in judged if is_lacking)


def doubts_of(facts: AssuranceFacts | None, today: date) -> tuple[Lack, ...]:
    """The lacks that a match tells of: that nobody has looked is one only where an installation requires it."""
    return tuple(each for each in lacks_of(facts, today) if each is not Lack.NOT_CHECKED or is_required())


_required = False


def require_assurance(*, required: bool) -> None:
    """Choose whether this installation requires that every group was checked."""
    global _required
    _required = required


def is_required() -> bool:
    """Whether this installation requires that every group was checked."""
    return _required
