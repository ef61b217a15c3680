"""Adding staff, signing them in, and their passwords."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import end_links
from directory.accounts.actor import Actor, WorkingScheme
from directory.accounts.dormancy import is_dormant
from directory.accounts.inputs import NewUserInput
from directory.accounts.letters import PASSWORD, queue_change
from directory.accounts.models import RoleGrant, Scheme, SignInSession, User
from directory.accounts.password_rules import find_weakness
from directory.accounts.passwords import hash_password, is_password
from directory.accounts.queries import find_user
from directory.audit.operations import record_act
from directory.db import new_id
from directory.errors import Refused, WrongInput


class SignInFailed(Refused):
    """The address and password do not belong together; which of the two is wrong is not told."""


def make_scheme(db: Session, name: str, *, is_default: bool = False) -> Scheme:
    """A new scheme, with the usual settings."""
    scheme = Scheme(id=new_id(), name=name, is_default=is_default)
    db.add(scheme)
    return scheme


def add_user(db: Session, scheme: Scheme, wanted: NewUserInput) -> User:
    """Add a member of staff to a scheme. Raises WrongInput where the address is taken."""
    if find_user(db, wanted.email) is not None:
        raise WrongInput("This address has an account.", {"email": "This email address already has an account"})
    user = User(id=new_id(), email=wanted.email, name=wanted.name, joined_at=clock.now())
    user.password_hash = hash_password(wanted.password)
    user.grants = [RoleGrant(scheme_id=scheme.id, role=role.value) for role in wanted.roles]
    db.add(user)
    record_act(db, None, scheme.id, "user.added", "user_account", [user.id])
    return user


def check_password(user: User | None, password: str) -> User:
    """The user, if the password is theirs and they may sign in. Raises SignInFailed, in the same time, otherwise.

    It takes a tenth of a second on purpose: call it with no transaction open, or a wrong password makes others wait.
    """
    fits = is_password(user.password_hash if user else None, password)
    if user is None or not fits or not may_sign_in(user):
        raise SignInFailed("The email address or the password is wrong.")
    return user


def may_sign_in(user: User) -> bool:
    """Whether this account is in use, was not left alone for long, and has something to do here."""
    return user.is_active and bool(user.grants) and not is_dormant(user, clock.now())


def record_sign_in(db: Session, user: User) -> None:
    """Note that somebody signed in. `user` may come from another session."""
    db.get_one(User, user.id).last_signed_in_at = clock.now()
    record_act(db, user.id, user.working_scheme_id, "user.signed_in", "user_account", [user.id])


def choose_scheme(db: Session, actor: Actor, scheme: WorkingScheme) -> None:
    """Have somebody work in this scheme of theirs, here and wherever they sign in next."""
    db.get_one(User, actor.user_id).last_scheme_id = scheme.id
    record_act(db, actor.user_id, scheme.id, "user.scheme_chosen", "user_account", [actor.user_id])


def record_failed_sign_in(db: Session, user: User | None) -> None:
    """Note that a sign-in failed; whose it was, if the address is known. What was typed is not kept."""
    ids = [user.id] if user else []
    record_act(db, None, None, "user.sign_in_failed", "user_account", ids)


def hash_new_password(user: User, password: str, field: str = "password") -> str:
    """The hash of a new password of a user, who comes with their roles and schemes.

    Raises WrongInput for a field, saying how to do better, where it is soon guessed. It takes a tenth of a second on
    purpose: call it with no transaction open, or others would have to wait.
    """
    weakness = find_weakness(password, (user.name, user.email, *(grant.scheme.name for grant in user.grants)))
    if weakness:
        raise WrongInput("Choose another password.", {field: weakness})
    return hash_password(password)


def keep_password(db: Session, user: User, password_hash: str) -> None:
    """Give a user this password, and end every session and every link that was there before. Why, is for the caller."""
    user.password_hash = password_hash
    end_sessions(db, user)
    end_links(db, user)


def change_password(db: Session, user: User, password_hash: str) -> None:
    """Give a user another password, and tell them by mail, in case it was not they who did it."""
    keep_password(db, user, password_hash)
    record_act(db, user.id, user.working_scheme_id, "user.password_changed", "user_account", [user.id])
    queue_change(db, user, PASSWORD)


def sign_out_everywhere(db: Session, user: User) -> None:
    """End every signed-in session of a user, on every device, at once, because they asked for it."""
    end_sessions(db, user)
    record_act(db, user.id, None, "user.signed_out_everywhere", "user_account", [user.id])


def end_sessions(db: Session, user: User) -> None:
    """End every signed-in session of a user. Why, is for the caller to write down."""
    user.session_stamp = new_id()
    db.execute(delete(SignInSession).where(SignInSession.user_id == user.id))
