"""The letter that brings somebody the link to their own page. It names nobody, and tells nothing that stands there."""

import uuid

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.audit.operations import record_act
from directory.casework.models import Client, Purpose
from directory.casework.rules import has_consent, why_not_written_to
from directory.errors import Refused
from directory.links.in_letters import LINK_TO_COME, with_link
from directory.links.letters import may_code_leave
from directory.links.purposes import TERMS, TO_CLIENT, LinkPurpose
from directory.links.signed_links import make_link
from directory.outbox import Letter, OutboxMessage
from directory.security.tokens import key_of

INVITATION = "own_page"
# Whoever looks over their shoulder at a list of letters reads nothing of us in it.
SUBJECT = "A link for you"
CODE = TO_CLIENT
# The kind of a letter that tells somebody what a group answered.
NEWS = "referral_news"
TEXT = """Hello,

Here is a link to a page of your own. It shows what we have planned together, what you agreed to, and how we reach \
you. There you can tell us if something is wrong, or if you change your mind.

{link}

The page sends a code to this address first, so that nobody else reads it. The link works for {days} days.

If you do not want it, or did not expect it, you need not do anything. You can also ring us.

Thank you,
{team}
"""


class CannotBeSent(Refused):
    """Somebody cannot be sent a link to their own page; the message says why."""


def is_to_client() -> ColumnElement[bool]:
    """The letters that go to the person they are about, as a condition."""
    return OutboxMessage.kind.in_((INVITATION, CODE))


def letter_to_client(client: Client, team: str, submission_key: str) -> Letter:
    return Letter(
        kind=INVITATION,
        dedupe_key=f"{INVITATION}:{client.id}:{submission_key}",
        address=client.email,
        subject=SUBJECT,
        text=TEXT.format(link=LINK_TO_COME, days=TERMS[LinkPurpose.OWN_PAGE].lasts.days, team=team),
    )


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter with the link may still leave: they agree today to be written to, and nobody said no to it."""
    return agrees_to_contact(db, message.person_id)


def may_own_code_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a code for somebody's own page may still leave: it is good, and they agree to be written to."""
    return may_code_leave(db, message) and agrees_to_contact(db, message.person_id)


def agrees_to_contact(db: Session, person_id: uuid.UUID) -> bool:
    client = find_to_write(db, person_id)
    if client is None or client.letters_home is False:
        return False
    return has_consent(client.consents, Purpose.CONTACT, clock.today())


def finish_letter(db: Session, message: OutboxMessage, text: str, site_address: str) -> str:
    """The text as it leaves, with a link that is made now. Nothing that is kept here holds its token.

    Whoever changes the client meanwhile is waited for. Raises CannotBeSent where the address is theirs no more.
    """
    client = find_to_write(db, message.person_id, to_change=True)
    if client is None or client.email != message.address or why_not_written_to(client, clock.today()):
        raise CannotBeSent("This person is not to be written to at this address any more.")
    token = make_link(db, LinkPurpose.OWN_PAGE, scheme_id=client.scheme_id, client_id=client.id, about_id=client.id)
    record_act(db, None, client.scheme_id, "own_page.link_made", "signed_link", [key_of(token)])
    return with_link(text, site_address, LinkPurpose.OWN_PAGE, token)


def find_to_write(db: Session, client_id: uuid.UUID, *, to_change: bool = False) -> Client | None:
    wanted = (
        select(Client)
        .where(Client.id == client_id)
        .options(selectinload(Client.consents), selectinload(Client.deaths))
        .execution_options(populate_existing=True)
    )
    return db.scalar(wanted.with_for_update(of=Client) if to_change else wanted)
