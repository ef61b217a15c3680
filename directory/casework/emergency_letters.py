"""The letter that tells a manager that a restricted record was opened in an emergency. It names nobody but them."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import IS_NEWS_FOR, SEALED_FOR
from directory.accounts.models import User
from directory.casework.emergency_models import EmergencyAccess
from directory.outbox import Letter, OutboxMessage, queue_letter

ALERT = "emergency_alert"
TEXT = """Hello {name},

A colleague of your team opened a restricted record in an emergency. It closes again by itself after a few hours.

Client: {reference}

See who it was and why, and say what came of looking into it:

{href}
"""


def queue_alert(db: Session, access: EmergencyAccess, manager: User, href: str) -> None:
    """Tell a manager of an opening, once."""
    letter = Letter(
        kind=ALERT,
        dedupe_key=f"{ALERT}:{access.id}:{manager.id}",
        address=manager.email,
        subject="A restricted record was opened in an emergency",
        text=TEXT.format(name=manager.name, reference=access.reference, href=href),
    )
    queue_letter(db, SEALED_FOR, access.id, letter)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether an alert may still leave: it is news, and nobody has looked into it."""
    access = db.get(EmergencyAccess, message.about_id)
    is_waiting = access is not None and access.reviewed_at is None
    return is_waiting and clock.now() - message.made_at <= IS_NEWS_FOR
