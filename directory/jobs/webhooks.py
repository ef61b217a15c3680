"""Telling senders of changes, at the address each of them named, as the Standard Webhooks specification writes it.

A change is leased, told, and only then marked as told, each in a transaction of its own: a crash in between means that
it may be told again, under the same id, and never that it is lost. What leaves is a reference and a word. A sender that
does not answer is left alone for the rest of the round, so that it keeps nobody else waiting.
"""

import base64
import hashlib
import hmac
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import msgspec
import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from directory import clock
from directory.accounts.senders.models import ApiSender
from directory.accounts.senders.webhook_models import SenderWebhook
from directory.accounts.senders.webhooks import PREFIX, find_webhook
from directory.casework.referrals_in.event_queries import is_waiting
from directory.casework.referrals_in.sent_models import ReferralEvent, SentReferral
from directory.config import Settings
from directory.db import transaction
from directory.exchange.fetching.addresses import read_address
from directory.exchange.fetching.failures import FetchFailed
from directory.exchange.fetching.fetcher import Fetcher, FetchLimits
from directory.exchange.fetching.reach import Reach
from directory.jobs.mirrors.tools import user_agent

log = structlog.get_logger()
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
# The last is made about seventeen hours after the first.
MOST_TRIES = 11
LIMITS = FetchLimits(connect_seconds=5, read_seconds=10, answer_seconds=15, redirects=0)
KIND = "referral.status_changed"


@dataclass(frozen=True)
class Told:
    """What one round came to."""

    told: int
    failed: int


@dataclass(frozen=True)
class Leased:
    """A change that is kept from other workers, and whose it is."""

    event_id: uuid.UUID
    sender_id: uuid.UUID


@dataclass(frozen=True)
class Message:
    """One change as it leaves: where to, under which id, and signed with which secret."""

    event_id: uuid.UUID
    address: str
    secret: str
    body: bytes


@contextmanager
def webhook_fetcher(settings: Settings) -> Iterator[Fetcher]:
    """What senders are told with: it reaches public machines, and those of our own network that the settings name."""
    reach = Reach(settings.private_webhooks, setting="LYNCHPIN_ALLOW_PRIVATE_WEBHOOKS")
    with Fetcher(reach, user_agent(settings.contact), LIMITS) as fetcher:
        yield fetcher


def tell_waiting(fetcher: Fetcher) -> Told:
    """Tell every change that is due, the oldest first, until none is left."""
    silent: list[uuid.UUID] = []
    told = 0
    while (leased := lease_next(silent)) is not None:
        try:
            message = open_message(leased.event_id)
            if message is None:
                continue
            send(fetcher, message)
        except Exception as error:
            # Whatever is wrong with one sender must not hold up the others.
            silent.append(leased.sender_id)
            note_failure(leased.event_id, words_of(error))
        else:
            told += 1
            note_told(leased.event_id)
    return Told(told, len(silent))


def lease_next(silent: Sequence[uuid.UUID]) -> Leased | None:
    """The next change that is due, kept from other workers for a while; none of senders that just gave no answer."""
    now = clock.now()
    is_free = or_(ReferralEvent.leased_until.is_(None), ReferralEvent.leased_until <= now)
    may_be_told = SentReferral.sender_id.not_in(silent)
    due = (
        select(ReferralEvent)
        .join(ReferralEvent.sent)
        .options(contains_eager(ReferralEvent.sent))
        .where(is_waiting(), ReferralEvent.due_at <= now, is_free, may_be_told)
        .order_by(ReferralEvent.due_at, ReferralEvent.made_at, ReferralEvent.number)
        .limit(1)
    )
    with transaction() as db:
        # SQLite ignores the lock; there the transaction has the whole database to itself.
        event = db.scalar(due.with_for_update(of=ReferralEvent, skip_locked=True))
        if event is None:
            return None
        event.leased_until, event.tries = now + LEASE, event.tries + 1
        return Leased(event.id, event.sent.sender_id)


def open_message(event_id: uuid.UUID) -> Message | None:
    """A leased change as it leaves; None where its sender is to be told no more, and it waits no longer."""
    with_referral = joinedload(ReferralEvent.sent).options(joinedload(SentReferral.referral))
    # Not `reading()`: a copy of the database may lag behind a sender that was disabled.
    with transaction() as db:
        event = db.scalar(select(ReferralEvent).where(ReferralEvent.id == event_id).options(with_referral))
        webhook = find_address(db, event) if event else None
        if event is None or webhook is None:
            if event is not None:
                event.due_at = event.leased_until = None
            return None
        return Message(event.id, webhook.address, webhook.secret, body_of(event))


def find_address(db: Session, event: ReferralEvent) -> SenderWebhook | None:
    """Where a change is told; None where its sender is disabled, or wants to be told no more."""
    sender = db.get_one(ApiSender, event.sent.sender_id)
    return None if sender.disabled_at is not None else find_webhook(db, sender.id)


def body_of(event: ReferralEvent) -> bytes:
    """What is told. `number` rises with each change of a referral: what comes late can be told from what is new."""
    told = {
        "type": KIND,
        "timestamp": write_moment(event.made_at),
        "data": {
            "reference": event.sent.referral.reference,
            "status": event.status,
            "reason": event.reason,
            "status_at": write_moment(event.made_at),
            "number": event.number,
        },
    }
    return msgspec.json.encode(told)


def write_moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def send(fetcher: Fetcher, message: Message) -> None:
    """Post one change. Raises FetchFailed, OutOfReach or WrongAddress; where we are sent elsewhere we do not go."""
    address = read_address(message.address)
    headers = {"Content-Type": "application/json", **signed(message, clock.now())}
    with fetcher.asking(address, "POST", body=message.body, headers=headers) as response:
        if not 200 <= response.status < 300:
            raise FetchFailed(f"{response.status}")


def signed(message: Message, now: datetime) -> dict[str, str]:
    """The headers by which a receiver knows that it was us, and when: an id, the time, and a signature of all three."""
    sent_at = str(int(now.timestamp()))
    key = base64.b64decode(message.secret.removeprefix(PREFIX))
    text = f"{message.event_id}.{sent_at}.".encode() + message.body
    signature = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": str(message.event_id),
        "webhook-timestamp": sent_at,
        "webhook-signature": f"v1,{signature}",
    }


def words_of(error: Exception) -> str:
    """What went wrong: the status that was answered, or the kind of failure. No address stands in it."""
    return str(error) if type(error) is FetchFailed and str(error).isdigit() else type(error).__name__


def note_told(event_id: uuid.UUID) -> None:
    with transaction() as db:
        event = db.get(ReferralEvent, event_id, with_for_update=True)
        if event is not None:
            event.told_at, event.leased_until, event.last_error = clock.now(), None, None
    log.info("change_told", event_id=str(event_id))


def note_failure(event_id: uuid.UUID, why: str) -> None:
    """Try again later, each time after twice the wait; after the last try a person has to look."""
    with transaction() as db:
        event = db.get(ReferralEvent, event_id, with_for_update=True)
        if event is None:
            return
        event.leased_until, event.last_error = None, why
        event.due_at = clock.now() + FIRST_WAIT * 2 ** (event.tries - 1)
        if event.tries >= MOST_TRIES:
            event.gave_up_at = clock.now()
    log.warning("change_not_told", event_id=str(event_id), why=why)
