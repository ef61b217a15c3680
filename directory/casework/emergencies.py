"""Restricting who sees a record, opening one all the same in an emergency, and looking into that afterwards."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client
from directory.casework.policy import may_restrict
from directory.casework.references import read_reference
from directory.casework.sight import is_in_scope
from directory.casework.support_sessions.ending import hand_over_sessions
from directory.db import new_id
from directory.errors import NotFound, Refused

# Long enough to get somebody through an evening, and over before the next shift.
LASTS = timedelta(hours=4)
# Asked for the top of each page.
OPEN_NOW = (
    select(EmergencyAccess)
    .where(
        EmergencyAccess.user_id == bindparam("user_id"),
        EmergencyAccess.scheme_id == bindparam("scheme_id"),
        EmergencyAccess.ends_at > bindparam("now"),
    )
    .order_by(EmergencyAccess.ends_at, EmergencyAccess.id)
)


class NothingToOpen(NotFound):
    """There is no such client in the actor's scheme."""

    def __init__(self) -> None:
        super().__init__("Your team has no client with this reference. Check it with whoever gave it to you.")


@dataclass(frozen=True)
class Opened:
    """Whose record may be read now. `access` is empty where the actor sees it anyway, and `is_new` once."""

    reference: str
    access: EmergencyAccess | None
    is_new: bool


def restrict_sight(db: Session, actor: Actor, client: Client, *, is_restricted: bool) -> None:
    """Let only a client's coordinator and the managers see the record, or again the whole team. Raises Refused."""
    if not may_restrict(actor, client):
        raise Refused("Only their coordinator, or a manager, decides who sees this record.")
    if (client.restricted_at is not None) == is_restricted:
        return
    client.restricted_at = clock.now() if is_restricted else None
    if is_restricted:
        # A colleague who was to meet them would not find the session any more.
        hand_over_sessions(db, client, client.coordinator_id)
    act = "client.restricted" if is_restricted else "client.unrestricted"
    record_act(db, actor.user_id, actor.scheme_id, act, "client", [client.id])


def open_in_emergency(db: Session, actor: Actor, reference: str, reason: str) -> Opened | None:
    """Open a restricted record of the actor's scheme for some hours; None where the scheme has no such client.

    A second click opens nothing more. What comes of it is written down either way, so that it is to be kept even
    where nothing was found.
    """
    wanted = read_reference(reference)
    of_scheme = (Client.scheme_id == actor.scheme_id, Client.reference == wanted)
    # Kept from others, so that two clicks at once are one opening.
    client = db.scalar(select(Client).where(*of_scheme).with_for_update())
    if client is None:
        record_act(db, actor.user_id, actor.scheme_id, "client.emergency_refused", "client", [])
        return None
    known = find_open_emergency(db, actor, client)
    if known is not None or is_in_scope(db, actor, client):
        return Opened(client.reference, known, is_new=False)
    now = clock.now()
    access = EmergencyAccess(
        id=new_id(),
        scheme_id=actor.scheme_id,
        client_id=client.id,
        user_id=actor.user_id,
        reference=client.reference,
        reason=reason,
        began_at=now,
        ends_at=now + LASTS,
    )
    db.add(access)
    record_act(db, actor.user_id, actor.scheme_id, "client.emergency_opened", "client", [client.id])
    return Opened(client.reference, access, is_new=True)


def find_open_emergency(db: Session, actor: Actor, client: Client) -> EmergencyAccess | None:
    theirs = list_open_emergencies(db, actor)
    return next((each for each in theirs if each.client_id == client.id), None)


def list_open_emergencies(db: Session, actor: Actor) -> Sequence[EmergencyAccess]:
    """What the actor has open in an emergency now, the soonest over first."""
    asked = {"user_id": actor.user_id, "scheme_id": actor.scheme_id, "now": clock.now()}
    return db.scalars(OPEN_NOW, asked).all()


def list_emergencies(db: Session, actor: Actor) -> Sequence[EmergencyAccess]:
    """All openings in the actor's scheme, those that nobody has looked into first; whose they are is recorded."""
    found = db.scalars(
        select(EmergencyAccess)
        .where(EmergencyAccess.scheme_id == actor.scheme_id)
        .options(joinedload(EmergencyAccess.user), selectinload(EmergencyAccess.reviewer))
        .order_by(EmergencyAccess.reviewed_at.is_not(None), EmergencyAccess.began_at.desc(), EmergencyAccess.id)
    ).all()
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found


def count_unreviewed(db: Session, actor: Actor) -> int:
    """How many openings in the actor's scheme nobody has looked into yet."""
    waiting = (EmergencyAccess.scheme_id == actor.scheme_id, EmergencyAccess.reviewed_at.is_(None))
    return db.scalar(select(func.count()).select_from(EmergencyAccess).where(*waiting)) or 0


def get_emergency(db: Session, actor: Actor, emergency_id: uuid.UUID) -> EmergencyAccess:
    """An opening in the actor's scheme, kept from others until the end, recorded as looked at. Raises NotFound."""
    access = db.scalar(
        select(EmergencyAccess)
        .where(EmergencyAccess.id == emergency_id, EmergencyAccess.scheme_id == actor.scheme_id)
        .options(joinedload(EmergencyAccess.user), selectinload(EmergencyAccess.reviewer))
        .with_for_update(of=EmergencyAccess)
        .execution_options(populate_existing=True)
    )
    if access is None:
        raise NotFound("There is no such opening.")
    record_act(db, actor.user_id, actor.scheme_id, "client.viewed", "client", [access.client_id])
    return access


def review_emergency(db: Session, actor: Actor, access: EmergencyAccess, note: str) -> None:
    """Note what came of looking into an opening. The first note stands. Raises Refused for one's own opening."""
    if access.user_id == actor.user_id:
        raise Refused("You opened this record yourself. Another manager has to look into it.")
    if access.reviewed_at is not None:
        return
    access.reviewed_by, access.reviewed_at, access.note = actor.user_id, clock.now(), note
    record_act(db, actor.user_id, actor.scheme_id, "client.emergency_reviewed", "client", [access.client_id])
