"""Choosing a password by a link, the first one or a new one, and asking for such a link."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import NewLink, Purpose, end_links, get_link, make_link
from directory.accounts.dormancy import is_dormant
from directory.accounts.letters import queue_password_changed
from directory.accounts.models import User
from directory.accounts.operations import end_sessions
from directory.accounts.password_rules import find_weakness
from directory.audit.operations import record_act
from directory.errors import WrongInput

ACTS = {Purpose.INVITATION: "user.invitation_taken", Purpose.RESET: "user.password_changed"}


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
    known = (User.email == typed, User.is_active, User.password_hash.is_not(None), User.grants.any())
    found = db.scalar(select(User).where(*known))
    holder = found if found and not is_dormant(found, clock.now()) else None
    record_act(db, None, None, "user.new_password_asked", "user_account", [holder.id] if holder else [])
    return AskedPassword(holder, make_link(db, holder, Purpose.RESET))


def check_new_password(user: User, password: str) -> None:
    """Raises WrongInput, saying how to do better, unless this is a good password for somebody.

    `user` comes with their roles and schemes.
    """
    weakness = find_weakness(password, (user.name, user.email, *(grant.scheme.name for grant in user.grants)))
    if weakness:
        raise WrongInput("Choose another password.", {"password": weakness})


def choose_password(db: Session, token: str, purpose: Purpose, password_hash: str) -> User:
    """Use a link: from now on this is the password of its holder. Every session of theirs ends, and every other link.

    Takes the hash, as making it takes a tenth of a second in which others would have to wait. Raises LinkEnded.
    """
    link, user = get_link(db, token, purpose, to_use=True)
    link.used_at = clock.now()
    if purpose is Purpose.INVITATION:
        user.enabled_at = clock.now()
    user.password_hash = password_hash
    end_sessions(db, user)
    end_links(db, user, but=link)
    record_act(db, user.id, user.working_scheme_id, ACTS[purpose], "user_account", [user.id])
    if purpose is Purpose.RESET:
        queue_password_changed(db, user)
    return user
