"""What is with a colleague beside their own clients, and goes to nobody by itself where they leave."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.agreement_models import PlanReview
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.plan_models import PlanAction
from directory.casework.assessment.plan_states import ActionState
from directory.casework.caseload.stages import OpenCase
from directory.casework.models import Client
from directory.casework.queries import has_died, in_care_of
from directory.casework.sight import in_scope
from directory.casework.support_sessions.meetings import AnyMeeting, Met
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.states import SessionState
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.models import Allocation
from directory.casework.triage.reaching import is_supported_now, was_reached_since


def list_appointments_left(db: Session, actor: Actor, user_id: uuid.UUID) -> Sequence[AnyMeeting]:
    """The appointments to come that somebody holds with clients of others, and the visits they are the buddy of."""
    found: list[AnyMeeting] = [
        *left_of(db, actor, user_id, SupportSession),
        *left_of(db, actor, user_id, Assessment),
    ]
    return sorted(found, key=lambda each: (each.starts_at, str(each.id)))


def left_of(db: Session, actor: Actor, user_id: uuid.UUID, kind: type[Met]) -> Sequence[Met]:
    stands_in = (kind.coordinator_id == user_id) & kind.client.has(Client.coordinator_id != user_id)
    # A session and an assessment that are to come are called the same.
    to_come = (kind.state == SessionState.PLANNED.value, kind.starts_at >= clock.now())
    return db.scalars(
        select(kind)
        .where(kind.scheme_id == actor.scheme_id, *to_come, or_(stands_in, kind.buddy_id == user_id))
        .where(kind.client.has(in_scope(actor)))
        .options(joinedload(kind.client))
    ).all()


def count_tasks(db: Session, cases: Sequence[OpenCase]) -> int:
    """How much is still to be done in some cases: actions of plans, and looks at plans."""
    ids = [each.case_id for each in cases]
    to_do = (PlanAction.state == ActionState.TO_DO.value, PlanAction.removed_at.is_(None))
    actions = db.scalars(select(PlanAction.id).where(PlanAction.case_id.in_(ids), *to_do)).all()
    reviews = db.scalars(select(PlanReview.id).where(PlanReview.case_id.in_(ids), PlanReview.held_on.is_(None))).all()
    return len(actions) + len(reviews)


def list_new_to(db: Session, actor: Actor, since: date) -> Sequence[tuple[Client, Allocation]]:
    """Who was given to a coordinator in the actor's care with a hand-over since a day, and has not been spoken to."""
    begins = clock.now() - timedelta(days=(clock.today() - since).days + 1)
    found = db.execute(handed_over_to(actor), {"since": begins})
    return [(client, allocation) for client, allocation in found]


@lru_cache
def handed_over_to(actor: Actor) -> Select[Client, Allocation]:
    wanted = (
        select(Client, Allocation)
        .join(Allocation, Allocation.client_id == Client.id)
        .where(Allocation.scheme_id == actor.scheme_id, Allocation.handover_id.is_not(None))
        .where(Allocation.taken_back_at.is_(None), Allocation.reason != AllocationReason.TAKEN_BACK.value)
        .where(Allocation.to_user_id == Client.coordinator_id)
        .where(Allocation.allocated_at >= bindparam("since"), ~was_reached_since(Allocation.allocated_at))
        .where(in_scope(actor), in_care_of(actor), is_supported_now(), ~has_died())
    )
    return wanted.order_by(Allocation.allocated_at)
