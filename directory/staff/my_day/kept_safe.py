"""What is due for somebody's safety: risks that nobody asked for, and concerns of which nobody said what was done."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.safety.queries import list_unacted, list_unasked
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line

KIND = "Safety"
# Risks are asked for at the assessment, which is soon after support began. Whose began long ago is not named here every
# day: their page says that it is due.
TIME_TO_ASK = timedelta(days=14)
NAMED_FOR = timedelta(days=28)


def list_kept_safe(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for client, opened_on in list_unasked(db, actor, today - NAMED_FOR):
        href = url_for("staff.show_safety", reference=client.reference)
        yield due_line(client, KIND, "Ask for risks at the assessment", href, opened_on + TIME_TO_ASK, today)
    for client, concern in list_unacted(db, actor):
        href = url_for("staff.edit_concern", reference=client.reference, concern_id=concern.id)
        what = "A safeguarding concern: say what was done"
        yield due_line(client, KIND, what, href, day_of(concern.recorded_at), today)
