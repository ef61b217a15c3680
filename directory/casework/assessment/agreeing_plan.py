"""That a person agreed to their plan, and looking at it again together."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues, names_of_users
from directory.audit.operations import record_act
from directory.casework.assessment.actions import move_action
from directory.casework.assessment.agreed_words import written
from directory.casework.assessment.agreement_models import AgreedHow, PlanAgreement, PlanReview
from directory.casework.assessment.agreement_queries import find_agreement_of_submission, find_next_review
from directory.casework.assessment.changes import last_number, require_case
from directory.casework.assessment.for_person import plan_for_person
from directory.casework.assessment.goals import rate_goal
from directory.casework.assessment.plan_inputs import RatingInput
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_queries import list_actions, list_goals, list_to_do
from directory.casework.assessment.plan_states import ActionState
from directory.casework.assessment.rules import is_off_copy
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput

NOT_LATER = "The date must be today or earlier"


class NothingToAgreeTo(Refused):
    """There is no goal and no action on a plan that the person would see."""

    def __init__(self) -> None:
        super().__init__("Nothing is on the plan that they would see. Add a goal or an action first.")


@dataclass(frozen=True)
class PlanAgreementInput:
    """On which day they agreed, how, and the number of the newest change of the plan that was shown."""

    agreed_on: date
    how: AgreedHow
    seen: int
    note: str | None = None
    submission_key: str = ""


@dataclass(frozen=True)
class NextReviewInput:
    """When the plan is looked at again, and who sees to it."""

    due_on: date
    owner_id: uuid.UUID
    seen: int | None = None


@dataclass(frozen=True)
class HeldReviewInput:
    """On which day the plan was looked at, what was said, how each goal stands now, and when it is looked at next.

    `became` is what became of actions that were to do, by their ids: done or dropped. What is left out is still to do.
    """

    held_on: date
    said: str | None = None
    ratings: Mapping[uuid.UUID, RatingInput] = field(default_factory=dict)
    following: NextReviewInput | None = None
    seen: int | None = None
    became: Mapping[uuid.UUID, ActionState] = field(default_factory=dict)


def agree_plan(db: Session, actor: Actor, client: Client, wanted: PlanAgreementInput) -> PlanAgreement:
    """Write down that a person agreed to their plan as it was shown, word for word. A second click writes it once.

    The caller keeps the client from others. Raises NoOpenCase, NothingToAgreeTo, ChangedMeanwhile where the plan is
    another than was shown, WrongInput for a day that cannot be.
    """
    case = require_case(client)
    known = find_agreement_of_submission(db, client, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    if not case.opened_on <= wanted.agreed_on <= clock.today():
        raise WrongInput("Check the date.", {"agreed_on": f"{NOT_LATER}, and not before the case was opened"})
    if not has_anything(db, case):
        raise NothingToAgreeTo
    if wanted.seen != last_number(db, case.id):
        raise ChangedMeanwhile
    agreement = PlanAgreement(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        agreed_on=wanted.agreed_on,
        how=wanted.how.value,
        note=wanted.note,
        words=written(replace(plan_for_person(db, case), coordinator=name_of_coordinator(db, client))),
        change_number=wanted.seen,
        recorded_by=actor.user_id,
        recorded_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    kept, is_new = add_once(db, agreement, lambda: find_agreement_of_submission(db, client, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "plan.agreed", "plan_agreement", [agreement.id])
    return agreement


def name_of_coordinator(db: Session, client: Client) -> str:
    return names_of_users(db, {client.coordinator_id}).get(client.coordinator_id, "")


def has_anything(db: Session, case: Case) -> bool:
    """Whether there is a goal or an action that the person sees."""
    things: list[Goal | PlanAction] = [*list_goals(db, case), *list_actions(db, case)]
    return any(each.removed_at is None and not is_off_copy(each) for each in things)


def undo_agreement(db: Session, actor: Actor, client: Client, agreement: PlanAgreement) -> None:
    """Take back what was written down by mistake: they did not agree. A second click changes nothing."""
    if agreement.undone_at is not None:
        return
    require_case(client)
    agreement.undone_at, agreement.undone_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "plan.agreement_undone", "plan_agreement", [agreement.id])


def plan_next_review(db: Session, actor: Actor, client: Client, wanted: NextReviewInput) -> PlanReview:
    """Say when the plan is looked at next, and who sees to it; where that was said before, otherwise.

    Raises NoOpenCase, ChangedMeanwhile, and WrongInput for a day that is over or somebody who is no coordinator here.
    """
    case = require_case(client)
    check_next(db, actor, wanted)
    known = find_next_review(db, case)
    if known is None:
        return add_review(db, actor, case, wanted)
    if (known.due_on, known.owner_id) == (wanted.due_on, wanted.owner_id):
        return known
    if wanted.seen is not None and wanted.seen != known.version:
        raise ChangedMeanwhile
    known.due_on, known.owner_id = wanted.due_on, wanted.owner_id
    record_act(db, actor.user_id, actor.scheme_id, "plan.review_planned", "plan_review", [known.id])
    return known


def check_next(db: Session, actor: Actor, wanted: NextReviewInput) -> None:
    if wanted.due_on < clock.today():
        raise WrongInput("Check the date.", {"due_on": "This is before today. Enter the day of the next look"})
    if all(each.id != wanted.owner_id for each in list_colleagues(db, actor, Role.COORDINATOR)):
        raise WrongInput("Choose who.", {"owner_id": "Choose who sees to it"})


def add_review(db: Session, actor: Actor, case: Case, wanted: NextReviewInput) -> PlanReview:
    review = PlanReview(
        id=new_id(),
        scheme_id=case.scheme_id,
        client_id=case.client_id,
        case_id=case.id,
        due_on=wanted.due_on,
        owner_id=wanted.owner_id,
        planned_by=actor.user_id,
        planned_at=clock.now(),
    )
    db.add(review)
    record_act(db, actor.user_id, actor.scheme_id, "plan.review_planned", "plan_review", [review.id])
    return review


def hold_review(db: Session, actor: Actor, client: Client, wanted: HeldReviewInput) -> PlanReview:
    """Write down that the plan was looked at: what was said, how goals and actions stand now, and when it is next.

    An action that a colleague moved or removed meanwhile stays as they left it.

    Raises NoOpenCase, ChangedMeanwhile where a colleague wrote it down first, WrongInput for a day that cannot be.
    """
    case = require_case(client)
    if not case.opened_on <= wanted.held_on <= clock.today():
        raise WrongInput("Check the date.", {"held_on": f"{NOT_LATER}, and not before the case was opened"})
    if wanted.following is not None:
        check_next(db, actor, wanted.following)
    review = find_next_review(db, case)
    # Nought stands for a page that showed none to come.
    if wanted.seen is not None and wanted.seen != (review.version if review else 0):
        raise ChangedMeanwhile
    goals = {each.id: each for each in list_goals(db, case) if each.removed_at is None}
    for goal_id, said in wanted.ratings.items():
        if goal_id in goals and (said.importance is not None or said.confidence is not None):
            rate_goal(db, actor, client, goals[goal_id], said)
    for action in list_to_do(db, case):
        if action.id in wanted.became:
            move_action(db, actor, client, action, wanted.became[action.id], seen=action.version)
    review = review or add_review(db, actor, case, NextReviewInput(wanted.held_on, actor.user_id))
    review.held_on, review.said, review.change_number = wanted.held_on, wanted.said, last_number(db, case.id)
    review.recorded_by, review.recorded_at = actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, "plan.reviewed", "plan_review", [review.id])
    db.flush()  # a case has one look to come, and this one is over
    if wanted.following is not None:
        add_review(db, actor, case, wanted.following)
    return review


def replayed(agreement: PlanAgreement, wanted: PlanAgreementInput) -> PlanAgreement:
    if (agreement.agreed_on, agreement.how) != (wanted.agreed_on, wanted.how):
        raise UsedBefore
    return agreement
