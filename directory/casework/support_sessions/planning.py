"""Planning a support session, and moving one to another time, which keeps the old one."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.agreeing import check_alive
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import open_case
from directory.casework.support_sessions.inputs import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    OutcomeInput,
    SessionInput,
)
from directory.casework.support_sessions.local_times import moment_of
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.queries import find_allowance, find_clash
from directory.casework.support_sessions.reminders import call_off_reminder, plan_reminder
from directory.casework.support_sessions.states import SessionReason, SessionState, check_move
from directory.casework.support_sessions.visits import check_in_due, check_visit, is_visit
from directory.clock import day_of
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore, WrongInput

# Nobody plans further ahead; a later year is a slip of the hand.
FURTHEST = timedelta(days=366)


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
    check_wanted(case, wanted)
    check_coordinator(db, actor, client, wanted.coordinator_id)
    if is_visit(wanted):
        check_visit(db, actor, client, wanted)
    check_clash(db, wanted, starts_at, replaces)
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


def check_wanted(case: Case, wanted: SessionInput) -> None:
    """Raises WrongInput for a day, a length or a place that cannot be."""
    problems = {}
    if wanted.day < case.opened_on:
        problems["day"] = "This is before their case was opened"
    if wanted.day > clock.today() + FURTHEST:
        problems["day"] = "Check the year: this is more than a year ahead"
    if not SHORTEST_MINUTES <= wanted.lasts_minutes <= LONGEST_MINUTES:
        problems["lasts_minutes"] = f"Enter from {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes"
    if wanted.way is Way.PLACE and not wanted.place:
        problems["place"] = "Say where you meet"
    if problems:
        raise WrongInput("Check what you entered.", problems)


def check_coordinator(db: Session, actor: Actor, client: Client, coordinator_id: uuid.UUID) -> None:
    """Raises WrongInput for who is no coordinator of the team, or could not see the client's record."""
    if all(each.id != coordinator_id for each in list_colleagues(db, actor, Role.COORDINATOR)):
        raise WrongInput("Choose who meets them.", {"coordinator_id": "Choose a coordinator of your team"})
    if client.restricted_at is not None and coordinator_id != client.coordinator_id:
        message = "This record is restricted: only their own coordinator can meet them"
        raise WrongInput("Choose who meets them.", {"coordinator_id": message})


def check_clash(db: Session, wanted: SessionInput, starts_at: datetime, replaces: SupportSession | None) -> None:
    """Raises WrongInput where the coordinator has another session then, unless that is known. It does not say whose."""
    # What has been is not planned twice, however long it took.
    if wanted.in_spite or day_of(starts_at) < clock.today():
        return
    ends_at = starts_at + timedelta(minutes=wanted.lasts_minutes)
    clash = find_clash(db, wanted.coordinator_id, starts_at, ends_at, but=replaces.id if replaces else None)
    if clash is not None:
        begins, ends = clash.starts_at.astimezone(clock.UK), clash.ends_at.astimezone(clock.UK)
        message = (
            f"There is another appointment then, from {begins:%H:%M} to {ends:%H:%M}. Choose another time, or tick this"
        )
        raise WrongInput("Look at the time.", {"in_spite": message})


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
