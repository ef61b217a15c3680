"""Letters about accounts: the links that were asked for. They say nothing that is not their reader's own."""

import uuid

from sqlalchemy.orm import Session

from directory.accounts.account_links import NewLink, find_working_link
from directory.accounts.models import User
from directory.outbox import Letter, OutboxMessage, queue_letter

# The kind of a letter that holds a link.
LINK = "account_link"
# One key seals all letters about accounts: to make or look up one for each would take longer for whom we know.
SEALED_FOR = uuid.UUID("2b6f0a52-6c0e-4d55-9d0c-6a3f8f3f5f10")
INVITATION = """Hello {name},

You are invited to work in {team} with Lynchpin, its directory of activities. Choose your password here within 7 days:

{href}

The link works once. If you do not know what this is about, you need not do anything.
"""


def queue_invitation(db: Session, user: User, team: str, link: NewLink, href: str) -> None:
    """Send somebody the link of their invitation."""
    text = INVITATION.format(name=user.name, team=team, href=href)
    queue_link(db, link, user.email, f"Your account for {team}", text)


def queue_link(db: Session, link: NewLink, address: str, subject: str, text: str) -> None:
    letter = Letter(kind=LINK, dedupe_key=f"{LINK}:{link.id}", address=address, subject=subject, text=text)
    queue_letter(db, SEALED_FOR, link.id, letter)


def may_link_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a link may still leave: the link works."""
    return find_working_link(db, message.about_id) is not None
