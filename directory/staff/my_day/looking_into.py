"""What a manager looks into afterwards: what was shared without agreement, and who is young for the service."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.sharing.giving import list_unreviewed
from directory.casework.young_people import list_age_questions
from directory.clock import day_of
from directory.staff.my_day.due import DueLine, due_line

TIME_TO_LOOK = timedelta(days=7)


def list_to_look_into(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    if not actor.may("casework.oversee"):
        return
    for sharing in list_unreviewed(db, actor):
        # Whoever wrote it down cannot look into it themself.
        what = "Shared without agreement: look at it" if sharing.recorded_by != actor.user_id else ""
        what = what or "Shared without agreement: another manager looks at it"
        href = url_for("staff.show_sharing", reference=sharing.client.reference, sharing_id=sharing.id)
        due_on = day_of(sharing.recorded_at) + TIME_TO_LOOK
        yield due_line(sharing.client, "To look into", what, href, due_on, today)
    for asked in list_age_questions(db, actor):
        href = url_for("staff.show_age_question", reference=asked.client.reference)
        what = "Say how they are helped at their age"
        yield due_line(asked.client, "To look into", what, href, day_of(asked.asked_at), today)
