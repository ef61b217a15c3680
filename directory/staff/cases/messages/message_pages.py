"""What the pages show of messages to GP practices and referrers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from directory.accounts.actor import Actor
from directory.casework.message_back.content import Content, Section
from directory.casework.message_back.models import Addressee, MessageBack, SentBy
from directory.casework.models import Case, Client, Purpose
from directory.casework.rules import has_consent
from directory.clock import day_of
from directory.exchange.message_back.documents import Envelope
from directory.exchange.message_back.fhir_document import Document
from directory.links.models import SignedLink
from directory.outbox import OutboxMessage
from directory.web.components import Fact
from directory.web.words import in_uk, uk_short_date

TO_WORDS = {Addressee.PRACTICE: "GP practice", Addressee.REFERRER: "Referrer"}
SENT_WORDS = {SentBy.EMAIL: "by email", SentBy.PAPER: "on paper", SentBy.BY_HAND: "by hand into their system"}


@dataclass(frozen=True)
class MessageLine:
    """A message in a list: to whom, and how it stands."""

    to: str
    stands: str
    href: str


@dataclass(frozen=True)
class BeginLine:
    """Somebody who may be told: who, and the words on the button."""

    value: str
    who: str
    button: str


@dataclass(frozen=True)
class MessagesPart:
    """The part of a case's page about messages: those there are, who may be told, and why nobody may be."""

    lines: Sequence[MessageLine]
    begin: Sequence[BeginLine]
    begin_href: str
    why_not: str
    agreement_href: str
    sharing_href: str


@dataclass(frozen=True)
class MessagePage:
    """A message exactly as it goes or went, and what may be done with it."""

    name: str
    case_href: str
    title: str
    stands: str
    is_draft: bool
    notice: str
    to_name: str
    to_email: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    kept_back: Sequence[str]
    pdf_href: str
    fhir_href: str
    edit_href: str
    send_href: str
    drop_href: str
    again_href: str
    correct_href: str
    why_not: str
    agreement_href: str


@dataclass(frozen=True)
class WritePage:
    """Writing a message: whose, and to whom."""

    name: str
    to: str
    save_href: str
    back_href: str


def href_of(endpoint: str, client: Client, message: MessageBack) -> str:
    return url_for(f"staff.{endpoint}", reference=client.reference, back_id=message.id)


def file_href(client: Client, message: MessageBack, file_type: str) -> str:
    return url_for("staff.download_message_back", reference=client.reference, back_id=message.id, file_type=file_type)


def why_not_told(client: Client, now: datetime) -> str:
    """Why nobody may be told today, as a sentence; empty where they may be."""
    if has_consent(client.consents, Purpose.FEEDBACK, day_of(now)):
        return ""
    return "They have not agreed that we tell their GP practice, or whoever referred them, how it went."


def agreement_href(client: Client) -> str:
    return url_for("staff.show_agreement", reference=client.reference, purpose=Purpose.FEEDBACK.value)


def messages_part(
    actor: Actor, client: Client, case: Case, messages: Sequence[MessageBack], now: datetime, *, has_referrer: bool
) -> MessagesPart:
    drafts = {each.addressee for each in messages if each.is_draft}
    may_tell = [Addressee.PRACTICE, *([Addressee.REFERRER] if has_referrer else [])]
    begin = [each for each in may_tell if each.value not in drafts] if actor.may("casework.write") else []
    return MessagesPart(
        lines=[message_line(client, each) for each in messages],
        begin=[begin_line(each, messages) for each in begin],
        begin_href=url_for("staff.begin_message_back", reference=client.reference, case_id=case.id),
        why_not=why_not_told(client, now),
        agreement_href=agreement_href(client),
        sharing_href=url_for("staff.new_sharing", reference=client.reference),
    )


def begin_line(addressee: Addressee, messages: Sequence[MessageBack]) -> BeginLine:
    was_told = any(each.addressee == addressee for each in messages)
    who = "the GP practice" if addressee is Addressee.PRACTICE else "the referrer"
    return BeginLine(addressee.value, who, f"Write {'again ' if was_told else ''}to {who}")


