"""A plan in plain words for the person it is about: on a copy to hand over, and on their own page."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from directory.casework.assessment.agreed_words import StepWords
from directory.casework.assessment.for_person import PlanForPerson
from directory.casework.assessment.plan_states import ActionState, GoalState, Whose
from directory.catalogue.models.services import Service, ServiceStatus, Stage
from directory.web.activity_card import occurrence_words
from directory.web.listing_words import next_date, venue_words
from directory.web.words import uk_date

GOAL_STANDS = {
    GoalState.OPEN: "",
    GoalState.ON_HOLD: "You have put this on hold for now.",
    GoalState.REACHED: "You have reached this.",
}


@dataclass(frozen=True)
class StepLine:
    """One thing that is done: what, and a line each for who, when, where and what helps."""

    what: str
    lines: Sequence[str]
    is_done: bool


@dataclass(frozen=True)
class AimLine:
    """Something they want, with what is done about it."""

    words: str
    stands: str
    steps: Sequence[StepLine]


@dataclass(frozen=True)
class PlanInWords:
    """A plan for the person: what they want, what else is done, since when it is agreed and when it is looked at."""

    aims: Sequence[AimLine]
    others: Sequence[StepLine]
    agreed: str
    has_changed: bool
    review: str
    strengths: str = ""
    needs: Sequence[str] = ()
    concerns: str = ""


def plan_in_words(
    plan: PlanForPerson,
    coordinator: str,
    services: Mapping[uuid.UUID, Service],
    now: datetime,
    needs: Mapping[str, str] = MappingProxyType({}),
) -> PlanInWords:
    """The plan, addressed to the person. What staff typed stays as it was typed; `needs` has their names by code."""
    return PlanInWords(
        aims=[
            AimLine(
                each.goal.words,
                GOAL_STANDS.get(GoalState(each.goal.state), ""),
                [step_line(action, coordinator, services, now) for action in each.actions],
            )
            for each in plan.goals
        ],
        others=[step_line(each, coordinator, services, now) for each in plan.others],
        agreed=f"You agreed to this plan on {uk_date(plan.agreed_on)}." if plan.agreed_on else "",
        has_changed=plan.has_changed,
        strengths=plan.strengths,
        needs=[needs[each] for each in plan.needs if each in needs],
        concerns=plan.concerns,
        review=f"We look at it together again by {uk_date(plan.review_on)}." if plan.review_on else "",
    )


def step_line(step: StepWords, coordinator: str, services: Mapping[uuid.UUID, Service], now: datetime) -> StepLine:
    service = services.get(step.service_id) if step.service_id else None
    is_done = step.state == ActionState.DONE
    told = (
        step.activity if step.what else "",
        f"Who does it: {who_does(step, coordinator)}",
        f"By: {uk_date(step.due_on)}" if step.due_on and not is_done else "",
        *(when_and_where(service, now) if service and not is_done else ()),
        f"What helps: {step.helps}" if step.helps else "",
    )
    return StepLine(step.what or step.activity, [each for each in told if each], is_done)


def who_does(step: StepWords, coordinator: str) -> str:
    known = {Whose.PERSON: "you", Whose.COORDINATOR: coordinator, Whose.OTHER: step.who_name}
    return known[Whose(step.who)]


def when_and_where(service: Service, now: datetime) -> list[str]:
    """When an activity is next, and where, as far as its listing says."""
    if service.stage != Stage.PUBLISHED or service.status != ServiceStatus.ACTIVE:
        return []
    occurrence, venue = next_date(service, now), venue_words(service)
    told = (f"Next: {occurrence_words(occurrence)}" if occurrence else "", f"Where: {venue}" if venue else "")
    return [each for each in told if each]
