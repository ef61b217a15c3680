"""Support sessions as they stand in diaries and lists of work: of one coordinator, or of a whole team."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, or_, select
from sqlalchemy.orm import Load, Session, contains_eager, joinedload, selectinload

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.models import Scheme
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.models import Case, Client
from directory.casework.queries import LISTED, has_died, in_care_of, is_supported
from directory.casework.sight import in_scope
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import MoreSessions, RemindBy, SupportSession
from directory.casework.support_sessions.rhythm_models import SupportPause
from directory.casework.support_sessions.rules import Counted, counted_of, numbers_of
from directory.casework.support_sessions.states import AskingState, SessionState

COUNTED = (SupportSession.id, SupportSession.starts_at, SupportSession.state, SupportSession.reason)
# What a list of work says of them: what was written is not read for it.
TOLD_OF_SESSIONS = (
    *COUNTED,
    SupportSession.client_id,
    SupportSession.case_id,
    SupportSession.lasts_minutes,
    SupportSession.way,
    SupportSession.place_sealed,
)
WITH_CLIENT = joinedload(SupportSession.client).options(selectinload(Client.deaths), selectinload(Client.cases))


def list_in_diary(
    db: Session, actor: Actor, coordinator_id: uuid.UUID, begins: datetime, ends: datetime
) -> Sequence[SupportSession]:
    """The sessions of a coordinator between two moments that the actor may see; not those that were moved away."""
    return db.scalars(
        select(SupportSession)
        .where(SupportSession.scheme_id == actor.scheme_id, SupportSession.coordinator_id == coordinator_id)
        .where(SupportSession.starts_at >= begins, SupportSession.starts_at < ends)
        .where(SupportSession.state != SessionState.RESCHEDULED.value)
        .where(SupportSession.client.has(in_scope(actor)))
        .options(WITH_CLIENT, joinedload(SupportSession.coordinator))
        .order_by(SupportSession.starts_at, SupportSession.id)
    ).all()


def list_assessments_in_diary(
    db: Session, actor: Actor, coordinator_id: uuid.UUID, begins: datetime, ends: datetime
) -> Sequence[Assessment]:
    """The assessments of a coordinator between two moments that the actor may see."""
    return db.scalars(
        select(Assessment)
        .where(Assessment.scheme_id == actor.scheme_id, Assessment.coordinator_id == coordinator_id)
        .where(Assessment.starts_at >= begins, Assessment.starts_at < ends)
        .where(Assessment.client.has(in_scope(actor)))
        .options(joinedload(Assessment.client).options(selectinload(Client.deaths)))
        .order_by(Assessment.starts_at, Assessment.id)
    ).all()


def list_planned_until(db: Session, actor: Actor, until: datetime) -> Sequence[SupportSession]:
    """The planned sessions in the actor's care up to a moment, those that wait to be written down first."""
    return db.scalars(planned_until(actor, until)).all()


@lru_cache
def planned_until(actor: Actor, until: datetime) -> Select[SupportSession]:
    return (
        select(SupportSession)
        .where(SupportSession.scheme_id == actor.scheme_id, SupportSession.state == SessionState.PLANNED.value)
        .where(SupportSession.starts_at < until)
        .join(SupportSession.client)
        .where(is_theirs(actor, SupportSession), in_scope(actor), ~has_died())
        .options(Load(SupportSession).load_only(*TOLD_OF_SESSIONS))
        .options(contains_eager(SupportSession.client).load_only(*LISTED))
        .order_by(SupportSession.starts_at, SupportSession.id)
    )


def is_theirs(actor: Actor, kind: type[AnyMeeting]) -> ColumnElement[bool]:
    """The meetings that are an actor's work, as a condition: held by them, or of their clients; all for a manager.

    The question it stands in joins the client.
    """
    return or_(kind.coordinator_id == actor.user_id, in_care_of(actor))


def list_to_remind(db: Session, actor: Actor, today: date) -> Sequence[AnyMeeting]:
    """What is to come in the actor's care and a colleague has to remind somebody of by hand, by today."""
    found: list[AnyMeeting] = []
    for kind in (SupportSession, Assessment):
        found += db.scalars(to_remind_of(actor, today, kind), {"now": clock.now()})
    return sorted(found, key=lambda each: (each.remind_on or today, each.starts_at))


@lru_cache
def to_remind_of(actor: Actor, today: date, kind: type[AnyMeeting]) -> Select[Any]:
    by_hand = (kind.remind_by != RemindBy.EMAIL.value, kind.reminded_at.is_(None))
    return (
        select(kind)
        .where(kind.scheme_id == actor.scheme_id, kind.state == kind.PLANNED)
        .where(*by_hand, kind.remind_on <= today, kind.starts_at > bindparam("now"))
        .join(kind.client)
        .where(is_theirs(actor, kind), in_scope(actor), ~has_died())
        .options(contains_eager(kind.client), joinedload(kind.coordinator))
        .order_by(kind.remind_on, kind.id)
    )


def list_supported_since(db: Session, actor: Actor, day: date) -> Sequence[Client]:
    """The clients in the actor's care whose case is open since a day, or longer, with their cases."""
    return db.scalars(supported_since(actor, day)).all()


@lru_cache
def supported_since(actor: Actor, day: date) -> Select[Client]:
    return (
        select(Client)
        .where(in_scope(actor), in_care_of(actor), is_supported(Case.opened_on <= day), ~has_died())
        .options(selectinload(Client.cases))
        .order_by(Client.made_at, Client.id)
    )


def list_asked(db: Session, actor: Actor) -> Sequence[MoreSessions]:
    """The questions for more sessions that wait for a manager, longest first; the caller records whose they are."""
    return db.scalars(
        select(MoreSessions)
        .where(MoreSessions.scheme_id == actor.scheme_id, MoreSessions.state == AskingState.ASKED.value)
        .where(MoreSessions.client.has(in_scope(actor)))
        .options(joinedload(MoreSessions.client).options(selectinload(Client.deaths)), joinedload(MoreSessions.asker))
        .order_by(MoreSessions.asked_at, MoreSessions.id)
    ).all()


def numbers_of_sessions(db: Session, actor: Actor, sessions: Sequence[SupportSession]) -> dict[uuid.UUID, int]:
    """The number of each of some sessions that uses one up, counted within its own case."""
    if not sessions:
        return {}
    missed_count = db.get_one(Scheme, actor.scheme_id).missed_sessions_count
    of_case: dict[uuid.UUID, list[Counted]] = {}
    for each in sessions:
        of_case.setdefault(each.case_id, []).append(each.counted)
    # The others of their cases, and of these just what is counted. Those at hand count as they were read: somebody may
    # have called one off since.
    others = select(SupportSession.case_id, *COUNTED).where(
        SupportSession.case_id.in_(of_case), SupportSession.id.not_in([each.id for each in sessions])
    )
    for case_id, session_id, starts_at, state, reason in db.execute(others):
        of_case[case_id].append(counted_of(session_id, starts_at, state, reason))
    numbers: dict[uuid.UUID, int] = {}
    for counted in of_case.values():
        numbers |= numbers_of(counted, missed_count=missed_count)
    return numbers


def pauses_of_clients(db: Session, client_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[SupportPause]]:
    """The pauses of some clients, by case."""
    by_case: dict[uuid.UUID, list[SupportPause]] = {}
    if not client_ids:
        return by_case
    for each in db.scalars(select(SupportPause).where(SupportPause.client_id.in_(client_ids))):
        by_case.setdefault(each.case_id, []).append(each)
    return by_case
