"""The answer to a question or report, by email, to whoever left an address and nothing else of themselves."""

from datetime import timedelta

from sqlalchemy.orm import Session

from directory import clock
from directory.champions.messages.models import SEALED_FOR, ListingMessage
from directory.outbox import Letter, OutboxMessage, queue_letter

ANSWER = "listing_answer"
# How long a letter is kept that did not leave, and after how long an answer comes too late to be one.
KEPT_FOR = timedelta(days=8)
TEXT = """Hello,

You wrote to us about {activity}. Your number was {reference}. This is our answer:

{answer}

Do not reply to this letter: nobody reads it. You can ask again on the page of the activity.

Lynchpin
"""


def queue_answer(db: Session, message: ListingMessage, answer: str) -> bool:
    """Have an answer sent where they left an email address; returns whether it is. Others have to be rung."""
    if not answer or not message.email:
        return False
    letter = Letter(
        kind=ANSWER,
        dedupe_key=f"{ANSWER}:{message.id}",
        address=message.email,
        subject=f"Our answer about {message.service.name} ({message.reference})",
        text=TEXT.format(activity=message.service.name, reference=message.reference, answer=answer),
    )
    queue_letter(db, SEALED_FOR, message.id, letter)
    return True


def may_leave(_db: Session, message: OutboxMessage) -> bool:
    """Whether an answer may still leave: nobody waits for one of last week."""
    return clock.now() - message.made_at <= KEPT_FOR
