"""Who is new to a coordinator since a hand-over, and whose coordinator has left with nobody in their place."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.caseload.left_with import list_new_to
from directory.casework.triage.profiles import list_gone
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line
from directory.web.words import counted

TIME_TO_TELL = timedelta(days=5)
# Who was not spoken to for so long is seen on other lists.
TOLD_WITHIN = timedelta(days=30)


def list_handed_over(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Whom to tell that somebody else supports them; for managers, also who has left and has people still."""
    for client, allocation in list_new_to(db, actor, today - TOLD_WITHIN):
        href = url_for("staff.show_support", reference=client.reference)
        due_on = day_of(allocation.allocated_at) + TIME_TO_TELL
        yield due_line(client, "New to you", "Tell them that you support them from now on", href, due_on, today)
    if actor.may("casework.oversee"):
        for user_id, name, number in list_gone(db, actor):
            what = f"Has left, with {counted(number, 'open case')}: hand them over"
            href = url_for("staff.new_caseload_handover", coordinator_id=user_id)
            yield DueLine("Left", name, what, href, today, is_overdue=False)
