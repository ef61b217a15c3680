"""Which clients an actor may see, as a condition for the database.

Everybody who supports clients sees those of their scheme, but for records that are restricted: these only the client's
own coordinator sees, and the managers, and for some hours who opened one in an emergency. Hidden looks absent.
"""

import uuid
from functools import lru_cache

from sqlalchemy import ColumnElement, bindparam, false, or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client


def in_scope(actor: Actor) -> ColumnElement[bool]:
    """The clients an actor may see: nobody for a role that does not work with clients."""
    if not actor.may("casework.read"):
        return false()
    if actor.may("casework.oversee"):
        return Client.scheme_id == actor.scheme_id
    return in_sight_of(actor.scheme_id, actor.user_id)


def is_in_scope(db: Session, actor: Actor, client: Client) -> bool:
    """Whether an actor may see a client who was found without asking who looks."""
    return db.scalar(select(Client.id).where(Client.id == client.id, in_scope(actor))) is not None


@lru_cache(maxsize=1_000)
def in_sight_of(scheme_id: uuid.UUID, user_id: uuid.UUID) -> ColumnElement[bool]:
    """The clients whom somebody sees who oversees none, as a condition.

    One page asks with it more than twenty times, so that it is put together once; the moment is that of each question.
    """
    is_open = Client.restricted_at.is_(None)
    is_seen = or_(is_open, Client.coordinator_id == user_id, is_opened_by(scheme_id, user_id))
    return (Client.scheme_id == scheme_id) & is_seen


def is_opened_by(scheme_id: uuid.UUID, user_id: uuid.UUID) -> ColumnElement[bool]:
    """The clients whose record somebody has open in an emergency."""
    opened = select(EmergencyAccess.id).where(
        EmergencyAccess.client_id == Client.id,
        EmergencyAccess.scheme_id == scheme_id,
        EmergencyAccess.user_id == user_id,
        EmergencyAccess.ends_at > bindparam(None, callable_=lambda: clock.now()),
    )
    return opened.exists()
