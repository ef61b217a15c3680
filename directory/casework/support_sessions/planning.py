"""Planning a support session, and moving one to another time, which keeps the old one."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import open_case
from directory.casework.support_sessions.inputs import OutcomeInput, SessionInput
from directory.casework.support_sessions.local_times import moment_of
from directory.casework.support_sessions.meetings import check_clash, check_coordinator, check_meeting
from directory.casework.support_sessions.models import SupportSession
from directory.casework.support_sessions.queries import find_allowance
from directory.casework.support_sessions.reminders import call_off_reminder, plan_reminder
from directory.casework.support_sessions.states import SessionReason, SessionState, check_move
from directory.casework.support_sessions.visits import check_in_due, check_visit, is_visit
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore


class NoSessionsLeft(Refused):
    """All the sessions that somebody may have are used up or planned."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            f"All {limit} sessions are used or planned. Ask for more first, and say why: a manager decides."
        )


class NoCaseForSession(Refused):
    """Somebody without an open case has no support sessions."""

    def __init__(self) -> None:
        super().__init__("This person has no open case. Open one before you plan a session.")


def plan_session(db: Session, actor: Actor, client: Client, wanted: SessionInput) -> SupportSession:
    """Plan a support session in a client's open case. The same submission sent again plans one.

    The caller keeps the client from others. Raises NoSessionsLeft, NoCaseForSession, PersonHasDied, UsedBefore, and
    WrongInput for a time that cannot be, or at which the coordinator has another session.
    """
    known = find_session_of_submission(db, client.scheme_id, wanted.submission_key)
    if known is not None:
        return replayed(known, client, wanted)
    case = require_case(client)
    require_room(db, case)
    return add_session(db, actor, client, case, wanted)


def reschedule_session(
    db: Session,
    actor: Actor,
    client: Client,
    session: SupportSession,
    wanted: SessionInput,
    why: OutcomeInput,
) -> SupportSession:
    """Move a planned session to another time. The old one stays, as rescheduled and why; gives the one in its place.

    It uses no other session of those that somebody may have. Raises as `plan_session`, and ChangedMeanwhile.
    """
    known = find_session_of_submission(db, client.scheme_id, wanted.submission_key)
    if known is not None:
        return replayed(known, client, wanted)
    check_move(SessionState(session.state), SessionState.RESCHEDULED)
    if session.version != why.seen:
        raise ChangedMeanwhile
    case = require_case(client)
    new = add_session(db, actor, client, case, wanted, replaces=session)
    session.state = SessionState.RESCHEDULED.value
    session.reason, session.note = (why.reason or SessionReason.OURS).value, why.note
    session.recorded_by, session.recorded_at = actor.user_id, clock.now()
    call_off_reminder(db, session)
    record_act(db, actor.user_id, actor.scheme_id, "support_session.rescheduled", "support_session", [session.id])
    return new


def add_session(
    db: Session,
    actor: Actor,
    client: Client,
    case: Case,
    wanted: SessionInput,
    *,
    replaces: SupportSession | None = None,
) -> SupportSession:
    starts_at = moment_of(wanted.day, wanted.at)
    check_meeting(case, wanted)
    check_coordinator(db, actor, client, wanted.coordinator_id)
    if is_visit(wanted):
        check_visit(db, actor, client, wanted)
    check_clash(db, wanted, starts_at, but=replaces.id if replaces else None)
    session = SupportSession(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        coordinator_id=wanted.coordinator_id,
        starts_at=starts_at,
        lasts_minutes=wanted.lasts_minutes,
        way=wanted.way.value,
        place=wanted.place,
        buddy_id=wanted.buddy_id if is_visit(wanted) else None,
        check_in_due_at=check_in_due(wanted, starts_at) if is_visit(wanted) else None,
        replaces_id=replaces.id if replaces else None,
        planned_by=actor.user_id,
        planned_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    key = wanted.submission_key
    kept, is_new = add_once(db, session, lambda: find_session_of_submission(db, client.scheme_id, key))
    if not is_new:
        return replayed(kept, client, wanted)
    record_act(db, actor.user_id, actor.scheme_id, "support_session.planned", "support_session", [kept.id])
    if wanted.remind_by is not None and starts_at > clock.now():
        plan_reminder(db, client, kept, wanted.remind_by)
    return kept


def require_case(client: Client) -> Case:
    """The open case of somebody who lives. Raises PersonHasDied and NoCaseForSession."""
    check_alive(client)
    case = open_case(client)
    if case is None:
        raise NoCaseForSession
    return case


def require_room(db: Session, case: Case) -> None:
    allowance = find_allowance(db, case)
    if not allowance.left:
        raise NoSessionsLeft(allowance.limit)


def replayed(session: SupportSession, client: Client, wanted: SessionInput) -> SupportSession:
    """The session a submission planned before, if it is the same one. The replay is written."""
    told = (session.client_id, session.starts_at, session.way)
    if told != (client.id, moment_of(wanted.day, wanted.at), wanted.way.value):
        raise UsedBefore
    session.replays += 1
    return session


def find_session_of_submission(db: Session, scheme_id: uuid.UUID, submission_key: str) -> SupportSession | None:
    return db.scalar(
        select(SupportSession).where(
            SupportSession.scheme_id == scheme_id, SupportSession.submission_key == submission_key
        )
    )
