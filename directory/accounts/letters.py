"""Letters about accounts: the links that were asked for, and what was changed about how somebody signs in.

They say nothing that is not their reader's own, and go when their time is over.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.account_links import NewLink, find_working_link
from directory.accounts.models import User
from directory.db import delete_free, new_id
from directory.outbox import Letter, OutboxMessage, queue_letter

# The kinds: a letter that holds a link, and one that tells of a change.
LINK, CHANGE = "account_link", "account_change"
# After how long it is no news any more that something was changed.
IS_NEWS_FOR = timedelta(days=1)
# How long a letter is kept, whether it left or not: by then no link works any more, and nothing is news.
KEPT_FOR = timedelta(days=8)
# Where a letter is addressed that never leaves, as its link has no holder.
NOBODY = "nobody@lynchpin.invalid"
# One key seals all letters about accounts: to make or look up one for each would take longer for whom we know.
SEALED_FOR = uuid.UUID("2b6f0a52-6c0e-4d55-9d0c-6a3f8f3f5f10")
INVITATION_TEXT = """Hello {name},

You are invited to work in {team} with Lynchpin, its directory of activities. Choose your password here within 7 days:

{href}

The link works once. If you do not know what this is about, you need not do anything.
"""
RESET_TEXT = """Hello,

You can choose a new password for Lynchpin here, within an hour:

{href}

The link works once. If you did not ask for it, you need not do anything: your password stays as it is.
"""
CHANGED_TEXT = """Hello {name},

{what} If you did it, or asked for it, you need not do anything.

If not, tell an administrator of your team at once.
"""


@dataclass(frozen=True)
class Change:
    """What was changed about how somebody signs in, as their letter tells it."""

    subject: str
    what: str


PASSWORD = Change("Your password was changed", "The password of your account in Lynchpin was changed.")
APP_SET_UP = Change("An app was set up for you", "An app that shows codes was set up for your account in Lynchpin.")
APP_REMOVED = Change("Your app was removed", "The app that shows codes for your account in Lynchpin was removed.")
CODES_MADE = Change("New recovery codes were made", "New recovery codes were made for your account in Lynchpin.")
PASSKEY_ADDED = Change("A passkey was added for you", "A passkey was added to your account in Lynchpin.")
PASSKEY_REMOVED = Change("A passkey of yours was removed", "A passkey of your account in Lynchpin was removed.")
IDENTITY_CONNECTED = Change(
    "Your work account was connected", "An account at your organisation was connected with yours in Lynchpin."
)
IDENTITY_REMOVED = Change(
    "Your work account was disconnected", "The account at your organisation no longer signs you in to Lynchpin."
)
SECOND_STEP_RESET = Change(
    "Your second step was reset", "The app, passkeys and recovery codes of your account in Lynchpin are no longer good."
)


def queue_invitation(db: Session, user: User, team: str, link: NewLink, href: str) -> None:
    """Send somebody the link of their invitation."""
    text = INVITATION_TEXT.format(name=user.name, team=team, href=href)
    queue_link(db, link, user.email, f"Your account for {team}", text)


def queue_new_password(db: Session, user: User | None, link: NewLink, href: str) -> None:
    """Send somebody a link to choose a new password.

    Where nobody has the address it is as much work, and the letter never leaves.
    """
    address = user.email if user else NOBODY
    queue_link(db, link, address, "A new password for Lynchpin", RESET_TEXT.format(href=href))


def queue_change(db: Session, user: User, change: Change) -> None:
    """Tell somebody what was changed about how they sign in, in case it was not they who did it."""
    letter = Letter(
        kind=CHANGE,
        dedupe_key=f"{CHANGE}:{new_id()}",
        address=user.email,
        subject=change.subject,
        text=CHANGED_TEXT.format(name=user.name, what=change.what),
    )
    queue_letter(db, SEALED_FOR, user.id, letter)


def queue_link(db: Session, link: NewLink, address: str, subject: str, text: str) -> None:
    letter = Letter(kind=LINK, dedupe_key=f"{LINK}:{link.id}", address=address, subject=subject, text=text)
    queue_letter(db, SEALED_FOR, link.id, letter)


def may_link_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a link may still leave: the link works."""
    return find_working_link(db, message.about_id) is not None


def may_change_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether the letter of a change may still leave: it is news, and the account is there."""
    return clock.now() - message.made_at <= IS_NEWS_FOR and db.get(User, message.about_id) is not None


def forget_old_letters(db: Session) -> None:
    """Remove the letters about accounts whose time is over: where no mail leaves, they would be kept for ever."""
    is_old = OutboxMessage.kind.in_((LINK, CHANGE)) & (OutboxMessage.made_at < clock.now() - KEPT_FOR)
    delete_free(db, OutboxMessage.id, is_old)
