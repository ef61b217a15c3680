"""More sessions than the team gives: asking for them with a reason, and what a manager decides."""

import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.support_sessions.inputs import MOST_ASKED_FOR, DecisionInput, MoreSessionsInput
from directory.casework.support_sessions.models import MoreSessions
from directory.casework.support_sessions.planning import require_case
from directory.casework.support_sessions.states import AskingState
from directory.db import new_id
from directory.errors import Conflict, NotAllowed, Refused, UsedBefore, WrongInput


class AskedAlready(Refused):
    """A question for more sessions waits for a manager already."""

    def __init__(self) -> None:
        super().__init__("A question for more sessions waits for a manager already.")


class DecidedAlready(Conflict):
    """Another manager decided first."""

    def __init__(self, more: MoreSessions) -> None:
        super().__init__(f"Another manager decided before you: it was {more.state}.")


def ask_for_more(db: Session, actor: Actor, client: Client, wanted: MoreSessionsInput) -> MoreSessions:
    """Ask for more sessions for a client; who is a manager allows them by asking. A second click asks once.

    The caller keeps the client from others. Raises AskedAlready, NoCaseForSession, PersonHasDied, UsedBefore or
    WrongInput.
    """
    known = find_more_of_submission(db, client.scheme_id, wanted.submission_key)
    if known is not None:
        return replayed(known, client, wanted)
    case = require_case(client)
    if not 1 <= wanted.sessions <= MOST_ASKED_FOR:
        raise WrongInput("Check the number.", {"sessions": f"Enter a number from 1 to {MOST_ASKED_FOR}"})
    if find_waiting(db, case) is not None:
        raise AskedAlready
    is_manager = actor.may("casework.oversee")
    more = MoreSessions(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        sessions=wanted.sessions,
        reason=wanted.reason,
        state=(AskingState.ALLOWED if is_manager else AskingState.ASKED).value,
        asked_by=actor.user_id,
        asked_at=clock.now(),
        decided_by=actor.user_id if is_manager else None,
        decided_at=clock.now() if is_manager else None,
        submission_key=wanted.submission_key,
    )
    try:
        with db.begin_nested():
            db.add(more)
    except IntegrityError:
        raise AskedAlready from None
    record_act(db, actor.user_id, actor.scheme_id, f"more_sessions.{more.state}", "more_sessions", [more.id])
    return more


def decide_more(db: Session, actor: Actor, more: MoreSessions, wanted: DecisionInput) -> None:
    """Allow or refuse what was asked for, as a manager. A second click changes nothing.

    Raises DecidedAlready where another decision stands, WrongInput for a no without a word on why, and NotAllowed.
    """
    if not actor.may("casework.oversee"):
        raise NotAllowed("Only a manager decides on more sessions.")
    state = AskingState.ALLOWED if wanted.is_allowed else AskingState.REFUSED
    if more.state == state:
        return
    if more.state != AskingState.ASKED:
        raise DecidedAlready(more)
    if state is AskingState.REFUSED and not wanted.answer:
        raise WrongInput("Say why not.", {"answer": "Say why not, and what they can do instead"})
    more.state, more.answer = state.value, wanted.answer
    more.decided_by, more.decided_at = actor.user_id, clock.now()
    record_act(db, actor.user_id, actor.scheme_id, f"more_sessions.{state}", "more_sessions", [more.id])


def find_waiting(db: Session, case: Case) -> MoreSessions | None:
    """The question for more sessions of a case that waits for a manager."""
    waits = (MoreSessions.case_id == case.id, MoreSessions.state == AskingState.ASKED.value)
    return db.scalar(select(MoreSessions).where(*waits))


def replayed(more: MoreSessions, client: Client, wanted: MoreSessionsInput) -> MoreSessions:
    if (more.client_id, more.sessions, more.reason) != (client.id, wanted.sessions, wanted.reason):
        raise UsedBefore
    more.replays += 1
    return more


def find_more_of_submission(db: Session, scheme_id: uuid.UUID, submission_key: str) -> MoreSessions | None:
    return db.scalar(
        select(MoreSessions).where(MoreSessions.scheme_id == scheme_id, MoreSessions.submission_key == submission_key)
    )
