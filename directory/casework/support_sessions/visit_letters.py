"""The letter that tells buddy and managers that nobody has checked in from a home visit. It names nobody visited."""

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.letters import IS_NEWS_FOR, SEALED_FOR
from directory.accounts.models import User
from directory.casework.assessment.assessment_models import Assessment
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import SupportSession
from directory.outbox import Letter, OutboxMessage, queue_letter

ALERT = "visit_alert"
TEXT = """Hello {name},

A colleague is on a home visit and has not checked in by the time that was agreed.

See who it is and where, and ring them now:

{href}

If you cannot reach them, follow what your team has agreed for this. If you think that they are in danger, ring 999.
"""


def queue_visit_alert(db: Session, visit: AnyMeeting, colleague: User, href: str) -> None:
    """Tell a colleague of a visit, once for each time by which somebody was to check in: a visit may be put off."""
    due = f"{visit.check_in_due_at:%Y%m%dT%H%M}"
    letter = Letter(
        kind=ALERT,
        dedupe_key=f"{ALERT}:{visit.id}:{due}:{colleague.id}",
        address=colleague.email,
        subject="A colleague has not checked in",
        text=TEXT.format(name=colleague.name, href=href),
    )
    queue_letter(db, SEALED_FOR, visit.id, letter)


def may_leave(db: Session, message: OutboxMessage) -> bool:
    """Whether an alert may still leave: it is news, and nobody has checked in, called the visit off or put it off."""
    visit: AnyMeeting | None = db.get(SupportSession, message.about_id, populate_existing=True)
    visit = visit or db.get(Assessment, message.about_id, populate_existing=True)
    if visit is None or not visit.is_awaited or visit.alerted_at is None:
        return False
    return clock.now() - message.made_at <= IS_NEWS_FOR
