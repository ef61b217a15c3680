"""Adding staff, and signing them in."""

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import RoleGrant, Scheme, User
from directory.accounts.passwords import hash_password, is_password
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
    if db.scalar(select(User.id).where(User.email == wanted.email)):
        raise WrongInput("This address has an account.", {"email": "This email address already has an account"})
    user = User(id=new_id(), email=wanted.email, name=wanted.name, password_hash=hash_password(wanted.password))
    user.grants = [RoleGrant(scheme_id=scheme.id, role=role.value) for role in wanted.roles]
    db.add(user)
    record_act(db, None, scheme.id, "user.added", "user_account", [user.id])
    return user


def sign_in(db: Session, email: str, password: str) -> User:
    """The user whose address and password these are. Raises SignInFailed, in the same time, for any other pair."""
    user = db.scalar(select(User).where(User.email == email.strip().lower()).options(selectinload(User.grants)))
    fits = is_password(user.password_hash if user else None, password)
    if user is None or not fits or not user.is_active or not user.grants:
        raise SignInFailed("The email address or the password is wrong.")
    user.last_signed_in_at = clock.now()
    record_act(db, user.id, user.working_scheme_id, "user.signed_in", "user_account", [user.id])
    return user


def sign_out_everywhere(db: Session, user: User) -> None:
    """End every signed-in session of a user, on every device, at once."""
    user.session_stamp = new_id()
    record_act(db, user.id, None, "user.signed_out_everywhere", "user_account", [user.id])
