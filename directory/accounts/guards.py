"""The guard on every page: who may open it. A page without one fails the house tests.

The session holds the user's id and stamp; the actor is looked up at each request, so that disabling a user, changing
a role or signing out everywhere acts at once.
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.kept_sessions import USER
from directory.accounts.models import User
from directory.accounts.queries import find_actor
from directory.db import reading
from directory.errors import LynchpinError, NotAllowed

P = ParamSpec("P")
R = TypeVar("R")

EVERYBODY = "everybody"
SIGNED_IN = "signed in"


# For how long it counts that somebody has just shown who they are, where more is at stake than a page of work.
FRESH_FOR = timedelta(minutes=15)
STAMP, SHOWN_AT, LACKS_SECOND_STEP = "stamp", "shown_at", "lacks_second_step"


class SignInNeeded(LynchpinError):
    """Nobody is signed in, and this page is for staff."""


class SecondStepNeeded(LynchpinError):
    """Somebody's role asks for a second step of signing in, and they have not set one up."""


class ConfirmationNeeded(LynchpinError):
    """It is a while since somebody showed who they are, and this needs to be sure."""


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that anybody may open."""
    view.guard = EVERYBODY  # type: ignore[attr-defined]
    return view


def requires(
    permission: str, *, fresh: bool = False, before_second_step: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in only staff whose roles allow this kind of work; SIGNED_IN lets in all staff.

    `fresh` is for what is dangerous in the hands of whoever finds an open laptop; `before_second_step` for the pages on
    which a second step is set up. Raises SignInNeeded, SecondStepNeeded, NotAllowed or ConfirmationNeeded before
    anything of the request is looked at.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = find_current_actor()
            if actor is None:
                raise SignInNeeded("Sign in to see this page.")
            if session.get(LACKS_SECOND_STEP) and not before_second_step:
                raise SecondStepNeeded("Set up a second step of signing in first.")
            if permission != SIGNED_IN and not actor.may(permission):
                raise NotAllowed("Your role does not include this page.")
            if fresh and not is_fresh():
                raise ConfirmationNeeded("Show that it is you.")
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
    user_id, stamp = session.get(USER), session.get(STAMP)
    if not user_id or not stamp:
        return None
    with reading() as db:
        return find_actor(db, uuid.UUID(user_id), uuid.UUID(stamp))


def begin_session(user: User, *, lacks_second_step: bool = False) -> None:
    """Begin a fresh session of a user in this browser."""
    session.clear()
    session[USER] = str(user.id)
    session[STAMP] = str(user.session_stamp)
    if lacks_second_step:
        session[LACKS_SECOND_STEP] = True
    note_shown()
    g.pop("actor", None)


def note_shown() -> None:
    """Remember that the person in front of this browser has just shown who they are."""
    session[SHOWN_AT] = clock.now().timestamp()


def is_fresh() -> bool:
    """Whether that is not long ago."""
    return clock.now().timestamp() - float(session.get(SHOWN_AT, 0)) <= FRESH_FOR.total_seconds()


def end_session() -> None:
    """Sign this browser out."""
    session.clear()
    g.pop("actor", None)
