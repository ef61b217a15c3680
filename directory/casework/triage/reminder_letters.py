"""Letters to colleagues about people who wait: to coordinators whom they are to reach, to managers who waits too long.

They name nobody, and say how many. Each person who waits is told of once for each step: due, late, and unanswered.
"""

import uuid

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import IS_NEWS_FOR, SEALED_FOR
from directory.accounts.models import User
from directory.outbox import Letter, OutboxMessage, queue_letter

REMINDER = "case_reminder"
# Where the address of the site is put in as a letter leaves.
SITE_TO_COME = "{site}"
SUBJECT = "People wait to hear from you"
TEXT = """Hello {name},

{what}

See who on your first page:

{site}/staff/

You have to be signed in to read it.

Lynchpin
"""


def queue_reminder(db: Session, user: User, first_id: uuid.UUID, step: str, what: str) -> None:
    """Tell a colleague of people for whom a day has come. `first_id` is one of them, who is told of once for a step."""
    letter = Letter(
        kind=REMINDER,
        dedupe_key=f"{REMINDER}:{step}:{first_id}:{user.id}",
        address=user.email,
        subject=SUBJECT,
        text=TEXT.format(name=user.name, what=what, site=SITE_TO_COME),
    )
    queue_letter(db, SEALED_FOR, user.id, letter)


def finish_reminder(_db: Session, _message: OutboxMessage, text: str, site: str) -> str:
    """The text with the address of the site."""
    return text.replace(SITE_TO_COME, site)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether a reminder is still news to somebody who works here."""
    user = db.get(User, message.about_id)
    return user is not None and user.is_active and clock.now() - message.made_at <= IS_NEWS_FOR
