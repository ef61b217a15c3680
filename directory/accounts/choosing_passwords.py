"""Choosing a password by a link: to join a team, or a new one for a forgotten one; and asking for such a link."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.account_links import NewLink, Purpose, get_link, make_link
from directory.accounts.dormancy import is_dormant
from directory.accounts.models import RoleGrant, User
from directory.accounts.operations import change_password, end_sessions, keep_password
from directory.audit.operations import record_act


@dataclass(frozen=True)
class AskedPassword:
    """A link to choose a new password, and whose it is; nobody's where no account may have one."""

    holder: User | None
    link: NewLink


def ask_new_password(db: Session, email: str) -> AskedPassword:
    """Make a link for whoever has this address and forgot their password.

    Who has no account, a disabled or dormant one, or an invitation that was never taken gets none. It is the same work
    whether there is somebody or not, so that nobody learns from the time it takes who has an account here.
    """
    typed = email.strip().lower()
    known = (User.email == typed, User.joined_at.is_not(None), User.is_active, User.grants.any())
    found = db.scalar(select(User).where(*known))
    holder = found if found and not is_dormant(found, clock.now()) else None
    record_act(db, None, None, "user.new_password_asked", "user_account", [holder.id] if holder else [])
    return AskedPassword(holder, make_link(db, holder, Purpose.RESET))


def choose_new_password(db: Session, token: str, password_hash: str) -> User:
    """Use the link of a forgotten password. Every session of its holder ends, and every other link. Raises LinkEnded.

    Takes the hash, as making it takes a tenth of a second in which others would have to wait.
    """
    link, user = get_link(db, token, Purpose.RESET, to_use=True)
    link.used_at = clock.now()
    change_password(db, user, password_hash)
    return user


def join_with_password(db: Session, token: str, password_hash: str) -> User:
    """Take an invitation: from now on the account is its owner's, and this is their password. Raises LinkEnded."""
    link, user = get_link(db, token, Purpose.INVITATION, to_use=True)
    link.used_at = user.joined_at = user.enabled_at = clock.now()
    keep_password(db, user, password_hash)
    record_act(db, user.id, user.working_scheme_id, "user.invitation_taken", "user_account", [user.id])
    return user


def join_with_account(db: Session, token: str, user_id: uuid.UUID) -> User:
    """Take an invitation with the account that its reader has, and has shown to be theirs: they work in both teams.

    Raises LinkEnded.
    """
    _, invited = get_link(db, token, Purpose.INVITATION, to_use=True)
    user = db.get_one(User, user_id, options=[selectinload(User.grants)], with_for_update=True)
    # They go on working where they did: a new team is theirs to choose.
    user.last_scheme_id = user.working_scheme_id
    has = {(each.scheme_id, each.role) for each in user.grants}
    new = [each for each in invited.grants if (each.scheme_id, each.role) not in has]
    user.grants = [*user.grants, *(RoleGrant(scheme_id=each.scheme_id, role=each.role) for each in new)]
    end_sessions(db, user)
    scheme_id = invited.working_scheme_id
    record_act(db, user.id, scheme_id, "user.invitation_taken", "user_account", [user.id, invited.id])
    db.delete(invited)
    return user
