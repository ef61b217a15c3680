"""Giving the clients of a colleague who leaves or is long away to others, and taking that back."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import RoleGrant, User
from directory.accounts.queries import who_are_at_work
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.sight import in_scope
from directory.casework.triage.allocating import AllocationInput, note_allocation
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.models import Allocation, CaseloadHandover
from directory.db import add_once, new_id
from directory.errors import NotFound, Refused, UsedBefore, WrongInput

# What is written in one go while others wait.
MOST_AT_ONCE = 100
TIME_TO_UNDO = timedelta(days=7)


class TooLateToUndo(Refused):
    """A hand-over was so long ago that the people of it have come to know somebody else."""

    def __init__(self) -> None:
        super().__init__("This was more than a week ago. Change who supports them on their own pages, under Support.")


@dataclass(frozen=True)
class HandoverInput:
    """Why, and who supports each client from now on, by the ids of both."""

    reason: AllocationReason
    to: Mapping[uuid.UUID, uuid.UUID]
    submission_key: str


@dataclass(frozen=True)
class HandedOver:
    """What was done: how many were given, and how many somebody else supported already by then."""

    handover: CaseloadHandover
    given: int
    left: int


def get_colleague(db: Session, actor: Actor, user_id: uuid.UUID) -> User:
    """Whose clients may be handed over: a coordinator of the team, or who has people of it still. Raises NotFound."""
    is_coordinator = exists().where(
        RoleGrant.user_id == User.id,
        RoleGrant.scheme_id == actor.scheme_id,
        RoleGrant.role == Role.COORDINATOR.value,
    )
    has_clients = exists().where(Client.scheme_id == actor.scheme_id, Client.coordinator_id == User.id)
    found = db.scalar(select(User).where(User.id == user_id, is_coordinator | has_clients))
    if found is None:
        raise NotFound("There is no such coordinator.")
    return found


def hand_over(db: Session, actor: Actor, colleague: User, wanted: HandoverInput) -> HandedOver:
    """Have others support clients of a colleague from now on. Sent twice it is done once.

    Who has somebody else by now is left with them. Raises WrongInput for who cannot support anybody here, and where
    nobody is given, and UsedBefore where the key came with the clients of another.
    """
    known = find_by_submission(db, actor, wanted.submission_key)
    if known is not None:
        return replayed(db, known, colleague)
    check_receivers(db, actor, colleague, wanted)
    made = CaseloadHandover(
        id=new_id(),
        scheme_id=actor.scheme_id,
        from_user_id=colleague.id,
        by_user_id=actor.user_id,
        reason=wanted.reason.value,
        made_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    handover, is_new = add_once(db, made, lambda: find_by_submission(db, actor, wanted.submission_key))
    if not is_new:
        return replayed(db, handover, colleague)
    given = 0
    for client in keep_clients(db, actor, list(wanted.to)):
        if client.coordinator_id == colleague.id:
            give(db, actor, client, handover, AllocationInput(wanted.to[client.id], wanted.reason))
            given += 1
    record_act(db, actor.user_id, actor.scheme_id, "caseload.handed_over", "caseload_handover", [handover.id])
    return HandedOver(handover, given, len(wanted.to) - given)


def give(db: Session, actor: Actor, client: Client, handover: CaseloadHandover, wanted: AllocationInput) -> Allocation:
    before, client.coordinator_id = client.coordinator_id, wanted.to_user_id
    allocation = note_allocation(db, actor, client, wanted, before)
    allocation.handover_id = handover.id
    return allocation


def replayed(db: Session, handover: CaseloadHandover, colleague: User) -> HandedOver:
    if handover.from_user_id != colleague.id:
        raise UsedBefore
    of_handover = (Allocation.handover_id == handover.id, Allocation.reason != AllocationReason.TAKEN_BACK.value)
    given = db.scalar(select(func.count()).select_from(Allocation).where(*of_handover)) or 0
    return HandedOver(handover, given, 0)


def check_receivers(db: Session, actor: Actor, colleague: User, wanted: HandoverInput) -> None:
    receivers = set(wanted.to.values())
    if not receivers:
        raise WrongInput("Choose who supports them.", {"": "Choose a colleague for at least one person"})
    if len(wanted.to) > MOST_AT_ONCE:
        raise WrongInput("These are too many.", {"": f"Give at most {MOST_AT_ONCE} people at a time"})
    at_work = set(db.scalars(who_are_at_work(actor, Role.COORDINATOR).where(User.id.in_(receivers))))
    if receivers - at_work or colleague.id in receivers:
        raise WrongInput("Choose who supports them.", {"": "Choose coordinators of your team who are at work"})


def keep_clients(db: Session, actor: Actor, ids: Sequence[uuid.UUID]) -> Sequence[Client]:
    """Clients of the actor's team, kept from others until the end, always in the same order so that nobody waits in a
    circle.
    """
    wanted = select(Client).where(in_scope(actor), Client.id.in_(ids)).order_by(Client.id).with_for_update(of=Client)
    return db.scalars(wanted.execution_options(populate_existing=True)).all()


def undo_hand_over(db: Session, actor: Actor, handover: CaseloadHandover) -> int:
    """Give everybody of a hand-over back who is still with whom they were given to; says how many. Once done, nobody.

    Neither the giving nor the taking back counts as a change of coordinator then. Raises TooLateToUndo.
    """
    if handover.undone_at is not None:
        return 0
    if clock.now() > may_undo_until(handover):
        raise TooLateToUndo
    handover.undone_at, handover.undone_by = clock.now(), actor.user_id
    given = {each.client_id: each for each in list_given(db, handover)}
    number = 0
    for client in keep_clients(db, actor, list(given)):
        allocation = given[client.id]
        if client.coordinator_id != allocation.to_user_id or was_changed_since(db, allocation):
            continue
        wanted = AllocationInput(handover.from_user_id, AllocationReason.TAKEN_BACK)
        give(db, actor, client, handover, wanted)
        allocation.taken_back_at = clock.now()
        number += 1
    record_act(db, actor.user_id, actor.scheme_id, "caseload.taken_back", "caseload_handover", [handover.id])
    return number


def may_undo_until(handover: CaseloadHandover) -> datetime:
    return handover.made_at + TIME_TO_UNDO


def was_changed_since(db: Session, allocation: Allocation) -> bool:
    """Whether somebody decided anew who supports a client since they were given."""
    later = (Allocation.client_id == allocation.client_id, Allocation.allocated_at > allocation.allocated_at)
    return db.scalar(select(Allocation.id).where(*later).limit(1)) is not None


def find_by_submission(db: Session, actor: Actor, submission_key: str) -> CaseloadHandover | None:
    of_team = (CaseloadHandover.scheme_id == actor.scheme_id, CaseloadHandover.submission_key == submission_key)
    return db.scalar(select(CaseloadHandover).where(*of_team))


def get_handover(db: Session, actor: Actor, handover_id: uuid.UUID, *, to_change: bool = False) -> CaseloadHandover:
    """A hand-over of the actor's team. `to_change` keeps it from others until the end. Raises NotFound."""
    of_team = (CaseloadHandover.scheme_id == actor.scheme_id, CaseloadHandover.id == handover_id)
    wanted = select(CaseloadHandover).where(*of_team)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such hand-over.")
    return found


