"""Keeping somebody's record although its time is over, and ending that."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.db import add_once, new_id
from directory.errors import Refused, WrongInput
from directory.rights.models import RetentionHold


class RecordHeld(Refused):
    """The record may not be erased while it is held back."""

    def __init__(self) -> None:
        super().__init__("This record is held back. End that first, where it may go.")


def find_hold(db: Session, client_id: uuid.UUID) -> RetentionHold | None:
    """What keeps somebody's record from being erased, with who said so; None where nothing does."""
    wanted = select(RetentionHold).where(RetentionHold.client_id == client_id, RetentionHold.ended_at.is_(None))
    return db.scalar(wanted.options(joinedload(RetentionHold.holder)))


def hold_back(db: Session, actor: Actor, client: Client, reason: str) -> RetentionHold:
    """Keep a client's record until somebody ends that. Where it is held back already nothing changes.

    Raises WrongInput without a reason.
    """
    if not reason.strip():
        raise WrongInput("Say why.", {"reason": "Say why it is held back"})
    hold = RetentionHold(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        reason=reason.strip(),
        held_by=actor.user_id,
        held_at=clock.now(),
    )
    known = find_hold(db, client.id)
    if known is not None:
        return known
    kept, is_new = add_once(db, hold, lambda: find_hold(db, client.id))
    if is_new:
        record_act(db, actor.user_id, actor.scheme_id, "retention.held", "client", [client.id])
    return kept


def end_hold(db: Session, actor: Actor, client: Client) -> bool:
    """Let the time of a client's record count again; says whether it was held back."""
    hold = find_hold(db, client.id)
    if hold is None:
        return False
    hold.ended_at, hold.ended_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "retention.let_go", "client", [client.id])
    return True


def check_not_held(db: Session, client: Client) -> None:
    """Raises RecordHeld where something keeps the record from being erased."""
    if find_hold(db, client.id) is not None:
        raise RecordHeld
