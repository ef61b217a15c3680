"""What of plans is due: actions by their day, and looks at plans. Who is named is recorded by the caller."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Load, Session

from directory.accounts.actor import Actor
from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import OPEN_STATES
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.models import Case, Client, PlannedActivity
from directory.casework.queries import LISTED, has_died, in_care_of, listed
from directory.casework.sight import in_scope

GOING = (GoalState.OPEN.value, GoalState.ON_HOLD.value)
# What a list of work says of them: most of what is sealed is not read for it.
TOLD_OF_ACTIONS = (
    PlanAction.client_id,
    PlanAction.what_sealed,
    PlanAction.who,
    PlanAction.who_name_sealed,
    PlanAction.due_on,
)
TOLD_OF_ASSESSMENTS = (
    Assessment.client_id,
    Assessment.coordinator_id,
    Assessment.starts_at,
    Assessment.lasts_minutes,
    Assessment.way,
    Assessment.place_sealed,
    Assessment.state,
)


def in_open_case(case_id: InstrumentedAttribute[uuid.UUID], *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """That a spell of support goes on, as a condition on the column that names it; of the case more may be asked."""
    return select(Case.id).where(Case.id == case_id, Case.closed_on.is_(None), *also).exists()


def list_due_actions(db: Session, actor: Actor, until: date) -> Sequence[tuple[PlanAction, Client, uuid.UUID | None]]:
    """The actions to be done up to a day for those in the actor's care, the first due first; each with the activity
    that a match found for it, if one did.
    """
    return [(action, client, service_id) for action, client, service_id in db.execute(actions_due(actor, until))]


@lru_cache
def actions_due(actor: Actor, until: date) -> Select[PlanAction, Client, uuid.UUID | None]:
    towards = select(Goal.id).where(
        Goal.id == PlanAction.goal_id,
        Goal.client_id == Client.id,
        or_(Goal.removed_at.is_not(None), Goal.state.not_in(GOING)),
    )
    return (
        select(PlanAction, Client, PlannedActivity.service_id)
        .join(Client, Client.id == PlanAction.client_id)
        .outerjoin(PlanAction.planned)
        .where(PlanAction.scheme_id == actor.scheme_id, PlanAction.state == ActionState.TO_DO.value)
        .where(PlanAction.due_on <= until, PlanAction.removed_at.is_(None))
        .where(in_scope(actor), in_care_of(actor), ~has_died())
        # Whose case and goal it is says what the client's id says already, so that they are only looked for of those in
        # the actor's care.
        .where(in_open_case(PlanAction.case_id, Case.client_id == Client.id), ~towards.exists())
        .options(Load(PlanAction).load_only(*TOLD_OF_ACTIONS), Load(Client).load_only(*LISTED))
        .order_by(PlanAction.due_on, PlanAction.id)
    )


def list_due_reviews(db: Session, actor: Actor, until: date) -> Sequence[PlanReview]:
    """The plans to be looked at up to a day that the actor sees to, or of those in their care; all for a manager."""
    return db.scalars(reviews_due(actor, until)).all()


@lru_cache
def reviews_due(actor: Actor, until: date) -> Select[PlanReview]:
    is_own = or_(PlanReview.owner_id == actor.user_id, PlanReview.client.has(in_care_of(actor)))
    return (
        select(PlanReview)
        .where(PlanReview.scheme_id == actor.scheme_id, PlanReview.held_on.is_(None), PlanReview.due_on <= until)
        .where(is_own if actor.may("casework.write") else true())
        .where(PlanReview.client.has(and_(in_scope(actor), ~has_died())), in_open_case(PlanReview.case_id))
        .options(Load(PlanReview).load_only(PlanReview.due_on, PlanReview.owner_id), listed(PlanReview.client))
        .order_by(PlanReview.due_on, PlanReview.id)
    )


def list_due_assessments(db: Session, actor: Actor, until: datetime) -> Sequence[Assessment]:
    """The assessments up to a moment that are not over: the actor's own, and of those in their care."""
    return db.scalars(assessments_due(actor, until)).all()


@lru_cache
def assessments_due(actor: Actor, until: datetime) -> Select[Assessment]:
    is_own = or_(Assessment.coordinator_id == actor.user_id, Assessment.client.has(in_care_of(actor)))
    return (
        select(Assessment)
        .where(Assessment.scheme_id == actor.scheme_id, Assessment.starts_at < until)
        .where(Assessment.state.in_([each.value for each in OPEN_STATES]), in_open_case(Assessment.case_id))
        .where(is_own if actor.may("casework.write") else true())
        .where(Assessment.client.has(and_(in_scope(actor), ~has_died())))
        .options(Load(Assessment).load_only(*TOLD_OF_ASSESSMENTS), listed(Assessment.client))
        .order_by(Assessment.starts_at, Assessment.id)
    )
