"""Saying who supports a client. A person decides; who it was before stays written down."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.accounts.queries import who_are_at_work
from directory.audit.operations import record_act
from directory.casework.assessment.handing_over import hand_over_assessing
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.support_sessions.ending import hand_over_sessions
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.models import Allocation
from directory.db import new_id
from directory.errors import Refused, WrongInput


class NotTheirs(Refused):
    """Only managers say that a colleague supports somebody."""

    def __init__(self) -> None:
        super().__init__("You can take somebody on yourself. Ask a manager where a colleague is to support them.")


@dataclass(frozen=True)
class AllocationInput:
    """Who is to support somebody, and why. `seen` is who did when it was looked at."""

    to_user_id: uuid.UUID
    reason: AllocationReason
    note: str | None = None
    seen: uuid.UUID | None = None


def may_allocate(actor: Actor, to_user_id: uuid.UUID) -> bool:
    """Whether an actor may have somebody support a person: a coordinator themself, a manager anybody."""
    return actor.may("casework.oversee") or (actor.may("casework.write") and to_user_id == actor.user_id)


def check_allocatable(db: Session, actor: Actor, to_user_id: uuid.UUID) -> None:
    """Raises NotTheirs, and WrongInput for who is no coordinator at work in the actor's team."""
    if not may_allocate(actor, to_user_id):
        raise NotTheirs
    at_work = who_are_at_work(actor, Role.COORDINATOR).where(User.id == to_user_id)
    if db.scalar(at_work) is None:
        raise WrongInput("Choose who supports them.", {"to": "Choose a coordinator of your team"})


def change_coordinator(db: Session, actor: Actor, client: Client, wanted: AllocationInput) -> Allocation | None:
    """Have another coordinator support a client from now on. A second click changes nothing, and gives None.

    The caller keeps the client from others. Raises NotTheirs, WrongInput, and ChangedMeanwhile where somebody else
    changed it first.
    """
    if client.coordinator_id == wanted.to_user_id:
        return None
    if wanted.seen is not None and wanted.seen != client.coordinator_id:
        raise ChangedMeanwhile
    check_allocatable(db, actor, wanted.to_user_id)
    before, client.coordinator_id = client.coordinator_id, wanted.to_user_id
    return note_allocation(db, actor, client, wanted, before)


def note_allocation(
    db: Session, actor: Actor, client: Client, wanted: AllocationInput, before: uuid.UUID | None
) -> Allocation:
    """Write down who supports a client from now on, and who did before: their appointments go to the new one."""
    if before is not None:
        hand_over_sessions(db, client, wanted.to_user_id, of=before)
        hand_over_assessing(db, client, wanted.to_user_id, of=before)
    allocation = Allocation(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        from_user_id=before,
        to_user_id=wanted.to_user_id,
        by_user_id=actor.user_id,
        reason=wanted.reason.value,
        note=wanted.note,
        allocated_at=clock.now(),
    )
    db.add(allocation)
    record_act(db, actor.user_id, actor.scheme_id, "client.allocated", "client", [client.id], ["coordinator_id"])
    return allocation


def list_allocations(db: Session, client: Client) -> Sequence[Allocation]:
    """Who supported a client since when, newest first. The caller looked the client up."""
    of_client = (Allocation.scheme_id == client.scheme_id, Allocation.client_id == client.id)
    newest_first = (Allocation.allocated_at.desc(), Allocation.id)
    return db.scalars(select(Allocation).where(*of_client).order_by(*newest_first)).all()
