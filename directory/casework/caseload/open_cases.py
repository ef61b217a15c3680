"""Reading the open cases of a team, or of some of its people, in a fixed number of statements. Nobody is named."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, aliased

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.caseload.stages import Next, OpenCase, Rest
from directory.casework.models import Case, Client
from directory.casework.queries import has_died
from directory.casework.sight import in_scope
from directory.casework.support_sessions.local_times import day_bounds
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.rhythm_models import SessionRhythm, SupportPause
from directory.casework.support_sessions.states import SessionState
from directory.casework.support_sessions.weeks import paused_days
from directory.casework.triage.models import ContactAttempt
from directory.casework.triage.reaching import ASSESSED, REACHED
from directory.clock import day_of

Times = tuple[datetime | None, datetime | None]
NEVER: Times = (None, None)


def list_open_cases(db: Session, actor: Actor, today: date, *conditions: ColumnElement[bool]) -> list[OpenCase]:
    """The open cases of those whom the actor may see, of the clients that meet conditions; the oldest first."""
    return open_cases_where(db, today, Case.scheme_id == actor.scheme_id, in_scope(actor), *conditions)


def open_cases_where(db: Session, today: date, *conditions: ColumnElement[bool]) -> list[OpenCase]:
    """The open cases that meet conditions on them and their clients; whoever asks has seen to who may."""
    wanted = (Case.closed_on.is_(None), ~has_died(), *conditions)
    ids = select(Case.id).join(Client, Client.id == Case.client_id).where(*wanted)
    met, planned = session_times(db, ids, today), assessment_times(db, ids, today)
    rests, reached, visited = rests_of(db, ids), reached_days(db, ids), visited_cases(db, ids)
    rows = (
        select(Case.id, Case.client_id, Client.coordinator_id, Case.opened_on)
        .add_columns(Client.interpreter_sealed.is_not(None), Client.restricted_at.is_not(None))
        .join(Client, Client.id == Case.client_id)
        .where(*wanted)
        .order_by(Case.opened_on, Case.id)
    )
    found = []
    for case_id, client_id, coordinator_id, opened_on, has_interpreter, is_restricted in db.execute(rows):
        sessions, assessments = met.get(case_id, NEVER), planned.get(case_id, NEVER)
        theirs = rests.get(case_id, [])
        now = next((each for each in theirs if each.is_on(today)), None)
        found.append(
            OpenCase(
                client_id=client_id,
                case_id=case_id,
                coordinator_id=coordinator_id,
                opened_on=opened_on,
                reached_on=reached.get(case_id),
                met_on=max((day_of(each) for each in (sessions[0], assessments[0]) if each), default=None),
                next=soonest(sessions[1], assessments[1]),
                is_paused=now is not None,
                paused_until=now.ends_on if now else None,
                days_paused=paused_days(theirs, today),
                has_interpreter=has_interpreter,
                has_home_visits=case_id in visited,
                is_restricted=is_restricted,
            )
        )
    return found


def soonest(session: datetime | None, assessment: datetime | None) -> Next | None:
    """The next appointment of two that may be planned."""
    both = [Next(at, kind) for at, kind in ((session, False), (assessment, True)) if at]
    return min(both, key=lambda each: each.starts_at, default=None)


def session_times(db: Session, ids: Select[uuid.UUID], today: date) -> Mapping[uuid.UUID, Times]:
    """When each case last had a session, and has the next: one of today is still to come."""
    begins, _ = day_bounds(today)
    is_next = (SupportSession.state == SessionState.PLANNED.value) & (SupportSession.starts_at >= begins)
    wanted = (
        select(SupportSession.case_id)
        .add_columns(
            func.max(case((SupportSession.state == SessionState.HAPPENED.value, SupportSession.starts_at))),
            func.min(case((is_next, SupportSession.starts_at))),
        )
        .where(SupportSession.case_id.in_(ids))
        .group_by(SupportSession.case_id)
    )
    return {case_id: (last, upcoming) for case_id, last, upcoming in db.execute(wanted)}


def assessment_times(db: Session, ids: Select[uuid.UUID], today: date) -> Mapping[uuid.UUID, Times]:
    """When each case last had an assessment, and has the next."""
    begins, _ = day_bounds(today)
    is_next = (Assessment.state == AssessmentState.PLANNED.value) & (Assessment.starts_at >= begins)
    wanted = (
        select(Assessment.case_id)
        .add_columns(
            func.max(case((Assessment.state.in_(ASSESSED), Assessment.starts_at))),
            func.min(case((is_next, Assessment.starts_at))),
        )
        .where(Assessment.case_id.in_(ids))
        .group_by(Assessment.case_id)
    )
    return {case_id: (last, upcoming) for case_id, last, upcoming in db.execute(wanted)}


def rests_of(db: Session, ids: Select[uuid.UUID]) -> Mapping[uuid.UUID, list[Rest]]:
    """The pauses of each case. Why it rests stays sealed."""
    ends_on = func.coalesce(SupportPause.ended_on, SupportPause.until_on)
    wanted = select(SupportPause.case_id, SupportPause.from_on, ends_on).where(SupportPause.case_id.in_(ids))
    by_case: dict[uuid.UUID, list[Rest]] = {}
    for case_id, from_on, until in db.execute(wanted):
        by_case.setdefault(case_id, []).append(Rest(from_on, until))
    return by_case


def reached_days(db: Session, ids: Select[uuid.UUID]) -> Mapping[uuid.UUID, date]:
    """When somebody was last reached, by open case: a try before an earlier case ended is of that one."""
    earlier = aliased(Case)
    was_before = select(earlier.id).where(
        earlier.scheme_id == Case.scheme_id,
        earlier.client_id == ContactAttempt.client_id,
        earlier.closed_on >= ContactAttempt.tried_on,
    )
    is_theirs = (ContactAttempt.scheme_id == Case.scheme_id) & (ContactAttempt.client_id == Case.client_id)
    wanted = (
        select(Case.id, func.max(ContactAttempt.tried_on))
        .join(ContactAttempt, is_theirs)
        .where(Case.id.in_(ids), ContactAttempt.result.in_(REACHED), ~was_before.exists())
        .group_by(Case.id)
    )
    return {case_id: day for case_id, day in db.execute(wanted)}


def visited_cases(db: Session, ids: Select[uuid.UUID]) -> frozenset[uuid.UUID]:
    """The cases of those who wish to be visited at home, or are to be."""
    wishing = select(SessionRhythm.case_id).where(SessionRhythm.case_id.in_(ids), SessionRhythm.way == Way.HOME.value)
    visits = select(SupportSession.case_id).where(
        SupportSession.case_id.in_(ids),
        SupportSession.way == Way.HOME.value,
        SupportSession.state == SessionState.PLANNED.value,
        SupportSession.starts_at >= clock.now(),
    )
    return frozenset(db.scalars(wishing.union(visits)))
