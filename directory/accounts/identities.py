"""The accounts at a provider with which people sign in here: connected by themselves, and never by an address alone.

An address can be given to somebody else one day; a provider's issuer and subject are one person's for good.
"""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import Purpose, get_link
from directory.accounts.identity_provider import Identity
from directory.accounts.letters import IDENTITY_CONNECTED, IDENTITY_REMOVED, queue_change
from directory.accounts.models import LinkedIdentity, User
from directory.accounts.queries import find_user_by_id
from directory.audit.operations import record_act
from directory.db import new_id
from directory.errors import Refused


class IdentityInUse(Refused):
    """The account at the provider is connected with another account here."""

    def __init__(self) -> None:
        super().__init__("This is connected with another account here. Disconnect it there first.")


def find_identity(db: Session, identity: Identity) -> LinkedIdentity | None:
    """What is kept of an account at a provider, if it is connected with somebody."""
    is_it = (LinkedIdentity.issuer == identity.issuer, LinkedIdentity.subject == identity.subject)
    return db.scalar(select(LinkedIdentity).where(*is_it))


def find_identity_of(db: Session, user_id: uuid.UUID) -> LinkedIdentity | None:
    """The account at a provider that is connected with somebody here."""
    return db.scalar(select(LinkedIdentity).where(LinkedIdentity.user_id == user_id))


def use_identity(db: Session, identity: Identity) -> User | None:
    """The user who is connected with an account at a provider, with their roles; it notes that it was used."""
    kept = find_identity(db, identity)
    if kept is None:
        return None
    kept.used_at = clock.now()
    return find_user_by_id(db, kept.user_id)


def record_identity_refused(db: Session, user: User | None) -> None:
    """Note that somebody came from the provider and was not signed in; whose account it is, if it is known."""
    record_act(db, None, None, "user.identity_refused", "user_account", [user.id] if user else [])


def connect_identity(db: Session, user: User, identity: Identity) -> None:
    """Have a user sign in with an account at a provider from now on, in place of one before. Raises IdentityInUse.

    `user` comes with their roles, and has shown both to be theirs.
    """
    kept, before = find_identity(db, identity), find_identity_of(db, user.id)
    if kept is not None and kept.user_id != user.id:
        raise IdentityInUse
    if before is not None:
        db.delete(before)
        # The same account may be connected anew.
        db.flush()
    db.add(LinkedIdentity(id=new_id(), user_id=user.id, issuer=identity.issuer, subject=identity.subject))
    record_act(db, user.id, user.working_scheme_id, "user.identity_connected", "user_account", [user.id])
    queue_change(db, user, IDENTITY_CONNECTED)


def remove_identity(db: Session, user: User) -> None:
    """Have a user no longer sign in with their account at a provider. Raises Refused where they have no password."""
    kept = find_identity_of(db, user.id)
    if kept is None:
        return
    if user.password_hash is None:
        raise Refused("You have no password yet. Choose one first, by “Forgotten your password?” where you sign in.")
    db.delete(kept)
    record_act(db, user.id, user.working_scheme_id, "user.identity_removed", "user_account", [user.id])
    queue_change(db, user, IDENTITY_REMOVED)


def join_with_identity(db: Session, token: str, identity: Identity) -> User:
    """Take an invitation with an account at a provider, with no password here. Raises LinkEnded or IdentityInUse."""
    link, user = get_link(db, token, Purpose.INVITATION, to_use=True)
    link.used_at = user.joined_at = user.enabled_at = clock.now()
    record_act(db, user.id, user.working_scheme_id, "user.invitation_taken", "user_account", [user.id])
    connect_identity(db, user, identity)
    return user
