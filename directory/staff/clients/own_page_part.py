"""What a client's page says of the link to their own page, and of what they told there."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client, Purpose
from directory.casework.own_page.keeping import why_no_own_page
from directory.casework.own_page.messages import list_messages
from directory.casework.own_page.models import OwnPageMessage, Told
from directory.casework.queries import open_case
from directory.clock import day_of
from directory.links.models import SignedLink
from directory.links.signed_links import find_newest_link
from directory.outbox import OutboxMessage, find_message_about
from directory.staff.clients.agreement_words import ASKED
from directory.web.words import uk_short_date

TOLD = {
    Told.CORRECTION: "Something is wrong",
    Told.COPY: "They ask for a copy of everything we hold, within one month",
    Told.WITHDRAWAL: "They no longer agree",
    Told.GROUP: "They no longer agree that this group is told about them",
    Told.STOP: "They want no more support",
}


@dataclass(frozen=True)
class MessageLine:
    """Something they told: when, what, and who saw to it; `told_id` for the button of whoever does so now.

    `close_href` closes their case, where that is what they want.
    """

    told_id: uuid.UUID
    when: str
    said: str
    note: str
    seen: str
    close_href: str = ""


@dataclass(frozen=True)
class OwnPagePart:
    """The link to their own page: how it stands, whether it can be sent or why not, and what they told there."""

    stands: str
    why_not: str
    safely: str
    may_send: bool
    may_end: bool
    messages: Sequence[MessageLine]

    @property
    def unseen(self) -> list[MessageLine]:
        """What nobody has seen to yet."""
        return [each for each in self.messages if not each.seen]


def read_own_page_part(db: Session, actor: Actor, client: Client, now: datetime) -> OwnPagePart:
    """What stands of the own page of a client whom the caller looked up."""
    link, letter = find_newest_link(db, client.id), find_message_about(db, client.id)
    return own_page_part(actor, client, link, letter, list_messages(db, client), now)


def own_page_part(
    actor: Actor,
    client: Client,
    link: SignedLink | None,
    letter: OutboxMessage | None,
    messages: Sequence[OwnPageMessage],
    now: datetime,
) -> OwnPagePart:
    """What stands of a client's own page: its newest link and letter, and all they told, newest first."""
    why_not = why_no_own_page(actor, client, day_of(now))
    is_waiting = letter is not None and waits(letter)
    return OwnPagePart(
        stands=stands_words(link, letter, now),
        why_not=why_not,
        safely=client.safe_contact or "",
        may_send=actor.may("casework.write") and not why_not,
        may_end=is_waiting or works(link, now),
        messages=[with_closing(actor, client, each) for each in messages],
    )


def works(link: SignedLink | None, now: datetime) -> bool:
    return link is not None and link.ended_at is None and link.ends_at > now


def waits(letter: OutboxMessage) -> bool:
    return letter.sent_at is None and letter.gave_up_at is None and letter.cancelled_at is None


def stands_words(link: SignedLink | None, letter: OutboxMessage | None, now: datetime) -> str:
    """How the link stands, as a sentence or two."""
    if letter is not None and waits(letter):
        return f"On its way since {uk_short_date(letter.made_at)}."
    if letter is not None and letter.has_come_back:
        return f"The letter of {uk_short_date(letter.made_at)} came back. Check their email address."
    if letter is not None and letter.gave_up_at is not None:
        return f"The letter of {uk_short_date(letter.made_at)} could not be sent. Check their email address."
    if link is None:
        return "Not sent."
    opened = f"Opened last on {uk_short_date(link.opened_at)}" if link.opened_at else "Not opened yet"
    ending = f"Works until {uk_short_date(link.ends_at)}" if works(link, now) else "It has ended"
    return f"Sent on {uk_short_date(link.made_at)}. {opened}. {ending}."


def with_closing(actor: Actor, client: Client, message: OwnPageMessage) -> MessageLine:
    """What they told, with the button that closes their case for whoever may, where they want no more support."""
    line = message_line(message)
    is_wish = message.kind == Told.STOP and message.is_waiting
    if not is_wish or open_case(client) is None or not actor.may("casework.write"):
        return line
    href = url_for("staff.begin_closing_as_told", reference=client.reference, told_id=message.id)
    return replace(line, close_href=href)


def message_line(message: OwnPageMessage) -> MessageLine:
    what = f": {ASKED[Purpose(message.purpose)].lower()}" if message.purpose else ""
    seen = f"Seen to by {message.seer.name} on {uk_short_date(message.seen_at)}" if message.seer else ""
    if message.taken_back_at:
        seen = f"They took it back on {uk_short_date(message.taken_back_at)}"
    kind = Told(message.kind)
    return MessageLine(message.id, uk_short_date(message.told_at), f"{TOLD[kind]}{what}.", message.note or "", seen)
