"""The activities on a client's plan: those to talk about, those they were referred to, and those set aside.

A plan belongs to a spell of support. What is set aside stays known, so that it can be put back. Adding to a plan is in
`referrals.planning`, which knows what the client is referred to.
"""

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client, PlannedActivity, PlannedState
from directory.casework.queries import open_case
from directory.errors import Conflict, NotFound


class PlanChangedMeanwhile(Conflict):
    """Somebody changed an activity on a plan after the person who changes it now had looked at it."""

    def __init__(self) -> None:
        super().__init__("Somebody else changed this on the plan while you had it open. Go back, and look at it again.")


def list_plan(db: Session, actor: Actor, client: Client) -> Sequence[PlannedActivity]:
    """What is on the plan of the spell of support a client is in, else of their last one; first added first.

    That they were looked at, `get_client` has recorded.
    """
    case = open_case(client) or next(reversed(client.cases), None)
    if case is None:
        return ()
    of_case = select(PlannedActivity).where(
        PlannedActivity.scheme_id == actor.scheme_id, PlannedActivity.case_id == case.id
    )
    return db.scalars(of_case.order_by(PlannedActivity.added_at, PlannedActivity.id)).all()


def get_planned(db: Session, actor: Actor, client: Client, planned_id: uuid.UUID) -> PlannedActivity:
    """An activity on a client's plan. Raises NotFound for one of somebody else."""
    planned = db.scalar(
        select(PlannedActivity).where(
            PlannedActivity.scheme_id == actor.scheme_id,
            PlannedActivity.client_id == client.id,
            PlannedActivity.id == planned_id,
        )
    )
    if planned is None:
        raise NotFound("There is no such activity on the plan.")
    return planned


def find_planned(db: Session, case: Case, service_id: uuid.UUID) -> PlannedActivity | None:
    """An activity on the plan of a case; one that was set aside only where there is no other."""
    return db.scalar(
        select(PlannedActivity)
        .where(PlannedActivity.case_id == case.id, PlannedActivity.service_id == service_id)
        .order_by(PlannedActivity.state == PlannedState.SET_ASIDE.value, PlannedActivity.added_at.desc())
        .limit(1)
    )


def set_aside(db: Session, actor: Actor, planned: PlannedActivity, *, seen: int) -> None:
    """Take an activity off the plan for now. A second click changes nothing.

    Raises PlanChangedMeanwhile where somebody else changed it after its version was `seen`.
    """
    if planned.state == PlannedState.SET_ASIDE:
        return
    if seen != planned.version:
        raise PlanChangedMeanwhile
    move_planned(db, actor, planned, PlannedState.SET_ASIDE, "plan.set_aside")


def mark_referred(db: Session, actor: Actor, case: Case, service_id: uuid.UUID) -> None:
    """Note on the plan, where the activity is on it, that the client is referred to it; one set aside comes back."""
    planned = find_planned(db, case, service_id)
    if planned is not None and planned.state != PlannedState.REFERRED:
        move_planned(db, actor, planned, PlannedState.REFERRED, "plan.referred")


def move_planned(db: Session, actor: Actor, planned: PlannedActivity, to: PlannedState, action: str) -> None:
    planned.state = to.value
    record_act(db, actor.user_id, actor.scheme_id, action, "planned_activity", [planned.id], ["state"])
