"""The nightly end of what is kept: clients whose time is over, and small things that were needed for some days."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, delete, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from directory import clock
from directory.accounts import letters as account_letters
from directory.accounts.models import AccountLink, SignInSession
from directory.audit.operations import record_act
from directory.casework.drafts import keeping as drafts
from directory.casework.drafts.models import FormDraft
from directory.casework.kept_questions import KEPT_FOR
from directory.casework.match_counts import forget_old_counts
from directory.casework.models import Client, KeptQuestion
from directory.casework.tombstones import ErasureReason
from directory.catalogue.models.photographs import Picture
from directory.catalogue.models.sent_sheets import SentSheet
from directory.catalogue.photographs import keeping as pictures
from directory.champions.messages import letters as message_letters
from directory.champions.messages import models as message_models
from directory.champions.messages.models import ListingMessage
from directory.champions.onboarding.form_models import GroupForm
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.champions.verification.models import VerificationLetter
from directory.db import reading, transaction
from directory.errors import Refused
from directory.links.purposes import CODE_KINDS, TERMS, LinkPurpose
from directory.outbox import OutboxMessage
from directory.outcomes.keeping import drop_small_groups, every_kept_group
from directory.referrals.nudge_models import GroupLetter
from directory.rights.erasure import finish_erasure, take_out
from directory.rights.retention import Due, list_due, note_due
from directory.rights.tombstones import list_lost, replay_tombstones
from directory.rights.untaken import (
    count_feedback_over,
    count_over,
    count_requests_over,
    let_go_of_feedback,
    let_go_of_requests,
    let_go_of_untaken,
)
from directory.security.keystore import KeyStore

CLIENTS, UNTAKEN = "client records", "referrals to us that were not taken up"
REQUESTS = "requests to come to an activity"
TOLD_US = "complaints, thanks and incidents about nobody we support"
# For so long a champion can look up what was reported before, and how it ended; and so long it waits for somebody.
MESSAGES_KEPT_FOR = timedelta(days=183)

LETTERS_KEPT_FOR = message_letters.KEPT_FOR + TERMS[LinkPurpose.LISTINGS].lasts

log = structlog.get_logger()


class TooManyDue(Refused):
    """More records would go in one night than is usual: a wrong clock or setting must not erase everybody."""

    def __init__(self, number: int, most: int) -> None:
        super().__init__(
            f"The time of {number:,} client records is over, more than {most:,} at once. Nothing of them was erased."
            " Check LYNCHPIN_KEEP_YEARS and the clock, look with --dry-run, then allow it with --most."
        )


class KeysMissing(Refused):
    """Clients' keys are missing: a wrong or empty key store must not decide what goes for good."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"The keys of {number:,} clients are missing. Nothing was erased or let go of."
            " Check LYNCHPIN_KEY_STORE_URL, see whose they are with `lynchpin keys check`, and put a copy back with"
            " `lynchpin keys restore FILE`."
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
    """What is over its time, how many clients are held back, and how many kept rows lost the others like them.

    `failed` is how many clients could not be erased.
    """

    lines: Sequence[Line]
    held: int
    dropped: int = 0
    failed: int = 0


def small_kinds(periods: Periods) -> tuple[Kind, ...]:
    some_days = timedelta(days=periods.days)
    # Whether they left or not: by then none may leave any more.
    to_staff = OutboxMessage.person_id == account_letters.SEALED_FOR
    to_the_public = OutboxMessage.person_id == message_models.SEALED_FOR
    holds_code = OutboxMessage.kind.in_(CODE_KINDS)
    unread, unseen = ListingMessage.closed_at.is_(None), GroupSuggestion.closed_at.is_(None) & ~is_at_its_form()
    sessions = timedelta(hours=periods.session_hours)
    return (
        Kind("forms begun and not sent", FormDraft, FormDraft.saved_at, drafts.KEPT_FOR, true()),
        Kind("questions to the matcher", KeptQuestion, KeptQuestion.asked_at, KEPT_FOR, true()),
        Kind("sign-in sessions", SignInSession, SignInSession.began_at, sessions, true()),
        Kind("links to choose a password", AccountLink, AccountLink.ends_at, some_days, true()),
        Kind("letters that ask groups again", GroupLetter, GroupLetter.made_at, LETTERS_KEPT_FOR, true()),
        Kind("letters to staff", OutboxMessage, OutboxMessage.made_at, account_letters.KEPT_FOR, to_staff),
        Kind("letters to the public", OutboxMessage, OutboxMessage.made_at, message_letters.KEPT_FOR, to_the_public),
        Kind("closed reports and questions", ListingMessage, ListingMessage.closed_at, MESSAGES_KEPT_FOR, true()),
        Kind("closed suggestions of groups", GroupSuggestion, GroupSuggestion.closed_at, MESSAGES_KEPT_FOR, true()),
        # By then nobody waits for an answer any more, and how to reach whoever asked must not stay for ever.
        Kind("reports and questions left open", ListingMessage, ListingMessage.told_at, MESSAGES_KEPT_FOR, unread),
        Kind("suggestions of groups left open", GroupSuggestion, GroupSuggestion.told_at, MESSAGES_KEPT_FOR, unseen),
        Kind("letters with a code", OutboxMessage, OutboxMessage.made_at, some_days, holds_code),
        Kind("pictures that no listing shows", Picture, Picture.unused_since, pictures.KEPT_FOR, pictures.unused()),
        # By then no link in one works any more.
        Kind("letters about listings", VerificationLetter, VerificationLetter.made_at, LETTERS_KEPT_FOR, true()),
        Kind("spreadsheets sent in", SentSheet, SentSheet.sent_at, some_days, true()),
    )


