"""What people told their team from their own page: keeping it, and seeing to it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client, Purpose
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import has_died, has_lost_coordinator, in_care_of, listed
from directory.casework.sight import in_scope
from directory.db import new_id
from directory.errors import NotFound, UsedBefore

LONGEST_NOTE = 1_000
# After that colleagues see what is told, as a coordinator may be ill or away.
WAITS_FOR_COORDINATOR = timedelta(days=3)


@dataclass(frozen=True)
class MessageInput:
    """What a person tells: its kind, what they wrote or took back, and the key of the form."""

    kind: Told
    submission_key: str
    note: str | None = None
    purpose: Purpose | None = None


def keep_message(db: Session, client: Client, wanted: MessageInput) -> OwnPageMessage:
    """Keep what a client tells for their team. Sent again, or told while the same still waits, it is kept once.

    The caller keeps the client from others. Raises UsedBefore.
    """
    for known in list_messages(db, client):
        is_same = (known.kind, known.note, known.purpose) == (wanted.kind, wanted.note, wanted.purpose)
        if known.submission_key == wanted.submission_key and not is_same:
            raise UsedBefore
        if known.submission_key == wanted.submission_key or (is_same and known.is_waiting):
            return known
    message = OwnPageMessage(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        kind=wanted.kind.value,
        purpose=wanted.purpose.value if wanted.purpose else None,
        note=wanted.note,
        submission_key=wanted.submission_key,
        told_at=clock.now(),
    )
    db.add(message)
    record_act(db, None, client.scheme_id, f"own_page.{wanted.kind}", "own_page_message", [message.id])
    return message


def list_messages(db: Session, client: Client) -> Sequence[OwnPageMessage]:
    """What a client told from their own page, newest first, with who saw to it. The caller looked them up."""
    return db.scalars(
        select(OwnPageMessage)
        .where(OwnPageMessage.scheme_id == client.scheme_id, OwnPageMessage.client_id == client.id)
        .options(joinedload(OwnPageMessage.seer))
        .order_by(OwnPageMessage.told_at.desc(), OwnPageMessage.id)
    ).all()


def still_waits() -> ColumnElement[bool]:
    """What nobody has seen to, and was not taken back, as a condition."""
    return and_(OwnPageMessage.seen_at.is_(None), OwnPageMessage.taken_back_at.is_(None))


def waits_for_answer() -> ColumnElement[bool]:
    """The clients who told something that nobody has seen to, as a condition. Who has died waits no more."""
    unseen = select(OwnPageMessage.id).where(OwnPageMessage.client_id == Client.id, still_waits())
    return and_(unseen.exists(), ~has_died())


def list_unseen(db: Session, actor: Actor) -> Sequence[OwnPageMessage]:
    """What nobody has seen to, longest first, of those in the actor's care; recorded as listed.

    Where their coordinator has left, or has seen to nothing for days, it is there for everybody who may see them.
    """
    found = db.scalars(unseen_by(actor), {"long_ago": clock.now() - WAITS_FOR_COORDINATOR}).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found


@lru_cache
def unseen_by(actor: Actor) -> Select[OwnPageMessage]:
    waits_long = OwnPageMessage.told_at <= bindparam("long_ago")
    is_for_all = or_(waits_long, OwnPageMessage.client.has(has_lost_coordinator(actor)))
    return (
        select(OwnPageMessage)
        .where(OwnPageMessage.scheme_id == actor.scheme_id, still_waits())
        .where(OwnPageMessage.client.has(and_(in_scope(actor), ~has_died())))
        .where(or_(OwnPageMessage.client.has(in_care_of(actor)), is_for_all))
        .options(listed(OwnPageMessage.client))
        .order_by(OwnPageMessage.told_at, OwnPageMessage.id)
    )


def see_to(db: Session, actor: Actor, client: Client, message_id: uuid.UUID) -> bool:
    """Note that somebody has seen to what a client told; says whether that was news. Raises NotFound.

    The caller keeps the client from others.
    """
    message = db.get(OwnPageMessage, message_id, populate_existing=True)
    if message is None or message.client_id != client.id:
        raise NotFound("There is no such message.")
    if not message.is_waiting:
        return False
    message.seen_at, message.seen_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "own_page.seen_to", "own_page_message", [message.id])
    return True
