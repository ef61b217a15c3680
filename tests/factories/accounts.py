"""Schemes and staff for tests."""

from directory.accounts.actor import Actor, Role
from directory.accounts.inputs import NewUserInput
from directory.accounts.models import Scheme, User
from directory.accounts.operations import add_user, make_scheme
from directory.accounts.queries import actor_of

PASSWORD = "four plain words long"


def make_actor(db, *roles: Role, scheme: Scheme | None = None, email: str | None = None) -> Actor:
    """A member of staff at work, in a scheme of their own unless one is given."""
    user = make_user(db, *roles, scheme=scheme, email=email)
    return actor_of(db, user.email)


def make_user(db, *roles: Role, scheme: Scheme | None = None, email: str | None = None) -> User:
    roles = roles or (Role.COORDINATOR,)
    scheme = scheme or make_scheme(db, f"Scheme {new_word()}")
    address = email or f"{roles[0]}.{new_word()}@staff.example"
    user = add_user(db, scheme, NewUserInput(address, f"{roles[0].title()} Example", PASSWORD, tuple(roles)))
    db.flush()
    return user


def make_invited(db, *roles: Role, scheme: Scheme | None = None, email: str | None = None) -> User:
    """Somebody who was invited and has not come yet."""
    user = make_user(db, *roles, scheme=scheme)
    user.password_hash = user.joined_at = None
    user.email = email or user.email
    db.flush()
    return user


_words = iter(range(1, 10**9))


def new_word() -> str:
    """A word no other thing of this run has."""
    return f"n{next(_words)}"
