"""Messages to GP practices and referrers that are to be sent: for cases that ended, and drafts that lie."""

from collections.abc import Iterator
from datetime import date

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.message_back.due import DAYS_TO_TELL, list_cases_to_tell_of
from directory.staff.my_day.due import DueLine, due_line


def list_messages_to_send(db: Session, actor: Actor, today: date) -> Iterator[DueLine]:
    """Ended cases whose client agrees that the practice is told, and of which nobody was told yet."""
    for case in list_cases_to_tell_of(db, actor, today):
        if case.closed_on is not None:
            href = url_for("staff.show_ending", reference=case.client.reference, case_id=case.id, _anchor="messages")
            what = "Tell their GP practice or referrer how it went"
            yield due_line(case.client, "Message to send", what, href, case.closed_on + DAYS_TO_TELL, today)
