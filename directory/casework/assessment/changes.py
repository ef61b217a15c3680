"""Writing down what was changed of a plan, and refusing changes that cannot be."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.assessment.plan_models import ChangeKind, Goal, PlanAction, PlanChange
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import open_case
from directory.db import new_id
from directory.errors import Refused


class NoOpenCase(Refused):
    """A plan belongs to a spell of support, and none is open."""

    def __init__(self) -> None:
        super().__init__("No case is open. Open one first: a plan belongs to a case.")


def require_case(client: Client) -> Case:
    """The spell of support a client is in. Raises NoOpenCase."""
    case = open_case(client)
    if case is None:
        raise NoOpenCase
    return case


def require_open(client: Client, thing: Goal | PlanAction) -> None:
    """Raises NoOpenCase for what belongs to a spell of support that ended: it stays as it was."""
    case = open_case(client)
    if case is None or case.id != thing.case_id:
        raise NoOpenCase


def note_change(
    db: Session, actor: Actor, thing: Goal | PlanAction, kind: ChangeKind, to_state: str | None = None
) -> None:
    """Write down what was done to a goal or an action. The caller keeps the client from others."""
    is_goal = isinstance(thing, Goal)
    db.add(
        PlanChange(
            id=new_id(),
            scheme_id=thing.scheme_id,
            client_id=thing.client_id,
            case_id=thing.case_id,
            number=last_number(db, thing.case_id) + 1,
            kind=kind.value,
            goal_id=thing.id if is_goal else None,
            action_id=None if is_goal else thing.id,
            to_state=to_state,
            changed_by=actor.user_id,
            changed_at=clock.now(),
        )
    )
    db.flush()  # the next change of this transaction is numbered after it
    act = f"plan.{kind.value.replace(' ', '_')}"
    record_act(db, actor.user_id, actor.scheme_id, act, thing.__tablename__, [thing.id])


def take_off(
    db: Session, actor: Actor, client: Client, thing: Goal | PlanAction, kind: ChangeKind, *, seen: int
) -> None:
    """Take something off the plan, so that it can be put back. A second click changes nothing.

    Raises NoOpenCase and ChangedMeanwhile.
    """
    if thing.removed_at is not None:
        return
    require_open(client, thing)
    if seen != thing.version:
        raise ChangedMeanwhile
    thing.removed_at = clock.now()
    note_change(db, actor, thing, kind)


def put_back(db: Session, actor: Actor, client: Client, thing: Goal | PlanAction, kind: ChangeKind) -> None:
    """Put something back on the plan as it was. A second click changes nothing. Raises NoOpenCase."""
    if thing.removed_at is None:
        return
    require_open(client, thing)
    thing.removed_at = None
    note_change(db, actor, thing, kind)


def last_number(db: Session, case_id: object) -> int:
    """The number of the newest change of a case's plan; nought where there is none."""
    return db.scalar(select(func.max(PlanChange.number)).where(PlanChange.case_id == case_id)) or 0