def list_given(db: Session, handover: CaseloadHandover) -> Sequence[Allocation]:
    """To whom each went, whether or not it was taken back; of people who are of the team still."""
    of_handover = (Allocation.handover_id == handover.id, Allocation.scheme_id == handover.scheme_id)
    wanted = select(Allocation).where(*of_handover, Allocation.reason != AllocationReason.TAKEN_BACK.value)
    return db.scalars(wanted.order_by(Allocation.allocated_at, Allocation.id)).all()


def list_handovers(db: Session, actor: Actor, most: int = 10) -> Sequence[CaseloadHandover]:
    """The last hand-overs of the actor's team, newest first."""
    of_team = select(CaseloadHandover).where(CaseloadHandover.scheme_id == actor.scheme_id)
    return db.scalars(of_team.order_by(CaseloadHandover.made_at.desc(), CaseloadHandover.id).limit(most)).all()


def count_open_of(db: Session, scheme_id: uuid.UUID, user_id: uuid.UUID) -> int:
    """How many people of a team somebody supports now."""
    open_ones = select(func.count()).select_from(Case).join(Client, Client.id == Case.client_id)
    of_user = (Case.scheme_id == scheme_id, Client.coordinator_id == user_id, Case.closed_on.is_(None))
    return db.scalar(open_ones.where(*of_user)) or 0
