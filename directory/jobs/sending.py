"""Sending the outbox by e-mail.

A message is leased, sent, and only then marked as sent, each in a transaction of its own: a crash in between means
that it may be sent again, with the same Message-ID, and never that it is lost. Whether it may still leave is asked in
the transaction that leases it, and once more as it is opened.
"""

import smtplib
import ssl
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import unquote, urlsplit

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts import letters as account_letters
from directory.casework import emergency_letters
from directory.casework.deaths import is_known_to_have_died
from directory.casework.message_back import letters as message_back_letters
from directory.casework.message_back.kinds import MESSAGE_LETTER
from directory.casework.own_page import letters as own_page_letters
from directory.casework.own_referrals import letters as own_referral_letters
from directory.casework.referrals_in import referral_letters
from directory.casework.support_sessions import reminders, visit_letters
from directory.casework.support_sessions.kinds import REMINDER
from directory.casework.triage import reminder_letters, telling
from directory.casework.triage.kinds import REFERRER_TOLD
from directory.champions.digest import letters as weekly_letters
from directory.champions.messages import letters as message_letters
from directory.champions.onboarding import form_letters as group_form_letters
from directory.champions.questions import letters as question_letters
from directory.champions.suggesting import suggestion_letters
from directory.champions.verification import letters as verification_letters
from directory.db import transaction
from directory.errors import Refused, WrongSettings
from directory.jobs.delivery_reports import return_path
from directory.links import letters as link_letters
from directory.links import purposes
from directory.outbox import Letter, OutboxMessage, is_waiting
from directory.referrals import group_letters, joining, joining_answers, letters, news

log = structlog.get_logger()
LEASE = timedelta(minutes=5)
FIRST_WAIT = timedelta(minutes=1)
MOST_TRIES = 8
SECONDS_TO_WAIT = 20
PEOPLE_SETTING = "LYNCHPIN_MAIL_FROM_PEOPLE"

Send = Callable[[EmailMessage], None]
# Who is asked, by the kind of a letter, whether it may still leave. A kind that nobody answers for waits: a later
# release wrote it, and knows what to do with it.
RULES: Mapping[str, Callable[[Session, OutboxMessage], bool]] = {
    letters.INTRODUCTION: letters.may_leave,
    letters.ANSWERED: letters.may_leave,
    group_letters.ASKED_AGAIN: group_letters.may_leave,
    emergency_letters.ALERT: emergency_letters.may_leave,
    joining.JOINING: joining.may_leave,
    joining_answers.ANSWER: joining_answers.may_answer_leave,
    referral_letters.NOTICE: referral_letters.may_leave,
    MESSAGE_LETTER: message_back_letters.may_leave,
    purposes.TO_GROUP: link_letters.may_code_leave,
    REMINDER: reminders.may_leave,
    visit_letters.ALERT: visit_letters.may_leave,
    own_page_letters.INVITATION: own_page_letters.may_leave,
    own_referral_letters.LETTER: own_referral_letters.may_leave,
    own_page_letters.NEWS: news.may_leave,
    own_page_letters.CODE: own_page_letters.may_own_code_leave,
    message_letters.ANSWER: message_letters.may_leave,
    verification_letters.TO_GROUP: verification_letters.may_leave,
    group_form_letters.GROUP_FORM: group_form_letters.may_leave,
    verification_letters.TO_CHAMPION: verification_letters.may_silent_leave,
    verification_letters.RETURNED: verification_letters.may_silent_leave,
    question_letters.TO_ANSWER: question_letters.may_question_leave,
    question_letters.TO_ASKER: question_letters.may_answer_leave,
    weekly_letters.WEEKLY: weekly_letters.may_leave,
    suggestion_letters.TO_GROUP: suggestion_letters.may_word_leave,
    REFERRER_TOLD: telling.may_leave,
    reminder_letters.REMINDER: reminder_letters.may_leave,
    account_letters.LINK: account_letters.may_link_leave,
    account_letters.CHANGE: account_letters.may_change_leave,
}
# What is put into a letter as it leaves, by its kind: given its text and the address of the site.
FINISHING: Mapping[str, Callable[[Session, OutboxMessage, str, str], str]] = {
    letters.INTRODUCTION: letters.finish_letter,
    letters.ANSWERED: letters.finish_letter,
    group_letters.ASKED_AGAIN: group_letters.finish_letter,
    joining.JOINING: joining.finish_letter,
    MESSAGE_LETTER: message_back_letters.finish_letter,
    joining_answers.ANSWER: joining_answers.finish_answer,
    own_page_letters.INVITATION: own_page_letters.finish_letter,
    own_referral_letters.LETTER: own_referral_letters.finish_letter,
    verification_letters.TO_GROUP: verification_letters.finish_letter,
    group_form_letters.GROUP_FORM: group_form_letters.finish_letter,
    verification_letters.TO_CHAMPION: verification_letters.finish_silent,
    weekly_letters.WEEKLY: weekly_letters.finish_letter,
    verification_letters.RETURNED: verification_letters.finish_silent,
    question_letters.TO_ANSWER: verification_letters.finish_silent,
    reminder_letters.REMINDER: reminder_letters.finish_reminder,
    question_letters.TO_ASKER: verification_letters.finish_silent,
}
# The kinds of letters that go to people about themselves. Others may see the list of what came: the sender tells no
# more there than the words do.
TO_PEOPLE = frozenset(
    {
        REMINDER,
        own_page_letters.INVITATION,
        own_page_letters.NEWS,
        own_page_letters.CODE,
        joining_answers.ANSWER,
        message_letters.ANSWER,
    }
)
# What is not kept once it left: whoever it goes to was promised that we forget how to reach them then.
GONE_ONCE_SENT = frozenset({message_letters.ANSWER})
# Where the site is, unless told: on this machine itself.
LOCAL_SITE = "http://localhost"


