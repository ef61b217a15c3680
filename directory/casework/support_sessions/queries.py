"""Reading support sessions. The client was looked up, and so recorded, by the caller unless something else is said."""

import uuid
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.models import Case, Client
from directory.casework.support_sessions.diaries import list_asked
from directory.casework.support_sessions.models import MoreSessions, SupportSession
from directory.casework.support_sessions.rules import Allowance, allowance_of, numbers_of
from directory.casework.support_sessions.states import AskingState, SessionState
from directory.errors import NotFound

WITH_PEOPLE = (
    joinedload(SupportSession.coordinator),
    joinedload(SupportSession.buddy),
    joinedload(SupportSession.planner),
    selectinload(SupportSession.recorder),
)


def list_support_sessions(db: Session, client: Client) -> Sequence[SupportSession]:
    """All support sessions of a client, the latest first."""
    return db.scalars(
        select(SupportSession)
        .where(SupportSession.scheme_id == client.scheme_id, SupportSession.client_id == client.id)
        .options(*WITH_PEOPLE)
        .order_by(SupportSession.starts_at.desc(), SupportSession.id)
    ).all()


def list_of_case(db: Session, case: Case) -> Sequence[SupportSession]:
    """The support sessions of one case, the first one first."""
    wanted = select(SupportSession).where(SupportSession.case_id == case.id)
    return db.scalars(wanted.order_by(SupportSession.starts_at, SupportSession.id)).all()


def get_support_session(
    db: Session, client: Client, support_session_id: uuid.UUID, *, to_change: bool = False
) -> SupportSession:
    """One support session of a client. Raises NotFound for any other."""
    wanted = (
        select(SupportSession)
        .where(SupportSession.client_id == client.id, SupportSession.id == support_session_id)
        .options(*WITH_PEOPLE)
    )
    if to_change:
        wanted = wanted.with_for_update(of=SupportSession).execution_options(populate_existing=True)
    session = db.scalar(wanted)
    if session is None:
        raise NotFound("There is no such session.")
    return session


def find_replacement(db: Session, session: SupportSession) -> SupportSession | None:
    """The session that a rescheduled one was moved to."""
    return db.scalar(select(SupportSession).where(SupportSession.replaces_id == session.id))


def do_missed_count(db: Session, client: Client) -> bool:
    """Whether a session that somebody missed uses one up in their team."""
    return db.get_one(Scheme, client.scheme_id).missed_sessions_count


def numbers_in_case(db: Session, client: Client, case: Case) -> dict[uuid.UUID, int]:
    """The number of each session of a case that uses one up, by its id."""
    sessions = [each.counted for each in list_of_case(db, case)]
    return numbers_of(sessions, missed_count=do_missed_count(db, client))


def find_allowance(db: Session, case: Case) -> Allowance:
    """How many sessions a case may have, and how many are used up or planned."""
    scheme = db.get_one(Scheme, case.scheme_id)
    allowed = (MoreSessions.case_id == case.id, MoreSessions.state == AskingState.ALLOWED.value)
    extra = db.scalar(select(func.coalesce(func.sum(MoreSessions.sessions), 0)).where(*allowed)) or 0
    return allowance_of(
        [each.counted for each in list_of_case(db, case)],
        given=scheme.session_limit,
        extra=extra,
        missed_count=scheme.missed_sessions_count,
    )


def count_happened(db: Session, case: Case) -> int:
    """How many support sessions of a case took place."""
    wanted = (SupportSession.case_id == case.id, SupportSession.state == SessionState.HAPPENED.value)
    return db.scalar(select(func.count()).select_from(SupportSession).where(*wanted)) or 0


def list_more_sessions(db: Session, client: Client) -> Sequence[MoreSessions]:
    """What was asked for a client beyond the team's limit, newest first."""
    return db.scalars(
        select(MoreSessions)
        .where(MoreSessions.scheme_id == client.scheme_id, MoreSessions.client_id == client.id)
        .options(joinedload(MoreSessions.asker), selectinload(MoreSessions.decider))
        .order_by(MoreSessions.asked_at.desc(), MoreSessions.id)
    ).all()


def get_more_sessions(db: Session, client: Client, more_id: uuid.UUID, *, to_change: bool = False) -> MoreSessions:
    """One question for more sessions of a client. Raises NotFound for any other."""
    wanted = (
        select(MoreSessions)
        .where(MoreSessions.client_id == client.id, MoreSessions.id == more_id)
        .options(joinedload(MoreSessions.asker), selectinload(MoreSessions.decider))
    )
    if to_change:
        wanted = wanted.with_for_update(of=MoreSessions).execution_options(populate_existing=True)
    more = db.scalar(wanted)
    if more is None:
        raise NotFound("There is no such question.")
    return more


def list_undecided(db: Session, actor: Actor) -> Sequence[MoreSessions]:
    """The questions of a scheme that wait for a manager, longest first; whose they are is recorded."""
    found = list_asked(db, actor)
    if found:
        record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", [each.client_id for each in found])
    return found