def message_line(client: Client, message: MessageBack) -> MessageLine:
    to = TO_WORDS[Addressee(message.addressee)]
    return MessageLine(
        to=f"{to}: {message.to_name}" if message.to_name else to,
        stands=stands_words(message),
        href=href_of("show_message_back", client, message),
    )


def stands_words(message: MessageBack) -> str:
    what = "Correction" if message.corrects_id else "Message"
    if message.sent_at is None or message.sent_way is None:
        return f"{what}, not sent yet"
    sender = message.sender.name if message.sender else ""
    return f"{what} sent {SENT_WORDS[SentBy(message.sent_way)]} on {uk_short_date(message.sent_at)} by {sender}"


def message_page(
    actor: Actor,
    client: Client,
    message: MessageBack,
    link: SignedLink | None,
    letter: OutboxMessage | None,
    now: datetime,
) -> MessagePage:
    may_write = actor.may("casework.write")
    is_draft, content = message.is_draft, message.told
    is_letter = message.sent_way == SentBy.EMAIL
    return MessagePage(
        name=client.listed_name,
        case_href=url_for("staff.show_ending", reference=client.reference, case_id=message.case_id),
        title="Look through the message" if is_draft else "Message as it was sent",
        stands=stands_words(message),
        is_draft=is_draft,
        notice=letter_words(link, letter) if is_letter else "",
        to_name=message.to_name,
        to_email=message.to_email or "",
        facts=[Fact(name, value) for name, value in content.facts],
        sections=content.shown,
        kept_back=[each.title for each in content.sections if each not in content.shown and each.words.strip()],
        pdf_href=file_href(client, message, "pdf"),
        fhir_href=file_href(client, message, "json"),
        edit_href=href_of("edit_message_back", client, message) if may_write and is_draft else "",
        send_href=href_of("send_message_back", client, message) if may_write and is_draft else "",
        drop_href=href_of("drop_message_back", client, message) if may_write and is_draft else "",
        again_href=href_of("send_message_back_again", client, message) if may_write and is_letter else "",
        correct_href=href_of("correct_message_back", client, message) if may_write and not is_draft else "",
        why_not=why_not_told(client, now),
        agreement_href=agreement_href(client),
    )


def letter_words(link: SignedLink | None, letter: OutboxMessage | None) -> str:
    """What became of the letter of a message, in a sentence."""
    if link is not None and link.opened_at is not None:
        return f"It was opened with its code on {uk_short_date(link.opened_at)}, at {in_uk(link.opened_at):%H:%M}."
    if letter is None:
        return ""
    if letter.has_come_back:
        return "The letter came back: look at the address, and send a correction to the right one."
    if letter.cancelled_at is not None:
        return "The letter was held back before it left."
    if letter.gave_up_at is not None:
        return "The letter could not be sent."
    return "The letter has left, and nobody has opened it yet." if letter.sent_at else "The letter waits to leave."


def envelope_of(message: MessageBack, team: str, author: str, reference: str) -> Envelope:
    return Envelope(
        to_name=message.to_name,
        team=team,
        from_name=author,
        sent_on=uk_short_date(message.sent_at) if message.sent_at else "",
        reference=reference,
        is_draft=message.is_draft,
        corrects="This puts right what we told you before." if message.corrects_id else "",
    )


def document_of(message: MessageBack, client: Client, team: str, author: str) -> Document:
    return Document(
        message_id=message.id,
        written_at=message.sent_at or message.made_at,
        is_final=not message.is_draft,
        team=team,
        author=author,
        to_name=message.to_name,
        person=client.name,
        born_on=client.born_on,
        nhs_number=client.nhs_number,
        replaces_id=message.corrects_id,
    )


def write_page(client: Client, message: MessageBack) -> WritePage:
    return WritePage(
        name=client.listed_name,
        to=TO_WORDS[Addressee(message.addressee)],
        save_href=href_of("save_message_back", client, message),
        back_href=href_of("show_message_back", client, message),
    )


def named(content: Content) -> str:
    """The name of a file with a message: without the name of a person."""
    return "message-" + dict(content.facts)["Our reference"].lower()
