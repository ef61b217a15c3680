"""What is to be done about complaints, thanks and incidents. They are named by what they are, and nobody with them."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.feedback.kinds import FeedbackKind
from directory.casework.feedback.queries import list_due
from directory.staff.feedback.feedback_pages import title_of
from directory.staff.feedback.feedback_words import KINDS
from directory.staff.my_day.due import DueLine


def list_told_about_us(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    for each in list_due(db, actor):
        kind = KINDS[FeedbackKind(each.feedback.kind)]
        href = url_for("staff.show_feedback", feedback_id=each.feedback.id)
        late, owner = each.due_on < today, each.feedback.owner_id
        yield DueLine(kind, title_of(each.feedback), each.what, href, each.due_on, late, coordinator_id=owner)
