"""Which clients an actor may see, as a condition for the database.

Everybody who supports clients sees those of their scheme, but for records that are restricted: these only the client's
own coordinator sees, and the managers, and for some hours who opened one in an emergency. Hidden looks absent.
"""

from sqlalchemy import ColumnElement, false, or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client


def in_scope(actor: Actor) -> ColumnElement[bool]:
    """The clients an actor may see: nobody for a role that does not work with clients."""
    if not actor.may("casework.read"):
        return false()
    of_scheme = Client.scheme_id == actor.scheme_id
    if actor.may("casework.oversee"):
        return of_scheme
    is_open = Client.restricted_at.is_(None)
    return of_scheme & or_(is_open, Client.coordinator_id == actor.user_id, is_opened_by(actor))


def is_in_scope(db: Session, actor: Actor, client: Client) -> bool:
    """Whether an actor may see a client who was found without asking who looks."""
    return db.scalar(select(Client.id).where(Client.id == client.id, in_scope(actor))) is not None


def is_opened_by(actor: Actor) -> ColumnElement[bool]:
    """The clients whose record the actor has open in an emergency."""
    opened = select(EmergencyAccess.id).where(
        EmergencyAccess.client_id == Client.id,
        EmergencyAccess.scheme_id == actor.scheme_id,
        EmergencyAccess.user_id == actor.user_id,
        EmergencyAccess.ends_at > clock.now(),
    )
    return opened.exists()