class HeldBack(Refused):
    """The letter must not leave: what it tells may no longer be shared."""


@dataclass(frozen=True)
class Sent:
    """What one round came to."""

    sent: int
    failed: int


def send_waiting(send: Send, sender: str, site_address: str = LOCAL_SITE, sender_to_people: str = "") -> Sent:
    """Send every message that is due, one after the other, until none is left.

    Links in them lead to the site's address. Letters to people have a sender of their own, or none but the address
    of the other. Raises WrongSettings, before any is touched, where nobody can be the
    sender.
    """
    author = read_sender(sender)
    to_people = read_sender(sender_to_people, PEOPLE_SETTING) if sender_to_people else nameless(author)
    sent = failed = 0
    while (message_id := lease_next()) is not None:
        try:
            letter = open_letter(message_id, site_address)
            send(make_email(message_id, letter, to_people if letter.is_to_person else author))
        except Exception as error:
            # Whatever is wrong with one letter must not hold up the ones behind it.
            failed += 1
            note_failure(message_id, type(error).__name__)
        else:
            sent += 1
            note_sent(message_id)
    return Sent(sent, failed)


def lease_next() -> uuid.UUID | None:
    """The next message that is due, kept from other workers for a while; None where there is none.

    One that may no longer leave is held back for good. No message is opened here: one that cannot be would undo its
    own lease, and be next for ever.
    """
    with transaction() as db:
        while (message := find_next(db)) is not None:
            if may_leave(db, message):
                message.leased_until = clock.now() + LEASE
                message.tries += 1
                return message.id
            message.cancelled_at = clock.now()
            log.info("message_held_back", message=str(message.id), kind=message.kind)
    return None


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a message may go out as things stand now; never about somebody who has died, whatever it says."""
    rule = RULES.get(message.kind)
    return rule is not None and not is_known_to_have_died(db, message.person_id) and rule(db, message)


def find_next(db: Session) -> OutboxMessage | None:
    now = clock.now()
    return db.scalar(
        select(OutboxMessage)
        .where(
            is_waiting(),
            OutboxMessage.kind.in_([*RULES]),
            OutboxMessage.due_at <= now,
            or_(OutboxMessage.leased_until.is_(None), OutboxMessage.leased_until <= now),
        )
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
        # SQLite ignores this; there the transaction has the whole database to itself.
        .with_for_update(skip_locked=True)
    )


def open_letter(message_id: uuid.UUID, site_address: str = LOCAL_SITE) -> Letter:
    """What a leased message says, as it leaves. Raises HeldBack, KeyDestroyed or SealBroken."""
    # Not `reading()`: a copy of the database may lag behind somebody's no.
    with transaction() as db:
        message = db.get(OutboxMessage, message_id)
        if message is None or message.cancelled_at is not None or not may_leave(db, message):
            raise HeldBack("This letter was held back a moment ago.")
        finish = FINISHING.get(message.kind)
        text = finish(db, message, message.text, site_address) if finish else message.text
        to_person = is_to_person(db, message)
        return Letter(message.kind, message.dedupe_key, message.address, message.subject, text, to_person)


def is_to_person(db: Session, message: OutboxMessage) -> bool:
    """Whether a letter goes to somebody about themself, and not to a group, a referrer or a colleague."""
    return message.kind in TO_PEOPLE or (message.kind == REFERRER_TOLD and telling.is_letter_to_person(db, message))


def nameless(sender: Address) -> Address:
    """The same address without a name."""
    return Address(username=sender.username, domain=sender.domain)


def read_sender(text: str, setting: str = "LYNCHPIN_MAIL_FROM") -> Address:
    """The one address that letters come from, with its name if it has one. Raises WrongSettings."""
    email, sender = EmailMessage(), Address()
    try:
        email["From"] = text
        [sender] = email["From"].addresses
    except ValueError:
        pass
    if not (sender.username and sender.domain) or email["From"].defects:
        raise WrongSettings(f"{setting} must be one address, such as team@example.org or Our team <team@example.org>.")
    return sender


def make_email(message_id: uuid.UUID, letter: Letter, sender: Address) -> EmailMessage:
    """The e-mail of a letter. Raises ValueError where its address or a header is not one."""
    # Built from its parts, so that no odd address is read as some other one.
    to = Address(addr_spec=letter.address)
    if to.addr_spec != letter.address:
        raise ValueError("an address that reads in two ways")
    email = EmailMessage()
    email["Message-ID"] = f"<{message_id}@{sender.domain}>"
    # When it leaves and not when it was written: one that waited for weeks would be filed among old letters.
    email["Date"] = format_datetime(clock.now())
    email["From"] = sender
    email["To"] = to
    email["Subject"] = letter.subject
    # So that nobody's absence notice answers it.
    email["Auto-Submitted"] = "auto-generated"
    # Not every server on the way takes eight bits.
    email.set_content(letter.text, cte="quoted-printable")
    return email


def id_of(email: EmailMessage) -> uuid.UUID:
    """The id of the message that an e-mail was made of."""
    return uuid.UUID(str(email["Message-ID"]).strip("<>").partition("@")[0])


def note_sent(message_id: uuid.UUID) -> None:
    with transaction() as db:
        if (message := find_to_end(db, message_id)) is not None:
            message.sent_at, message.leased_until, message.last_error = clock.now(), None, None
            # It left in the moment in which it was held back; what happened is what is kept.
            message.cancelled_at = None
            if message.kind in GONE_ONCE_SENT:
                db.delete(message)
    log.info("message_sent", message=str(message_id))


def note_failure(message_id: uuid.UUID, kind: str) -> None:
    """Try again later, each time after twice the wait; after the last try a person has to look."""
    with transaction() as db:
        if (message := find_to_end(db, message_id)) is None:
            return
        message.leased_until, message.last_error = None, kind
        message.due_at = clock.now() + FIRST_WAIT * 2 ** (message.tries - 1)
        if message.tries >= MOST_TRIES and message.cancelled_at is None:
            message.gave_up_at = clock.now()
    log.warning("message_failed", message=str(message_id), kind=kind)


def find_to_end(db: Session, message_id: uuid.UUID) -> OutboxMessage | None:
    """A message whose sending ended, kept from others: one who holds it back just now is done first, or waits.

    None where the person it is about was erased meanwhile, or a report that it did not arrive was quicker.
    """
    message = db.get(OutboxMessage, message_id, with_for_update=True)
    return None if message is None or message.has_come_back else message


def smtp_sender(url: str, bounces: str = "") -> Send:
    """A function that sends through the server of `smtp://user:password@host:587` or `smtps://…`.

    Plain smtp is upgraded by STARTTLS where the server is not this machine itself. What mail servers report of a letter
    goes to `bounces`, with a word in the address that says which letter it was; without it, to the sender. Raises
    WrongSettings.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if parts.scheme not in ("smtp", "smtps") or not host:
        raise WrongSettings("LYNCHPIN_SMTP_URL must look like smtp://user:password@mail.example.org:587.")
    is_local = host in ("localhost", "127.0.0.1", "::1")

    def send(email: EmailMessage) -> None:
        context = ssl.create_default_context()
        if parts.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port or 465, timeout=SECONDS_TO_WAIT, context=context)
        else:
            server = smtplib.SMTP(host, port or 587, timeout=SECONDS_TO_WAIT)
        with server:
            if parts.scheme == "smtp" and not is_local:
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            # Without an address of its own a letter has that of its author.
            server.send_message(email, return_path(bounces, id_of(email)) if bounces else None)

    return send
