"""What became of each activity in a person's interval: suggested, referred, accepted, declined, attended, how often."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.outcomes.linkage.rules import Period
from directory.referrals.states import BEEN_THERE, ReferralState

DAYS_OF_WEEK = 7
S = ReferralState
# Who went there was taken, whether or not anybody wrote that down before.
TAKEN = frozenset({S.ACCEPTED, *BEEN_THERE})
OVER = frozenset({S.ENDED, S.NOT_FOR_ME})


class Step(StrEnum):
    """How far it came with an activity."""

    SUGGESTED = "suggested"
    REFERRED = "referred"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ATTENDED = "attended"


@dataclass(frozen=True)
class Suggested:
    """That an activity was put on somebody's plan, or that they were told of it."""

    service_id: uuid.UUID
    day: date


@dataclass(frozen=True)
class Moved:
    """One standing move of an onward referral."""

    referral_id: uuid.UUID
    service_id: uuid.UUID
    to_state: str
    day: date


@dataclass(frozen=True)
class ActivitySteps:
    """What became of one activity for one person within their interval.

    `times` are the days of which it is known that they went; `weeks` how long they went as far as that is known: from
    the first of these days until they stopped, or until the last of them.
    """

    service_id: uuid.UUID
    steps: frozenset[Step]
    times: int
    weeks: float


def steps_of(suggested: Iterable[Suggested], moves: Sequence[Moved], interval: Period) -> list[ActivitySteps]:
    """Each activity that anything happened with in the interval. What happened before or after it is left out."""
    told = {each.service_id for each in suggested if interval.holds(each.day)}
    by_service: dict[uuid.UUID, list[Moved]] = {each: [] for each in sorted(told, key=str)}
    for each in sorted(moves, key=lambda move: move.day):
        by_service.setdefault(each.service_id, []).append(each)
    found = [steps_with(service, service in told, theirs, interval) for service, theirs in by_service.items()]
    return [each for each in found if each.steps]


def steps_with(service_id: uuid.UUID, is_told: bool, moves: Sequence[Moved], interval: Period) -> ActivitySteps:
    within = {each.to_state for each in moves if interval.holds(each.day)}
    steps = {Step.SUGGESTED} if is_told else set()
    if S.SENT in within:
        steps.add(Step.REFERRED)
    if within & TAKEN:
        steps.add(Step.ACCEPTED)
    if S.DECLINED in within:
        steps.add(Step.DECLINED)
    if within & BEEN_THERE:
        steps.add(Step.ATTENDED)
    days = {each.day for each in moves if each.to_state in BEEN_THERE and interval.holds(each.day)}
    return ActivitySteps(service_id, frozenset(steps), len(days), weeks_there(moves, interval))


def weeks_there(moves: Sequence[Moved], interval: Period) -> float:
    """For how many weeks they went within the interval, as far as it is known: of each referral its own time."""
    days: set[date] = set()
    for referral in {each.referral_id for each in moves}:
        theirs = [each for each in moves if each.referral_id == referral]
        went = [each.day for each in theirs if each.to_state in BEEN_THERE]
        if went:
            stopped = [each.day for each in theirs if each.to_state in OVER and each.day >= max(went)]
            first, last = max(min(went), interval.first), min(max([*went, *stopped]), interval.last)
            days.update(first + timedelta(days=at) for at in range((last - first).days))
    return len(days) / DAYS_OF_WEEK
