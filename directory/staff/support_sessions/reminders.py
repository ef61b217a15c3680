"""Texts and calls that remind people of sessions: a colleague sends each by hand, with its words, and ticks it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.audit.operations import record_act
from directory.casework.support_sessions.diaries import list_to_remind
from directory.casework.support_sessions.models import RemindBy, SupportSession
from directory.casework.support_sessions.reminders import reminder_words
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.support_sessions.session_pages import session_href
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
    """One reminder: to whom and where, what is known of reaching them safely, the words, and where it is ticked."""

    key: str
    name: str
    href: str
    about: str
    due: str
    number: str
    other_number: str
    safe_contact: str
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
        page = [part for way in HEADINGS if (part := part_of(way, found)).lines]
    return render_page("staff/show_reminders.html", page)


def part_of(way: RemindBy, sessions: Sequence[SupportSession]) -> ReminderPart:
    lines = [line_of(each, way) for each in sessions if each.remind_by == way]
    return ReminderPart(HEADINGS[way], DONE[way], lines)


def line_of(session: SupportSession, way: RemindBy) -> ReminderLine:
    client = session.client
    return ReminderLine(
        key=f"reminder-{session.id}",
        name=client.listed_name,
        href=session_href(client, session),
        about=short_when(session),
        due=uk_day(session.remind_on) if session.remind_on else "",
        number=client.phone or "",
        other_number=client.other_phone or "",
        safe_contact=client.safe_contact or "",
        words=words_of(session, way),
        letter_href=href_of("print_reminder", session) if way is RemindBy.LETTER else "",
        done_href=href_of("note_reminded_of_support_session", session),
    )


def href_of(endpoint: str, session: SupportSession) -> str:
    return url_for(f"staff.{endpoint}", reference=session.client.reference, support_session_id=session.id)


def words_of(session: SupportSession, way: RemindBy) -> str:
    """What is sent or said, with who it is from: no name of theirs, none of the team, and not what it is about."""
    if way is RemindBy.LETTER:
        return ""
    return f"{reminder_words(session)} If it does not suit you, please ring me. {session.coordinator.name}"
