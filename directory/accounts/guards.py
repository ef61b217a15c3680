"""The guard on every page: who may open it. A page without one fails the house tests.

The session holds the user's id and stamp; the actor is looked up at each request, so that disabling a user, changing
a role or signing out everywhere acts at once.

Who works in several schemes works in one at a time, in all tabs of a browser. A form says for which scheme its page was
made, and is not taken in another one.
"""

import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request, session

from directory import clock
from directory.accounts.actor import Actor, WorkingScheme
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
STAMP, SHOWN_AT, LACKS_SECOND_STEP, SCHEME = "stamp", "shown_at", "lacks_second_step", "scheme"
# What a form carries that changes something: the scheme in which its page was made.
MADE_FOR = "made_for"


class SignInNeeded(LynchpinError):
    """Nobody is signed in, and this page is for staff."""


class SecondStepNeeded(LynchpinError):
    """Somebody's role asks for a second step of signing in, and they have not set one up."""


class ConfirmationNeeded(LynchpinError):
    """It is a while since somebody showed who they are, and this needs to be sure."""


class MadeForAnotherScheme(LynchpinError):
    """A form was made for another scheme than its sender works in now; `scheme` is that one, where it is theirs too."""

    def __init__(self, scheme: WorkingScheme | None) -> None:
        super().__init__("You work for another team now than when you opened this page.")
        self.scheme = scheme


def open_to_all(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a page that anybody may open."""
    view.guard = EVERYBODY  # type: ignore[attr-defined]
    return view


def requires(
    permission: str, *, fresh: bool = False, before_second_step: bool = False, in_any_scheme: bool = False
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in only staff whose roles allow this kind of work; SIGNED_IN lets in all staff.

    `fresh` is for what is dangerous in the hands of whoever finds an open laptop; `before_second_step` for the pages on
    which a second step is set up; `in_any_scheme` for the form by which another scheme is chosen. Raises SignInNeeded,
    SecondStepNeeded, MadeForAnotherScheme, NotAllowed or ConfirmationNeeded before anything of the request is used.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            actor = find_current_actor()
            if actor is None:
                raise SignInNeeded("Sign in to see this page.")
            if session.get(LACKS_SECOND_STEP) and not before_second_step:
                raise SecondStepNeeded("Set up a second step of signing in first.")
            if not in_any_scheme:
                check_scheme_of_form(actor)
            if permission != SIGNED_IN and not actor.may(permission):
                raise NotAllowed("Your role does not include this page.")
            if fresh and not is_fresh():
                raise ConfirmationNeeded("Show that it is you.")
            return view(*args, **kwargs)

        guarded.guard = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def check_scheme_of_form(actor: Actor) -> None:
    """Raises MadeForAnotherScheme where what was sent could be meant for another scheme than the actor works in."""
    if request.method != "POST":
        return
    made_for = request.form.get(MADE_FOR)
    is_clear = made_for == str(actor.scheme_id) or (made_for is None and len(actor.schemes) == 1)
    if not is_clear:
        raise MadeForAnotherScheme(actor.find_scheme(made_for))


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
    user_id, stamp, scheme = session.get(USER), session.get(STAMP), session.get(SCHEME)
    if not user_id or not stamp:
        return None
    with reading() as db:
        return find_actor(db, uuid.UUID(user_id), uuid.UUID(stamp), uuid.UUID(scheme) if scheme else None)


def begin_session(
    user: User, *, lacks_second_step: bool = False, scheme: str | None = None, shown_at: float | None = None
) -> None:
    """Begin a fresh session of a user in this browser: in a scheme, else where they go on working.

    `shown_at` is when they showed who they are, in seconds since 1970, where that was not just now.
    """
    goes_on = session.get(SCHEME) if session.get(USER) == str(user.id) else None
    session.clear()
    work_in(scheme or goes_on)
    session[USER] = str(user.id)
    session[STAMP] = str(user.session_stamp)
    if lacks_second_step:
        session[LACKS_SECOND_STEP] = True
    note_shown(shown_at)
    g.pop("actor", None)


def work_in(scheme: str | None) -> None:
    """Have whoever is signed in with this browser work in one of their schemes, by its id, from now on."""
    with suppress(ValueError):
        session[SCHEME] = str(uuid.UUID(scheme or ""))
    g.pop("actor", None)


def note_shown(at: float | None = None) -> None:
    """Remember that the person in front of this browser has shown who they are: just now, or at an earlier time."""
    now = clock.now().timestamp()
    session[SHOWN_AT] = now if at is None else min(now, at)


def is_fresh() -> bool:
    """Whether that is not long ago."""
    return clock.now().timestamp() - float(session.get(SHOWN_AT, 0)) <= FRESH_FOR.total_seconds()


def end_session() -> None:
    """Sign this browser out."""
    session.clear()
    g.pop("actor", None)
