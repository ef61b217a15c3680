"""The last part of signing in, whichever way somebody came: after the password, the code or the passkey.

Between the password and the code a browser is half in: it is remembered who has shown what, for ten minutes, and
nobody is signed in.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app, redirect, session
from flask.typing import ResponseReturnValue
from limits import parse
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import begin_session
from directory.accounts.kept_sessions import forget_ended_sessions
from directory.accounts.letters import forget_old_letters
from directory.accounts.models import User
from directory.accounts.operations import (
    SignInFailed,
    check_password,
    may_sign_in,
    record_failed_sign_in,
    record_sign_in,
)
from directory.accounts.queries import find_user_by_id
from directory.accounts.second_step import has_second_step
from directory.casework.kept_questions import forget_old_questions
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.security.limits import count_try, forget_tries
from directory.web.kept_forms import mark_used, show_kept, take_kept

SIGNED_OUT = "You had been signed out, so nothing is saved yet. Check your answers and send them again."
HALF_IN = "half_in"
HALF_IN_FOR = timedelta(minutes=10)
# A person mistypes a few times. An office of colleagues shares one address on the network.
TRIES_OF_AN_ACCOUNT = parse("10 per 15 minutes")
# From wherever: few enough to guess nothing, and more than one machine that means harm may use up.
TRIES_FROM_ANYWHERE = parse("100 per 1 hour")
TRIES_OF_AN_ADDRESS = parse("100 per 15 minutes")


@dataclass(frozen=True)
class HalfIn:
    """Who has shown their password and has to show a code, where they were going, and what they had typed, sealed."""

    user: User
    onward: str
    kept: str


def wait_for_second_step(user: User, onward: str, kept: str) -> None:
    """Remember that somebody has shown their password, in a session of its own."""
    kept = kept if take_kept(kept, user.id) else ""
    session.clear()
    session[HALF_IN] = [str(user.id), str(user.session_stamp), onward, kept, clock.now().timestamp()]


def find_half_in() -> HalfIn | None:
    """Who has shown their password a short while ago in this browser, if they may still sign in."""
    if HALF_IN not in session:
        return None
    user_id, stamp, onward, kept, at = session[HALF_IN]
    if clock.now().timestamp() - at > HALF_IN_FOR.total_seconds():
        return None
    with reading() as db:
        user = find_user_by_id(db, uuid.UUID(user_id))
    if user is None or not may_sign_in(user) or str(user.session_stamp) != stamp:
        return None
    return HalfIn(user, onward, kept)


def enter(
    user: User, onward: str, sealed: str, *, has_shown_two: bool = False, shown_at: float | None = None
) -> ResponseReturnValue:
    """Sign somebody in who has shown all that is asked of them, and go on to where they were going.

    What they had typed when they were signed out is shown once more. `has_shown_two` where another site has seen to
    the second step; `shown_at` is when they showed who they are, where that was not here and now.
    """
    with transaction() as db:
        record_sign_in(db, user)
        # The last question of yesterday is not to wait for somebody to ask another.
        forget_old_questions(db)
        forget_ended_sessions(db)
        forget_old_letters(db)
        lacks_second_step = not has_shown_two and not may_do_without(db, user)
    kept = take_kept(sealed, user.id)
    scheme = kept.made_for if kept else None
    begin_session(user, lacks_second_step=lacks_second_step, scheme=scheme, shown_at=shown_at)
    if kept is None or lacks_second_step:
        return redirect(onward, 303)
    mark_used(sealed)
    return show_kept(kept, SIGNED_OUT)


def check_own_password(user: User, password: str, told: str) -> None:
    """Raises WrongInput for the box `password` unless it is this user's, or TooManyTries where it was wrong too often.

    It takes a tenth of a second on purpose: call it with no transaction open.
    """
    count_try(TRIES_OF_AN_ACCOUNT, "confirmation", str(user.id))
    try:
        check_password(user, password)
    except SignInFailed:
        with transaction() as db:
            record_failed_sign_in(db, user)
        raise WrongInput(told, {"password": told}) from None
    forget_tries(TRIES_OF_AN_ACCOUNT, "confirmation", str(user.id))


def must_have_second_step(user: User) -> bool:
    """Whether one of their roles asks for a second step."""
    return any(grant.role in current_app.config["LYNCHPIN_SECOND_STEP_ROLES"] for grant in user.grants)


def may_do_without(db: Session, user: User) -> bool:
    """Whether a user may be left with a password alone."""
    return not must_have_second_step(user) or has_second_step(db, user.id)
