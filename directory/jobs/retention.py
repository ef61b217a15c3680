"""The nightly end of what is kept: clients whose time is over, and small things that were needed for some days."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from directory import clock
from directory.accounts.models import AccountLink, SignInSession, User
from directory.audit.operations import record_act
from directory.casework.kept_questions import KEPT_FOR
from directory.casework.models import Client, KeptQuestion
from directory.casework.tombstones import ErasureReason
from directory.catalogue.models.sent_sheets import SentSheet
from directory.db import reading, transaction
from directory.errors import Refused
from directory.outbox import OutboxMessage, is_waiting
from directory.outcomes.keeping import drop_small_groups, every_kept_group
from directory.rights.erasure import finish_erasure, take_out
from directory.rights.retention import Due, list_due
from directory.rights.tombstones import replay_tombstones
from directory.security.keystore import KeyStore

CLIENTS = "client records"

log = structlog.get_logger()


class TooManyDue(Refused):
    """More records would go in one night than is usual: a wrong clock or setting must not erase everybody."""

    def __init__(self, number: int, most: int) -> None:
        super().__init__(
            f"The time of {number:,} client records is over, more than {most:,} at once. Nothing of them was erased."
            " Check LYNCHPIN_KEEP_YEARS and the clock, look with --dry-run, then allow it with --most."
        )


@dataclass(frozen=True)
class Periods:
    """How long things are kept: years for clients, days for what staff were sent and sent in, hours for sessions."""

    years: int
    days: int
    session_hours: int


@dataclass(frozen=True)
class Kind:
    """One kind of small thing: its table, the moment that counts, how long after that it goes, and what goes at all."""

    name: str
    model: Any
    since: InstrumentedAttribute[Any]
    kept_for: timedelta
    only: ColumnElement[bool]

    def is_over(self, now: datetime) -> ColumnElement[bool]:
        return self.only & (self.since <= now - self.kept_for)


@dataclass(frozen=True)
class Line:
    """A line of the report: how many of a kind are over their time, and since when the oldest is there."""

    kind: str
    number: int
    oldest: date | None


@dataclass(frozen=True)
class Report:
    """What is over its time, how many clients are held back, and how many kept rows lost the others like them."""

    lines: Sequence[Line]
    held: int
    dropped: int = 0


def small_kinds(periods: Periods) -> tuple[Kind, ...]:
    some_days = timedelta(days=periods.days)
    has_ended = ~is_waiting()
    to_staff = OutboxMessage.person_id.in_(select(User.id))
    sessions = timedelta(hours=periods.session_hours)
    return (
        Kind("questions to the matcher", KeptQuestion, KeptQuestion.asked_at, KEPT_FOR, true()),
        Kind("sign-in sessions", SignInSession, SignInSession.began_at, sessions, true()),
        Kind("links to choose a password", AccountLink, AccountLink.ends_at, some_days, true()),
        Kind("letters about accounts", OutboxMessage, OutboxMessage.made_at, some_days, has_ended & to_staff),
        Kind("spreadsheets sent in", SentSheet, SentSheet.sent_at, some_days, true()),
    )


def look_at_times(db: Session, periods: Periods) -> Report:
    """What is over its time by now. Changes nothing."""
    due, now = list_due(db, clock.today(), periods.years), clock.now()
    going = [each for each in due if not each.is_held]
    lines = [client_line(going)]
    for kind in small_kinds(periods):
        number, oldest = db.execute(select(func.count(), func.min(kind.since)).where(kind.is_over(now))).one()
        lines.append(Line(kind.name, number, oldest.date() if oldest else None))
    return Report(lines, held=len(due) - len(going))


def client_line(going: Sequence[Due]) -> Line:
    return Line(CLIENTS, len(going), min((each.last_on for each in going), default=None))


def keep_to_times(store: KeyStore, periods: Periods, most: int) -> Report:
    """Finish erasures that were stopped, then let go of all that is over its time. Says what was.

    Each client is a transaction of its own; stopped anywhere, the next run goes on. Raises TooManyDue, after the small
    things, where more than `most` clients would be erased.
    """
    with transaction() as db:
        replay_tombstones(db, store)
    with reading() as db:
        report = look_at_times(db, periods)
        going = [each.client.id for each in list_due(db, clock.today(), periods.years) if not each.is_held]
    for kind in small_kinds(periods):
        with transaction() as db:
            db.execute(delete(kind.model).where(kind.is_over(clock.now())))
    if len(going) > most:
        raise TooManyDue(len(going), most)
    for client_id in going:
        erase_if_due(store, client_id, periods.years)
    with transaction() as db:
        dropped = drop_small_groups(db, every_kept_group(db))
    return Report(report.lines, report.held, dropped)


def erase_if_due(store: KeyStore, client_id: uuid.UUID, years: int) -> None:
    """Erase one client, unless something happened since the list was made: a new case, a contact, a hold."""
    with transaction() as db:
        options = (selectinload(Client.cases), selectinload(Client.consents))
        locked = select(Client).where(Client.id == client_id).options(*options).with_for_update(of=Client)
        client = db.scalar(locked)
        due = list_due(db, clock.today(), years, Client.id == client_id)
        if client is None or not due or due[0].is_held:
            return
        take_out(db, client, ErasureReason.TIME_OVER)
        record_act(db, None, client.scheme_id, "client.erased", "client", [client_id], ["time_over"])
    finish_erasure(store, client_id, clock.now())
    log.info("client_erased", person=str(client_id), why="time_over")
