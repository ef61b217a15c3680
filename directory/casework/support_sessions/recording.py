"""Writing down what became of a support session, putting that right, and what was said in it."""

import uuid

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import get_case
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.planning import NoSessionsLeft
from directory.casework.support_sessions.queries import do_missed_count, find_allowance
from directory.casework.support_sessions.reminders import call_off_reminder
from directory.casework.support_sessions.rules import uses_one
from directory.casework.support_sessions.states import IN_THE_PAST, NEEDS_REASON, SessionState, check_move
from directory.casework.support_sessions.visits import check_in
from directory.clock import day_of
from directory.errors import Refused, WrongInput


def record_outcome(db: Session, actor: Actor, client: Client, session: SupportSession, wanted: OutcomeInput) -> bool:
    """Write down what became of a session, or put that right, with what was said in it; says whether it was news.

    The caller keeps the client from others. Raises ChangedMeanwhile, MoveNotAllowed, NoSessionsLeft where a session
    that used none would now use one too many, and WrongInput for a missing reason or what cannot be known yet.
    """
    if is_as_told(session, wanted):
        return False
    if session.version != wanted.seen:
        raise ChangedMeanwhile
    if session.state != wanted.state:
        check_move(SessionState(session.state), wanted.state)
    check_outcome(session, wanted)
    used_before = uses_one_of(db, client, session)
    session.state = wanted.state.value
    session.reason = wanted.reason.value if wanted.reason and wanted.state in NEEDS_REASON else None
    session.note = wanted.note if wanted.state in NEEDS_REASON else None
    session.notes, session.shared = wanted.notes, wanted.shared
    session.recorded_by, session.recorded_at = actor.user_id, clock.now()
    if wanted.state in IN_THE_PAST:
        check_in(db, actor, session)
    call_off_reminder(db, session)
    require_room_for_change(db, client, session, used_before=used_before)
    record_act(db, actor.user_id, actor.scheme_id, f"support_session.{act_of(wanted.state)}", *about(session))
    return True


def take_back_outcome(db: Session, actor: Actor, client: Client, session: SupportSession, seen: int) -> bool:
    """Have a session planned again that was written down as over by mistake; says whether it was news.

    What was said in it stays. Raises ChangedMeanwhile, MoveNotAllowed, NoSessionsLeft, and Refused where the case is
    closed.
    """
    if session.state == SessionState.PLANNED:
        return False
    if session.version != seen:
        raise ChangedMeanwhile
    check_move(SessionState(session.state), SessionState.PLANNED)
    if get_case(client, session.case_id).closed_on is not None:
        raise Refused(
            "Their case is closed, so nothing is planned in it any more. Put right what became of it instead."
        )
    used_before = uses_one_of(db, client, session)
    session.state, session.reason, session.note = SessionState.PLANNED.value, None, None
    session.recorded_by = session.recorded_at = None
    require_room_for_change(db, client, session, used_before=used_before)
    record_act(db, actor.user_id, actor.scheme_id, "support_session.taken_back", *about(session))
    return True


def is_as_told(session: SupportSession, wanted: OutcomeInput) -> bool:
    kept = (session.state, session.reason, session.note, session.notes, session.shared)
    reason = wanted.reason.value if wanted.reason and wanted.state in NEEDS_REASON else None
    note = wanted.note if wanted.state in NEEDS_REASON else None
    return kept == (wanted.state.value, reason, note, wanted.notes, wanted.shared)


def check_outcome(session: SupportSession, wanted: OutcomeInput) -> None:
    """Raises WrongInput for a missing reason, and for saying today what became of a later day."""
    if wanted.state in NEEDS_REASON and wanted.reason is None:
        raise WrongInput("Say why.", {"reason": "Choose why"})
    if wanted.state in IN_THE_PAST and day_of(session.starts_at) > clock.today():
        message = "Its day has not come yet. If it will not take place, it is cancelled"
        raise WrongInput("Look at the date.", {"state": message})


def uses_one_of(db: Session, client: Client, session: SupportSession) -> bool:
    return uses_one(session.counted, missed_count=do_missed_count(db, client))


def require_room_for_change(db: Session, client: Client, session: SupportSession, *, used_before: bool) -> None:
    """Raises NoSessionsLeft where a session that used none now is one more than there may be."""
    if used_before or not uses_one_of(db, client, session):
        return
    db.flush()  # so that it is counted as it stands now
    allowance = find_allowance(db, get_case(client, session.case_id))
    if allowance.used + allowance.planned > allowance.limit:
        raise NoSessionsLeft(allowance.limit)


def about(session: SupportSession) -> tuple[str, list[uuid.UUID]]:
    return "support_session", [session.id]


def act_of(state: SessionState) -> str:
    """The word for an ending in the audit record."""
    return {SessionState.MISSED: "missed"}.get(state, state.value)
