"""Home visits: who knows of one, checking in afterwards, and who waits for that."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.models import User
from directory.accounts.queries import list_colleagues
from directory.audit.operations import record_act
from directory.casework.models import Client
from directory.casework.sight import in_scope
from directory.casework.support_sessions.inputs import LATEST_CHECK_IN, SessionInput
from directory.casework.support_sessions.models import SupportSession, Way
from directory.casework.support_sessions.states import SessionState
from directory.errors import WrongInput


def is_visit(wanted: SessionInput) -> bool:
    return wanted.way is Way.HOME


def check_in_due(wanted: SessionInput, starts_at: datetime) -> datetime:
    """By when whoever visits says that they are out again."""
    return starts_at + timedelta(minutes=wanted.lasts_minutes + wanted.check_in_minutes)


def check_visit(db: Session, actor: Actor, client: Client, wanted: SessionInput) -> None:
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


def check_in(db: Session, actor: Actor, session: SupportSession) -> bool:
    """Note that who was on a home visit is out again; says whether that was news."""
    if session.check_in_due_at is None or session.checked_in_at is not None:
        return False
    session.checked_in_at, session.checked_in_by = clock.now(), actor.user_id
    record_act(db, actor.user_id, actor.scheme_id, "support_session.checked_in", "support_session", [session.id])
    return True


def is_awaited() -> ColumnElement[bool]:
    """The home visits of which nobody has checked in, as a condition.

    Not those that were called off, nor those that were over when somebody wrote them down.
    """
    called_off = (SessionState.CANCELLED.value, SessionState.RESCHEDULED.value)
    return (
        SupportSession.check_in_due_at.is_not(None)
        & SupportSession.checked_in_at.is_(None)
        & (SupportSession.planned_at < SupportSession.check_in_due_at)
        & SupportSession.state.not_in(called_off)
    )


def list_awaited(db: Session, actor: Actor, until: datetime) -> Sequence[SupportSession]:
    """The visits that begin before a moment and wait for a check-in, of which the actor is told: as visitor, as buddy,
    or as a manager.
    """
    mine = or_(SupportSession.buddy_id == actor.user_id, SupportSession.coordinator_id == actor.user_id)
    return db.scalars(
        select(SupportSession)
        .where(SupportSession.scheme_id == actor.scheme_id, is_awaited(), SupportSession.starts_at < until)
        .where(SupportSession.client.has(in_scope(actor)), true() if actor.may("casework.oversee") else mine)
        .options(
            joinedload(SupportSession.client),
            joinedload(SupportSession.coordinator),
        )
        .order_by(SupportSession.check_in_due_at, SupportSession.id)
    ).all()


def list_missed_check_ins(db: Session, most: int) -> Sequence[SupportSession]:
    """Visits without a check-in by the time that was agreed, which nobody was told yet; kept from other workers."""
    return db.scalars(
        select(SupportSession)
        .where(is_awaited(), SupportSession.check_in_due_at <= clock.now(), SupportSession.alerted_at.is_(None))
        .options(joinedload(SupportSession.client), joinedload(SupportSession.buddy))
        .order_by(SupportSession.check_in_due_at)
        .limit(most)
        .with_for_update(of=SupportSession, skip_locked=True)
    ).all()
