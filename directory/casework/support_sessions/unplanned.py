"""Open cases in which nothing is planned and nothing rests: somebody has to plan the next session, or an ending."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, contains_eager

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.assessment.assessment_states import OPEN_STATES, AssessmentState
from directory.casework.models import Case, Client
from directory.casework.queries import LISTED, has_died, in_care_of
from directory.casework.sight import in_scope
from directory.casework.support_sessions.models import MoreSessions, SupportSession
from directory.casework.support_sessions.rhythm_models import SupportPause
from directory.casework.support_sessions.rules import Counted, allowance_of
from directory.casework.support_sessions.states import AskingState, SessionReason, SessionState
from directory.clock import day_of

# So long after they met a next date is to be found; a case that was just opened has its first contact first.
WITHIN = timedelta(days=7)
WITHIN_AT_FIRST = timedelta(days=14)


@dataclass(frozen=True)
class Unplanned:
    """A client whose open case has no next date, by when one is to be found, and whether they may have another
    session.
    """

    client: Client
    due_on: date
    has_sessions_left: bool


def list_unplanned(db: Session, actor: Actor, today: date) -> Sequence[Unplanned]:
    """Those in the actor's care for whom nothing is planned: neither a session nor an assessment, and no pause.

    An assessment that is not finished is somebody's work already.
    """
    cases = db.scalars(without_next_date(actor, today)).all()
    if not cases:
        return []
    ids = [each.id for each in cases]
    sessions, assessed = sessions_by_case(db, ids), last_assessed(db, ids)
    extra, scheme = extra_by_case(db, ids), db.get_one(Scheme, actor.scheme_id)
    found = []
    for case in cases:
        counted = sessions.get(case.id, [])
        allowance = allowance_of(
            counted,
            given=scheme.session_limit,
            extra=extra.get(case.id, 0),
            missed_count=scheme.missed_sessions_count,
        )
        met = [day_of(each.starts_at) for each in counted if each.state is SessionState.HAPPENED]
        met += [assessed[case.id]] if case.id in assessed else []
        due_on = max(met) + WITHIN if met else case.opened_on + WITHIN_AT_FIRST
        found.append(Unplanned(case.client, due_on, bool(allowance.left)))
    return found


@lru_cache
def without_next_date(actor: Actor, today: date) -> Select[Case]:
    return (
        select(Case)
        .where(Case.scheme_id == actor.scheme_id, Case.closed_on.is_(None))
        .join(Case.client)
        .where(in_care_of(actor), in_scope(actor), ~has_died(), ~has_next_date(today))
        .options(contains_eager(Case.client).load_only(*LISTED))
    )


def has_next_date(today: date) -> ColumnElement[bool]:
    """The cases in which something is planned or being written, or which rest today, as a condition."""
    planned = (SupportSession.case_id == Case.id, SupportSession.state == SessionState.PLANNED.value)
    begun = (Assessment.case_id == Case.id, Assessment.state.in_([each.value for each in OPEN_STATES]))
    ends_on = func.coalesce(SupportPause.ended_on, SupportPause.until_on)
    rests = (SupportPause.case_id == Case.id, SupportPause.from_on <= today, or_(ends_on.is_(None), ends_on > today))
    return or_(
        *(
            select(model.id).where(*those).exists()
            for model, those in ((SupportSession, planned), (Assessment, begun), (SupportPause, rests))
        )
    )


def sessions_by_case(db: Session, case_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[Counted]]:
    """What counts of the sessions of some cases. Nothing sealed is read."""
    columns = (SupportSession.id, SupportSession.case_id, SupportSession.starts_at, SupportSession.state)
    found = db.execute(select(*columns, SupportSession.reason).where(SupportSession.case_id.in_(case_ids)))
    by_case: dict[uuid.UUID, list[Counted]] = {}
    for session_id, case_id, starts_at, state, reason in found:
        counted = Counted(session_id, starts_at, SessionState(state), SessionReason(reason) if reason else None)
        by_case.setdefault(case_id, []).append(counted)
    return by_case


def last_assessed(db: Session, case_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, date]:
    """The day of the last assessment of some cases that was held to its end."""
    held = (Assessment.case_id.in_(case_ids), Assessment.state == AssessmentState.FINISHED.value)
    last = select(Assessment.case_id, func.max(Assessment.starts_at)).where(*held).group_by(Assessment.case_id)
    return {case_id: day_of(starts_at) for case_id, starts_at in db.execute(last)}


def extra_by_case(db: Session, case_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How many more sessions were allowed in some cases."""
    allowed = (MoreSessions.case_id.in_(case_ids), MoreSessions.state == AskingState.ALLOWED.value)
    counted = select(MoreSessions.case_id, func.sum(MoreSessions.sessions)).where(*allowed)
    return {case_id: int(number) for case_id, number in db.execute(counted.group_by(MoreSessions.case_id))}
