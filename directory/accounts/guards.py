"""The guard on every page: who may open it. A page without one fails the house tests.

The session holds the user's id and stamp; the actor is looked up at each request, so that disabling a user, changing
a role or signing out everywhere acts at once.
"""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, session

from directory.accounts.actor import Actor
from directory.accounts.models import User
from directory.accounts.queries import find_actor
from directory.db import reading
from directory.errors import LynchpinError, NotAllowed

P = ParamSpec("P")
R = TypeVar("R")

EVERYBODY = "everybody"
SIGNED_IN = "signed in"


class SignInNeeded(LynchpinError):
    """Nobody is signed in, and this page is for staff."""


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that anybody may open."""
    view.guard = EVERYBODY  # type: ignore[attr-defined]
    return view


def requires(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in only staff whose roles allow this kind of work; SIGNED_IN lets in all staff.

    Raises SignInNeeded or NotAllowed before anything of the request is looked at.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = find_current_actor()
            if actor is None:
                raise SignInNeeded("Sign in to see this page.")
            if permission != SIGNED_IN and not actor.may(permission):
                raise NotAllowed("Your role does not include this page.")
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def current_actor() -> Actor:
    """The actor of this request. Raises SignInNeeded."""
    actor = find_current_actor()
    if actor is None:
        raise SignInNeeded("Sign in to see this page.")
    return actor


def find_current_actor() -> Actor | None:
    """The actor of this request, or None for the public."""
    if "actor" not in g:
        g.actor = look_up_actor()
    actor: Actor | None = g.actor
    return actor


def look_up_actor() -> Actor | None:
    user_id, stamp = session.get("user"), session.get("stamp")
    if not user_id or not stamp:
        return None
    with reading() as db:
        return find_actor(db, uuid.UUID(user_id), uuid.UUID(stamp))


def begin_session(user: User) -> None:
    """Begin a fresh session of a user in this browser."""
    session.clear()
    session["user"] = str(user.id)
    session["stamp"] = str(user.session_stamp)
    g.pop("actor", None)


def end_session() -> None:
    """Sign this browser out."""
    session.clear()
    g.pop("actor", None)
