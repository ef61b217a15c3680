"""Checking in from a home visit, and noting that somebody was reminded."""

import uuid
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.guards import current_actor, requires
from directory.accounts.work_phones import number_to_ring
from directory.casework.models import Client
from directory.casework.support_sessions.meetings import AnyMeeting
from directory.casework.support_sessions.queries import get_support_session
from directory.casework.support_sessions.reminders import record_reminded, reminder_words
from directory.casework.support_sessions.visits import check_in
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client
from directory.staff.support_sessions.meeting_pages import meeting_href
from directory.web.forms import LynchpinForm, load_form
from directory.web.pages import render_page, tell


class RemindedForm(LynchpinForm[bool]):
    """That somebody was reminded: from the list of all reminders of the day, or from the page of what is planned."""

    back = HiddenField()

    def to_input(self) -> bool:
        return bool(self.back.data == "list")


@dataclass(frozen=True)
class ReminderLetter:
    """A letter to print: to whom, what it says, and from whom."""

    name: str
    href: str
    address: list[str]
    words: str
    colleague: str
    phone: str


@bp.post("/clients/<reference>/sessions/<uuid:support_session_id>/check-in")
@requires("casework.read")
def check_in_from_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        is_news = check_in(db, actor, get_support_session(db, client, support_session_id, to_change=True))
    tell("It is noted that they are out and well." if is_news else "That was noted before.")
    return back_to_session(reference, support_session_id)


@bp.post("/clients/<reference>/sessions/<uuid:support_session_id>/reminded")
@requires("casework.write")
def note_reminded_of_support_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        record_reminded(db, actor, get_support_session(db, client, support_session_id, to_change=True))
        is_from_list = load_form(RemindedForm)
    tell("It is noted that they were reminded.")
    if is_from_list:
        return redirect(url_for("staff.show_reminders"), 303)
    return back_to_session(reference, support_session_id)


@bp.get("/clients/<reference>/sessions/<uuid:support_session_id>/letter")
@requires("casework.write")
def print_reminder(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = reminder_letter(db, client, get_support_session(db, client, support_session_id))
    return render_page("staff/print_reminder.html", page)


def reminder_letter(db: Session, client: Client, meeting: AnyMeeting) -> ReminderLetter:
    """The letter that reminds a client of a session or an assessment."""
    return ReminderLetter(
        name=client.name,
        href=meeting_href(client, meeting),
        address=[*(client.address or "").split("\n"), client.postcode or ""],
        words=reminder_words(meeting),
        colleague=meeting.coordinator.name,
        phone=number_to_ring(db, meeting.coordinator, meeting.scheme_id),
    )


def back_to_session(reference: str, support_session_id: uuid.UUID) -> ResponseReturnValue:
    href = url_for("staff.show_support_session", reference=reference, support_session_id=support_session_id)
    return redirect(href, 303)
