"""How a plan stands with the person: agreed, changed since then, and when it is looked at again."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.accounts.queries import names_of_users
from directory.casework.assessment.agreement_models import AgreedHow, PlanAgreement, PlanReview
from directory.casework.assessment.agreement_queries import list_agreements, list_reviews
from directory.casework.assessment.plan_models import ChangeKind, PlanAction, PlanChange
from directory.casework.assessment.plan_queries import list_changes
from directory.casework.assessment.rules import new_to_person, news
from directory.casework.models import Case
from directory.catalogue.queries import services_by_id
from directory.staff.cases.goals.goal_forms import shortened
from directory.web.words import uk_short_date

HOW = {
    AgreedHow.IN_PERSON: "in person",
    AgreedHow.PHONE: "on the phone",
    AgreedHow.VIDEO: "by video",
    AgreedHow.WRITING: "in writing",
}
CHANGED = {
    ChangeKind.GOAL_ADDED: "New goal",
    ChangeKind.GOAL_CHANGED: "Goal put otherwise",
    ChangeKind.GOAL_RATED: "Asked again",
    ChangeKind.GOAL_MOVED: "Goal",
    ChangeKind.GOAL_REMOVED: "Goal taken off the plan",
    ChangeKind.GOAL_PUT_BACK: "Goal put back on the plan",
    ChangeKind.ACTION_ADDED: "New action",
    ChangeKind.ACTION_CHANGED: "Action put otherwise",
    ChangeKind.ACTION_MOVED: "Action",
    ChangeKind.ACTION_REMOVED: "Action taken off the plan",
    ChangeKind.ACTION_PUT_BACK: "Action put back on the plan",
}


@dataclass(frozen=True)
class AgreementShown:
    """One time that they agreed. `note` is for the team."""

    agreement_id: uuid.UUID
    when: str
    note: str
    is_void: bool


@dataclass(frozen=True)
class PlanStanding:
    """How a plan stands with the person. `changed` are lines of what is new to them since they agreed."""

    agreed: str
    changed: Sequence[str]
    agreements: Sequence[AgreementShown]
    next_review: str
    is_review_due: bool
    reviews: Sequence[str]
    last_number: int


def plan_standing(db: Session, case: Case, today: date) -> PlanStanding:
    """How the plan of a case stands with the person."""
    changes, agreements, reviews = list_changes(db, case), list_agreements(db, case), list_reviews(db, case)
    names = names_of_users(db, {each.recorded_by for each in agreements})
    last = next((each for each in agreements if each.undone_at is None), None)
    to_come = next((each for each in reviews if each.held_on is None), None)
    new = new_to_person(changes, last.change_number) if last else []
    return PlanStanding(
        agreed=agreed_words(last) if last else "",
        changed=change_lines(db, new),
        agreements=[agreement_shown(each, names) for each in agreements],
        next_review=f"By {uk_short_date(to_come.due_on)}, {to_come.owner.name} sees to it" if to_come else "",
        is_review_due=to_come is not None and to_come.due_on <= today,
        reviews=[held_words(each) for each in reviews if each.held_on],
        last_number=changes[-1].number if changes else 0,
    )


def agreed_words(agreement: PlanAgreement) -> str:
    return f"Agreed on {uk_short_date(agreement.agreed_on)}, {HOW[AgreedHow(agreement.how)]}"


def agreement_shown(agreement: PlanAgreement, names: dict[uuid.UUID, str]) -> AgreementShown:
    by = names.get(agreement.recorded_by, "Somebody who has left")
    words = f"{agreed_words(agreement)}; {by} wrote it down"
    return AgreementShown(agreement.id, words, agreement.note or "", agreement.undone_at is not None)


def held_words(review: PlanReview) -> str:
    return f"{uk_short_date(review.held_on)}{': ' + review.said if review.said else ''}"


def since_last_review(db: Session, case: Case) -> tuple[str, list[str]]:
    """What changed since the plan was looked at last, for colleagues: since when, and a line each."""
    held = next((each for each in list_reviews(db, case) if each.held_on), None)
    number, changes = (held.change_number or 0) if held else 0, list_changes(db, case)
    moved = {each.number for each in changes if each.to_state and each.number > number}
    told = moved | {each.number for each in news(changes, number)}
    since = f"Since {uk_short_date(held.held_on)}" if held else "Since the plan was begun"
    return since, change_lines(db, [each for each in changes if each.number in told])


def change_lines(db: Session, changes: Sequence[PlanChange]) -> list[str]:
    """Changes in words, a line each, the same once."""
    names = activity_names(db, changes)
    return list(dict.fromkeys(change_line(each, names) for each in changes))


def activity_names(db: Session, changes: Sequence[PlanChange]) -> dict[uuid.UUID, str]:
    """What the activities are called that changes are about."""
    planned = {each.action.planned.service_id for each in changes if each.action and each.action.planned}
    return {key: service.name for key, service in services_by_id(db, list(planned)).items()}


def change_line(change: PlanChange, names: dict[uuid.UUID, str]) -> str:
    words = change.goal.words if change.goal else action_words(change.action, names)
    state = f" {change.to_state}" if change.to_state else ""
    return f"{CHANGED[ChangeKind(change.kind)]}{state}: {shortened(words)}"


def action_words(action: PlanAction | None, names: Mapping[uuid.UUID, str]) -> str:
    if action is None:
        return ""
    return action.what or (names.get(action.planned.service_id, "") if action.planned else "")
