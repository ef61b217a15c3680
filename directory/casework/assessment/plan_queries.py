"""Reading the plan of a spell of support. That a client was looked at, `get_client` has recorded."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.casework.assessment.plan_models import Goal, PlanAction, PlanChange
from directory.casework.assessment.plan_states import ActionState
from directory.casework.models import Case, Client
from directory.casework.queries import open_case
from directory.errors import NotFound

WITH_ALL = (
    selectinload(Goal.ratings),
    selectinload(Goal.actions).options(joinedload(PlanAction.planned)),
)


def shown_case(client: Client) -> Case | None:
    """The spell of support whose plan is shown: the one a client is in, else their last one."""
    return open_case(client) or next(reversed(client.cases), None)


def list_goals(db: Session, case: Case) -> Sequence[Goal]:
    """The goals of a case, those that were removed too, first written first, with ratings and actions."""
    of_case = select(Goal).where(Goal.case_id == case.id, Goal.client_id == case.client_id)
    return db.scalars(of_case.options(*WITH_ALL).order_by(Goal.added_at, Goal.id)).all()


def list_actions(db: Session, case: Case) -> Sequence[PlanAction]:
    """All actions of a case, those that were removed too, first written first."""
    of_case = select(PlanAction).where(PlanAction.case_id == case.id, PlanAction.client_id == case.client_id)
    with_all = (joinedload(PlanAction.planned), joinedload(PlanAction.goal))
    return db.scalars(of_case.options(*with_all).order_by(PlanAction.added_at, PlanAction.id)).all()


def list_to_do(db: Session, case: Case) -> list[PlanAction]:
    """The actions of a case that are still to do: what is due first, then what has no day."""
    still = [each for each in list_actions(db, case) if each.removed_at is None and each.state == ActionState.TO_DO]
    still = [each for each in still if each.goal is None or each.goal.removed_at is None]
    return sorted(still, key=lambda each: each.due_on or date.max)


def list_changes(db: Session, case: Case) -> Sequence[PlanChange]:
    """All that was changed of a case's plan, first to last, with what it was done to and who did it."""
    of_case = select(PlanChange).where(PlanChange.case_id == case.id, PlanChange.client_id == case.client_id)
    with_all = (
        joinedload(PlanChange.goal),
        joinedload(PlanChange.action).options(joinedload(PlanAction.planned), joinedload(PlanAction.goal)),
        joinedload(PlanChange.changer),
    )
    return db.scalars(of_case.options(*with_all).order_by(PlanChange.number)).all()


def get_goal(db: Session, actor: Actor, client: Client, goal_id: uuid.UUID) -> Goal:
    """A goal of a client. Raises NotFound for one of somebody else."""
    theirs = select(Goal).where(Goal.scheme_id == actor.scheme_id, Goal.client_id == client.id, Goal.id == goal_id)
    goal = db.scalar(theirs.options(*WITH_ALL))
    if goal is None:
        raise NotFound("There is no such goal on the plan.")
    return goal


def find_goal(db: Session, client: Client, goal_id: uuid.UUID | None) -> Goal | None:
    """A goal on the plan of the spell of support a client is in; None for one that was taken off it, or is no such."""
    case = open_case(client)
    if goal_id is None or case is None:
        return None
    return db.scalar(select(Goal).where(Goal.id == goal_id, Goal.case_id == case.id, Goal.removed_at.is_(None)))


def get_action(db: Session, actor: Actor, client: Client, action_id: uuid.UUID) -> PlanAction:
    """An action on a client's plan. Raises NotFound for one of somebody else."""
    theirs = select(PlanAction).where(
        PlanAction.scheme_id == actor.scheme_id, PlanAction.client_id == client.id, PlanAction.id == action_id
    )
    action = db.scalar(theirs.options(joinedload(PlanAction.planned), joinedload(PlanAction.goal)))
    if action is None:
        raise NotFound("There is no such action on the plan.")
    return action
