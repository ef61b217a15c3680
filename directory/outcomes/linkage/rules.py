"""Who counts, which questionnaires count, and which days lie between them: plain values in, plain answers out."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

# The study behind Lynchpin had questionnaires at the end within six weeks.
BASELINE_DAYS: Final = 42
EXIT_DAYS: Final = 42


@dataclass(frozen=True)
class Period:
    """The days from one to another, both of them in it."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class ReferredBy:
    """A referral that was accepted: the day on which somebody was referred, and who asked."""

    referred_on: date
    source: str
    practice_code: str | None = None


@dataclass(frozen=True)
class Spell:
    """One case, with the referral that it began with; none where somebody was taken on without one."""

    case_id: uuid.UUID
    client_id: uuid.UUID
    opened_on: date
    closed_on: date | None
    referral: ReferredBy | None = None
    is_mistake: bool = False
    objects: bool = False

    @property
    def begins_on(self) -> date:
        """The day that decides in which period it is: that of the referral, else of opening."""
        return self.referral.referred_on if self.referral else self.opened_on


def referral_of(opened_on: date, ended_before: date | None, accepted: Iterable[ReferredBy]) -> ReferredBy | None:
    """The referral that a case began with: the first that was accepted, of those made since the case before it ended.

    `accepted` are all accepted referrals of the person. One that was made after the case was opened began no case.
    """
    since = ended_before or date.min
    fitting = [each for each in accepted if since <= each.referred_on <= opened_on]
    return min(fitting, key=lambda each: each.referred_on, default=None)


def first_spells(spells: Sequence[Spell]) -> list[Spell]:
    """Of each person the first of these spells, so that nobody counts twice."""
    chosen: dict[uuid.UUID, Spell] = {}
    for each in sorted(spells, key=lambda spell: (spell.begins_on, spell.opened_on, str(spell.case_id))):
        chosen.setdefault(each.client_id, each)
    return list(chosen.values())


def is_in_window(spell: Spell, stage: str, taken_on: date) -> bool:
    """Whether a questionnaire counts for its stage.

    One of the start is taken between the referral and six weeks after the case was opened; one of the end at the
    latest six weeks after the case was closed. Those of other stages count whenever they were taken.
    """
    if stage == "baseline":
        first = min(spell.begins_on, spell.opened_on)
        return first <= taken_on <= spell.opened_on + timedelta(days=BASELINE_DAYS)
    if stage == "exit":
        ends = spell.closed_on + timedelta(days=EXIT_DAYS) if spell.closed_on else date.max
        return spell.opened_on <= taken_on <= ends
    return True


def interval_of(spell: Spell, baseline_on: date | None, exit_on: date | None, today: date) -> Period:
    """The days that are linked: from the start's questionnaire to the end's.

    Where there is none at the start they begin with the case; where there is none at the end they run until the case
    was closed, or until today.
    """
    first = baseline_on or spell.opened_on
    last = exit_on or spell.closed_on or today
    return Period(first, max(first, last))
