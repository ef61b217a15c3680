"""What of plans is due: actions by their day, and looks at plans. Who is named is recorded by the caller."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Load, Session, joinedload

from directory.accounts.actor import Actor
from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import OPEN_STATES
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.models import Case, Client
from directory.casework.queries import LISTED, has_died, in_care_of, listed
from directory.casework.sight import in_scope

GOING = (GoalState.OPEN.value, GoalState.ON_HOLD.value)


def in_open_case(case_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """That a spell of support goes on, as a condition on the column that names it."""
    return select(Case.id).where(Case.id == case_id, Case.closed_on.is_(None)).exists()


def list_due_actions(db: Session, actor: Actor, until: date) -> Sequence[tuple[PlanAction, Client]]:
    """The actions to be done up to a day for those in the actor's care, the first due first."""
    towards = select(Goal.id).where(
        Goal.id == PlanAction.goal_id, or_(Goal.removed_at.is_not(None), Goal.state.not_in(GOING))
    )
    wanted = (
        select(PlanAction, Client)
        .join(Client, Client.id == PlanAction.client_id)
        .where(PlanAction.scheme_id == actor.scheme_id, PlanAction.state == ActionState.TO_DO.value)
        .where(PlanAction.due_on <= until, PlanAction.removed_at.is_(None), ~towards.exists())
        .where(in_scope(actor), in_care_of(actor), ~has_died(), in_open_case(PlanAction.case_id))
        .options(joinedload(PlanAction.planned), Load(Client).load_only(*LISTED))
        .order_by(PlanAction.due_on, PlanAction.id)
    )
    return [(action, client) for action, client in db.execute(wanted)]


def list_due_reviews(db: Session, actor: Actor, until: date) -> Sequence[PlanReview]:
    """The plans to be looked at up to a day that the actor sees to, or of those in their care; all for a manager."""
    is_own = or_(PlanReview.owner_id == actor.user_id, PlanReview.client.has(in_care_of(actor)))
    return db.scalars(
        select(PlanReview)
        .where(PlanReview.scheme_id == actor.scheme_id, PlanReview.held_on.is_(None), PlanReview.due_on <= until)
        .where(is_own if actor.may("casework.write") else true())
        .where(PlanReview.client.has(and_(in_scope(actor), ~has_died())), in_open_case(PlanReview.case_id))
        .options(listed(PlanReview.client))
        .order_by(PlanReview.due_on, PlanReview.id)
    ).all()


def list_due_assessments(db: Session, actor: Actor, until: datetime) -> Sequence[Assessment]:
    """The assessments up to a moment that are not over: the actor's own, and of those in their care."""
    is_own = or_(Assessment.coordinator_id == actor.user_id, Assessment.client.has(in_care_of(actor)))
    return db.scalars(
        select(Assessment)
        .where(Assessment.scheme_id == actor.scheme_id, Assessment.starts_at < until)
        .where(Assessment.state.in_([each.value for each in OPEN_STATES]), in_open_case(Assessment.case_id))
        .where(is_own if actor.may("casework.write") else true())
        .where(Assessment.client.has(and_(in_scope(actor), ~has_died())))
        .options(listed(Assessment.client))
        .order_by(Assessment.starts_at, Assessment.id)
    ).all()
