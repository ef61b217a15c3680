"""Following one's diary in another calendar: the secret address, and the calendar that stands there."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from icalendar import Event

from directory import clock
from directory.accounts.guards import current_actor, open_to_all, requires
from directory.casework.rules import initials_of
from directory.casework.support_sessions.calendar_links import (
    end_calendar_link,
    find_calendar_link,
    make_calendar_link,
    open_calendar,
    record_following,
)
from directory.casework.support_sessions.local_times import midnight
from directory.clock import UK
from directory.db import reading, transaction
from directory.exchange.icalendar_export import Subject, write_calendar
from directory.staff.blueprint import bp
from directory.staff.support_sessions.appointments import Appointment, list_appointments
from directory.web.pages import render_page, tell
from directory.web.site_links import site_link
from directory.web.words import uk_date

LOOK_BACK, LOOK_AHEAD = timedelta(days=28), timedelta(days=366)
NAME = "My diary"
ABOUT = "Initials alone: who they are stands in Lynchpin."


@dataclass(frozen=True)
class CalendarPage:
    """The address at which one's diary can be followed; empty where there is none."""

    address: str
    since: str


@bp.get("/diary/calendar")
@requires("casework.write")
def show_diary_link() -> ResponseReturnValue:
    with reading() as db:
        link = find_calendar_link(db, current_actor())
        address = site_link("staff.download_diary", token=link.token) if link else ""
        page = CalendarPage(address, uk_date(link.made_at) if link else "")
    return render_page("staff/show_diary_link.html", page)


@bp.post("/diary/calendar")
@requires("casework.write")
def make_diary_link() -> ResponseReturnValue:
    with transaction() as db:
        make_calendar_link(db, current_actor())
    tell("There is a new address. One from before opens nothing any more.")
    return redirect(url_for("staff.show_diary_link"), 303)


@bp.post("/diary/calendar/end")
@requires("casework.write")
def end_diary_link() -> ResponseReturnValue:
    with transaction() as db:
        had_one = end_calendar_link(db, current_actor())
    tell("The address opens nothing any more." if had_one else "There was no address.")
    return redirect(url_for("staff.show_diary_link"), 303)


@bp.get("/diary/calendar/<token>.ics")
@open_to_all
def download_diary(token: str) -> ResponseReturnValue:
    """The diary for whoever has its address: initials, times, and nothing of a home. Once a day that is recorded."""
    today = clock.today()
    with transaction() as db:
        actor = open_calendar(db, token)
        begins, ends = midnight(today - LOOK_BACK), midnight(today + LOOK_AHEAD)
        appointments = list_appointments(db, actor, actor.user_id, begins, ends)
        record_following(db, actor, {each.client_id for each in appointments})
        calendar = write_calendar([event_of(each) for each in appointments], Subject(NAME, ABOUT, diary_address()))
    headers = {"Content-Disposition": 'inline; filename="diary.ics"'}
    answer = Response(calendar, mimetype="text/calendar", headers=headers)
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def diary_address() -> str:
    return site_link("staff.show_diary")


def event_of(appointment: Appointment) -> Event:
    """An appointment by initials, at the time that the clocks here show."""
    event = Event()
    event.add("uid", str(appointment.id))
    event.add("dtstamp", appointment.changed_at)
    event.add("sequence", appointment.version)
    event.add("summary", initials_of(appointment.client_name))
    event.add("dtstart", appointment.starts_at.astimezone(UK))
    event.add("dtend", appointment.ends_at.astimezone(UK))
    event.add("location", appointment.outside)
    event.add("class", "PRIVATE")
    if appointment.is_called_off:
        event.add("status", "CANCELLED")
    return event
