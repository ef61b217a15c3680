"""The letter that leads to a message: whose initials, and a link. What it says stands behind a code."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from directory import clock
from directory.accounts.models import Scheme
from directory.audit.operations import record_act
from directory.casework.message_back.kinds import MESSAGE_LETTER
from directory.casework.message_back.models import MessageBack, SentBy
from directory.casework.models import Client, Purpose
from directory.casework.rules import has_consent, initials_of
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.models import SignedLink
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import LinkEnded, end_links, get_link, make_link
from directory.outbox import Letter, OutboxMessage
from directory.security.tokens import key_of

TEXT = """Hello,

We have {news} about {initials}, whom our social prescribing team supported. They have agreed that we tell you.

You can read it, and save it for their record, on this page. It sends a code to this address first, so that nobody \
else reads it:

{link}

The page works for 60 days. Our reference is {reference}. If it is not for you, please ring us, and do not pass it on.

Thank you,
{team}
"""


@dataclass(frozen=True)
class SharedMessage:
    """A message as its addressee may see it, by a link that works; `address` is where its codes go."""

    link: SignedLink
    message: MessageBack
    address: str
    team: str


def letter_of(message: MessageBack, client: Client, team: str, again: str) -> Letter:
    """The letter of a message to be sent by email. `again` tells one sending of it from another."""
    return Letter(
        kind=MESSAGE_LETTER,
        dedupe_key=f"{MESSAGE_LETTER}:{message.id}:{again}",
        address=message.to_email or "",
        subject=f"A message from {team} ({client.reference})",
        text=TEXT.format(
            news="a correction of what we told you" if message.corrects_id else "news",
            initials=initials_of(client.name),
            link=LINK_TO_COME,
            reference=client.reference,
            team=team,
        ),
    )


def find_to_tell(db: Session, message_id: object, *, to_change: bool = False) -> MessageBack | None:
    """A message with what decides whether it may be told. `to_change` keeps whoever changes the client waiting."""
    if to_change:
        of_message = select(MessageBack.client_id).where(MessageBack.id == message_id).scalar_subquery()
        db.scalar(select(Client.id).where(Client.id == of_message).with_for_update(of=Client))
    wanted = (
        select(MessageBack)
        .where(MessageBack.id == message_id)
        .options(joinedload(MessageBack.client).options(selectinload(Client.consents), selectinload(Client.deaths)))
        .execution_options(populate_existing=True)
    )
    return db.scalar(wanted)


def may_be_told(message: MessageBack) -> bool:
    """Whether what was sent may be read by its addressee today: the person lives, and agrees."""
    if message.sent_way != SentBy.EMAIL or message.client.death is not None:
        return False
    return has_consent(message.client.consents, Purpose.FEEDBACK, clock.today())


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a message may still leave: the person agrees today that it is told."""
    told = find_to_tell(db, message.about_id)
    return told is not None and may_be_told(told)


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text of a letter as it leaves, with a link that is made now. Nothing that is kept here holds its token.

    What is corrected cannot be opened by its own link any more.
    """
    told = find_to_tell(db, message.about_id, to_change=True)
    if told is None or not may_be_told(told):
        raise LinkEnded
    token = make_link(
        db, LinkPurpose.MESSAGE_BACK, scheme_id=told.scheme_id, client_id=told.client_id, about_id=told.id
    )
    if told.corrects_id is not None:
        end_links(db, about_id=told.corrects_id)
    record_act(db, None, told.scheme_id, "message_back.link_made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.MESSAGE_BACK, token)


def get_shared_message(db: Session, token: str) -> SharedMessage:
    """The message of a link. Raises LinkEnded, also where the agreement to tell it has come to an end."""
    link = get_link(db, token, LinkPurpose.MESSAGE_BACK)
    message = find_to_tell(db, link.about_id)
    team = db.scalar(select(Scheme.name).where(Scheme.id == link.scheme_id))
    if message is None or team is None or not message.to_email or not may_be_told(message):
        raise LinkEnded
    return SharedMessage(link, message, message.to_email, team)


def record_reading(db: Session, shared: SharedMessage) -> None:
    """Write down that the addressee was shown the message."""
    record_act(db, None, shared.link.scheme_id, "message_back.read", "message_back", [shared.message.id])