def is_at_its_form() -> ColumnElement[bool]:
    """Which suggested groups were given the form about themselves, or have written in it, not long ago."""
    since = clock.now() - MESSAGES_KEPT_FOR
    moments = (GroupForm.begun_at, GroupForm.saved_at, GroupForm.sent_at, GroupForm.returned_at)
    return GroupSuggestion.id.in_(select(GroupForm.suggestion_id).where(or_(*(each > since for each in moments))))


def look_at_times(db: Session, store: KeyStore, periods: Periods) -> Report:
    """What is over its time by now. Changes nothing. Raises KeysMissing."""
    check_keys(db, store)
    return report_on(db, list_due(db, clock.today(), periods.years), periods)


def check_keys(db: Session, store: KeyStore) -> None:
    lost = list_lost(db, store)
    if lost:
        raise KeysMissing(len(lost))


def report_on(db: Session, due: Sequence[Due], periods: Periods) -> Report:
    today, now = clock.today(), clock.now()
    lines = [client_line([each for each in due if each.goes_by(today)])]
    for kind in small_kinds(periods):
        number, oldest = db.execute(select(func.count(), func.min(kind.since)).where(kind.is_over(now))).one()
        lines.append(Line(kind.name, number, oldest.date() if oldest else None))
    lines.append(Line(UNTAKEN, *count_over(db, now)))
    lines.append(Line(REQUESTS, *count_requests_over(db, now)))
    lines.append(Line(TOLD_US, *count_feedback_over(db, now, periods.years)))
    return Report(lines, held=sum(each.is_held for each in due))


def client_line(going: Sequence[Due]) -> Line:
    return Line(CLIENTS, len(going), min((each.last_on for each in going), default=None))


def keep_to_times(store: KeyStore, periods: Periods, most: int) -> Report:
    """Finish erasures that were stopped, then let go of all that is over its time. Says what was.

    Each client is a transaction of its own; stopped anywhere, the next run goes on. Raises KeysMissing before anything
    is done, and TooManyDue, after the small things, where more than `most` clients would be erased.
    """
    today = clock.today()
    with transaction() as db:
        check_keys(db, store)
        replay_tombstones(db, store)
    with transaction() as db:
        note_due(db, today, periods.years)
        pictures.note_unused(db, clock.now())
    with reading() as db:
        due = list_due(db, today, periods.years)
        report = report_on(db, due, periods)
        going = [each.client.id for each in due if each.goes_by(today)]
    for kind in small_kinds(periods):
        with transaction() as db:
            db.execute(delete(kind.model).where(kind.is_over(clock.now())))
    with transaction() as db:
        forget_old_counts(db, today)
    let_go_of_referrals(store, periods.years)
    if len(going) > most:
        raise TooManyDue(len(going), most)
    failed = erase_each(store, going, periods.years)
    with transaction() as db:
        dropped = drop_small_groups(db, every_kept_group(db))
    clients, *others = report.lines
    gone = replace(clients, number=clients.number - failed)
    return Report([gone, *others], report.held, dropped, failed)


def let_go_of_referrals(store: KeyStore, years: int) -> None:
    """Erase who asked us, or a group, long ago, and complained. Stopped in between, the next run goes on."""
    now = clock.now()
    with transaction() as db:
        gone = [*let_go_of_untaken(db, now), *let_go_of_requests(db, now), *let_go_of_feedback(db, now, years)]
    store.destroy_keys({each: now for each in gone})


def erase_each(store: KeyStore, going: Sequence[uuid.UUID], years: int) -> int:
    """Erase clients one after the other; says how many of them could not be."""
    failed = 0
    for client_id in going:
        try:
            erase_if_due(store, client_id, years)
        except Exception as error:
            # Whatever is wrong with one record must not keep those after it for longer.
            failed += 1
            log.error("client_not_erased", person=str(client_id), error=type(error).__name__)
    return failed


def erase_if_due(store: KeyStore, client_id: uuid.UUID, years: int) -> None:
    """Erase one client, unless something happened since the list was made: a new case, a contact, a hold."""
    with transaction() as db:
        options = (selectinload(Client.cases), selectinload(Client.consents))
        locked = select(Client).where(Client.id == client_id).options(*options).with_for_update(of=Client)
        client = db.scalar(locked)
        today = clock.today()
        due = list_due(db, today, years, Client.id == client_id)
        if client is None or not due or not due[0].goes_by(today):
            return
        gone = take_out(db, client, ErasureReason.TIME_OVER)
        record_act(db, None, client.scheme_id, "client.erased", "client", [client_id], ["time_over"])
    finish_erasure(store, gone, clock.now())
    log.info("client_erased", person=str(client_id), why="time_over")
