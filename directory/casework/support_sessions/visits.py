"""Home visits: who knows of one, checking in afterwards, and who waits for that."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, Select, or_, select, true, update
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.models import Client
from directory.casework.queries import listed
from directory.casework.sight import in_scope
from directory.casework.support_sessions.inputs import LATEST_CHECK_IN, MeetingInput
from directory.casework.support_sessions.meetings import AnyMeeting, Met
from directory.casework.support_sessions.models import SupportSession, Way
from directory.errors import WrongInput


def is_visit(wanted: MeetingInput) -> bool:
    return wanted.way is Way.HOME


def check_in_due(wanted: MeetingInput, starts_at: datetime) -> datetime:
    """By when whoever visits says that they are out again."""
    return starts_at + timedelta(minutes=wanted.lasts_minutes + wanted.check_in_minutes)


def check_visit(db: Session, actor: Actor, client: Client, wanted: MeetingInput) -> None:
    """Raises WrongInput for a visit without a buddy who may be told of it, or that checks in too late."""
    problems = {}
    if wanted.buddy_id == wanted.coordinator_id:
        problems["buddy_id"] = "Choose somebody else than who visits"
    elif all(each.id != wanted.buddy_id for each in list_buddies(db, actor, client)):
        problems["buddy_id"] = "Choose a colleague who is told if nobody checks in"
    if not 0 <= wanted.check_in_minutes <= LATEST_CHECK_IN:
        problems["check_in_minutes"] = f"Enter from 0 to {LATEST_CHECK_IN} minutes"
    if not wanted.place and not client.address:
        problems["place"] = "Enter the address: it is not in their record"
    if problems:
        raise WrongInput("Look at the home visit.", problems)


def list_buddies(db: Session, actor: Actor, client: Client) -> Sequence[User]:
    """Who may be told of a visit, by name: who works with clients; where the record is restricted, only managers."""
    managers = list_colleagues(db, actor, Role.MANAGER)
    others = [] if client.restricted_at else list_colleagues(db, actor, Role.COORDINATOR)
    return sorted({each.id: each for each in (*managers, *others)}.values(), key=lambda each: each.name)


def check_in(db: Session, actor: Actor, visit: AnyMeeting) -> bool:
    """Note that who was on a home visit is out again; says whether that was news."""
    if visit.check_in_due_at is None:
        return False
    is_news = write_past(db, visit, type(visit).checked_in_at, checked_in_at=clock.now(), checked_in_by=actor.user_id)
    if is_news:
        name = visit.__tablename__
        record_act(db, actor.user_id, actor.scheme_id, f"{name}.checked_in", name, [visit.id])
    return is_news


def note_alerted(db: Session, visit: AnyMeeting) -> None:
    """Note that colleagues were told that nobody has checked in."""
    write_past(db, visit, type(visit).alerted_at, alerted_at=clock.now())


def write_past(
    db: Session, visit: AnyMeeting, empty: InstrumentedAttribute[datetime | None], **values: datetime | uuid.UUID
) -> bool:
    """Write into a visit where a column is `empty` still, and say whether it was.

    It is written past the object, so that its version stays: who has the visit open to write in it misses nothing.
    """
    kind = type(visit)
    wanted = update(kind).where(kind.id == visit.id, empty.is_(None)).values(values)
    done = db.execute(wanted.execution_options(synchronize_session=False))
    db.expire(visit, list(values))
    return isinstance(done, CursorResult) and done.rowcount == 1


@cache
def is_awaited(kind: type[AnyMeeting]) -> ColumnElement[bool]:
    """The home visits of a kind of which nobody has checked in, as a condition: what `Meeting.is_awaited` tells."""
    return (
        kind.check_in_due_at.is_not(None)
        & kind.checked_in_at.is_(None)
        & (kind.planned_at < kind.check_in_due_at)
        & kind.state.not_in(kind.CALLED_OFF)
    )


def list_awaited(db: Session, actor: Actor, until: datetime) -> Sequence[AnyMeeting]:
    """The visits that begin before a moment and wait for a check-in, of which the actor is told: as visitor, as buddy,
    or as a manager.
    """
    kinds: tuple[type[AnyMeeting], ...] = (SupportSession, Assessment)
    return [each for kind in kinds for each in db.scalars(awaited_of(actor, until, kind))]


@lru_cache
def awaited_of(actor: Actor, until: datetime, kind: type[AnyMeeting]) -> Select[Any]:
    mine = or_(kind.buddy_id == actor.user_id, kind.coordinator_id == actor.user_id)
    return (
        select(kind)
        .where(kind.scheme_id == actor.scheme_id, is_awaited(kind), kind.starts_at < until)
        .where(kind.client.has(in_scope(actor)), true() if actor.may("casework.oversee") else mine)
        .options(listed(kind.client), joinedload(kind.coordinator))
        .order_by(kind.check_in_due_at, kind.id)
    )


def list_missed_check_ins(db: Session, most: int) -> Sequence[AnyMeeting]:
    """Visits without a check-in by the time that was agreed, which nobody was told yet; kept from other workers."""
    return [*missed_of(db, most, SupportSession), *missed_of(db, most, Assessment)]


def missed_of(db: Session, most: int, kind: type[Met]) -> Sequence[Met]:
    return db.scalars(
        select(kind)
        .where(is_awaited(kind), kind.check_in_due_at <= clock.now(), kind.alerted_at.is_(None))
        .options(listed(kind.client), joinedload(kind.buddy))
        .order_by(kind.check_in_due_at)
        .limit(most)
        .with_for_update(of=kind, skip_locked=True)
    ).all()
