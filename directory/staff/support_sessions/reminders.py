"""Texts and calls that remind people of sessions and assessments: a colleague does each by hand, and ticks it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.audit.operations import record_act
from directory.casework.support_sessions.diaries import list_to_remind
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.models import RemindBy
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.support_sessions.meeting_pages import (
    is_mobile,
    meeting_href,
    numbers_of,
    reminder_href,
    text_words,
)
from directory.staff.support_sessions.session_words import short_when
from directory.web.pages import render_page
from directory.web.words import uk_day

HEADINGS = {
    RemindBy.TEXT: "Texts to send",
    RemindBy.CALL: "Calls to make",
    RemindBy.LETTER: "Letters to print",
}


@dataclass(frozen=True)
class ReminderLine:
    """One reminder: to whom, what is known of reaching them safely, the numbers, the words, and where it is ticked.

    `needs_mobile` where a text is to be sent and no number is that of a mobile.
    """

    key: str
    name: str
    href: str
    about: str
    due: str
    safe_contact: str
    numbers: Sequence[str]
    needs_mobile: bool
    words: str
    letter_href: str
    done_href: str


@dataclass(frozen=True)
class ReminderPart:
    """The reminders of one way."""

    heading: str
    done: str
    lines: Sequence[ReminderLine]


DONE = {RemindBy.TEXT: "It is sent", RemindBy.CALL: "I told them", RemindBy.LETTER: "It is posted"}


@bp.get("/reminders")
@requires("casework.write")
def show_reminders() -> ResponseReturnValue:
    """Whom the actor reminds today, way by way."""
    today = clock.today()
    with transaction() as db:
        actor = current_actor()
        found = list_to_remind(db, actor, today)
        if found:
            ids = list(dict.fromkeys(each.client_id for each in found))
            record_act(db, actor.user_id, actor.scheme_id, "client.listed", "client", ids)
        page = [part for way in HEADINGS if (part := part_of(db, way, found)).lines]
    return render_page("staff/show_reminders.html", page)


def part_of(db: Session, way: RemindBy, meetings: Sequence[AnyMeeting]) -> ReminderPart:
    lines = [line_of(db, each, way) for each in meetings if each.remind_by == way]
    return ReminderPart(HEADINGS[way], DONE[way], lines)


def line_of(db: Session, meeting: AnyMeeting, way: RemindBy) -> ReminderLine:
    client = meeting.client
    numbers = numbers_of(client, way)
    return ReminderLine(
        key=f"reminder-{meeting.id}",
        name=client.listed_name,
        href=meeting_href(client, meeting),
        about=short_when(meeting),
        due=uk_day(meeting.remind_on) if meeting.remind_on else "",
        safe_contact=client.safe_contact or "",
        numbers=numbers,
        needs_mobile=way is RemindBy.TEXT and not any(map(is_mobile, numbers)),
        words="" if way is RemindBy.LETTER else text_words(db, meeting),
        letter_href=reminder_href(client, meeting, "letter") if way is RemindBy.LETTER else "",
        done_href=reminder_href(client, meeting, "done"),
    )
