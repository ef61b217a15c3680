"""The guard on what systems ask: whose key it is, and what that one may do. It comes before anything of the request.

A key is shown as `Authorization: Bearer …`. Where it is looked up it may have been ended a moment ago on another
machine: what changes something asks once more, in the transaction of the change.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g, request
from limits import RateLimitItemPerMinute
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.senders.models import Scope, SenderKey
from directory.accounts.senders.queries import Caller, find_caller
from directory.db import reading
from directory.errors import LynchpinError, NotAllowed
from directory.security.limits import count_try
from directory.security.origins import network_address

P = ParamSpec("P")
R = TypeVar("R")

# So many wrong keys come from one place before that place has to wait.
WRONG_KEYS = RateLimitItemPerMinute(10)
LIMITS = {Scope.SEND: RateLimitItemPerMinute(60), Scope.READ: RateLimitItemPerMinute(300)}
WHO_MAY = "a system with a key"
# When a key was used last is known to the hour, so that reading hardly ever writes.
NOTED_EACH = timedelta(hours=1)


class KeyNeeded(LynchpinError):
    """No key was shown, or none that is known."""

    def __init__(self, *, was_shown: bool) -> None:
        told = "This key is not known, or has ended." if was_shown else "Send your key as Authorization: Bearer."
        super().__init__(told)
        self.was_shown = was_shown


def requires_key(scope: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let in only senders that may do this, as often as they may.

    Raises KeyNeeded, NotAllowed or TooManyTries before anything else of the request is used.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            caller = look_up_caller()
            if scope not in caller.scopes:
                raise NotAllowed("This key does not allow that. Ask the team who gave it to you.")
            count_try(LIMITS[scope], "sender", scope.value, str(caller.sender_id))
            g.caller = caller
            return view(*args, **kwargs)

        guarded.guard = WHO_MAY  # type: ignore[attr-defined]
        return guarded

    return guard


def look_up_caller() -> Caller:
    """Whose key this request shows. Raises KeyNeeded, or TooManyTries after many wrong ones from one place."""
    text = shown_key()
    with reading() as db:
        caller = find_caller(db, text) if text else None
    if caller is None:
        if text:
            count_try(WRONG_KEYS, "wrong key", network_address())
        raise KeyNeeded(was_shown=bool(text))
    return caller


def caller_of_request() -> Caller:
    """The caller of this request as it was let in."""
    caller: Caller = g.caller
    return caller


def shown_key() -> str:
    kind, _, text = request.headers.get("Authorization", "").strip().partition(" ")
    return text.strip() if kind.lower() == "bearer" else ""


def current_caller(db: Session) -> Caller:
    """The caller of this request, asked once more in the transaction at hand; and a note that its key was used.

    Raises KeyNeeded where it has ended meanwhile.
    """
    caller = find_caller(db, shown_key())
    if caller is None:
        raise KeyNeeded(was_shown=True)
    now = clock.now()
    is_old_news = or_(SenderKey.last_used_at.is_(None), SenderKey.last_used_at <= now - NOTED_EACH)
    db.execute(update(SenderKey).where(SenderKey.id == caller.key_id, is_old_news).values(last_used_at=now))
    return caller
