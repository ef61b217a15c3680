"""Choosing a password by a link, the first one or a new one."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import Purpose, end_links, get_link
from directory.accounts.models import User
from directory.accounts.operations import end_sessions
from directory.accounts.password_rules import find_weakness
from directory.audit.operations import record_act
from directory.errors import WrongInput

ACTS = {Purpose.INVITATION: "user.invitation_taken", Purpose.RESET: "user.password_changed"}


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
    user.password_hash = password_hash
    end_sessions(db, user)
    end_links(db, user, but=link)
    record_act(db, user.id, user.working_scheme_id, ACTS[purpose], "user_account", [user.id])
    return user
