"""The part When: every time of a listing with its next dates, to change one, add one or take one out."""

import datetime as dt
import uuid
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.catalogue.models.services import Service
from directory.catalogue.timetable.occurrences import occurrences
from directory.catalogue.timetable.words import schedule_words
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import kind_of
from directory.staff.writing.parts import WRITE, Names, Part, Values, open_part
from directory.staff.writing.times.schedules import Time, times_in, without_time
from directory.staff.writing.times.venues import Venues, find_venues
from directory.web.activity_page import date_words
from directory.web.listing_words import ATTENDING_WORDS
from directory.web.pages import render_page, tell

DATES_SHOWN = 4


@dataclass(frozen=True)
class TimeLine:
    """A time in words, its next dates, and what can be done with it."""

    words: str
    notes: str
    dates: tuple[str, ...]
    change_href: str
    remove_href: str


@dataclass(frozen=True)
class TimesPage:
    """All times of a listing."""

    title: str
    activity: str
    list_href: str
    times: tuple[TimeLine, ...]
    add_href: str


def summary(values: Values, _names: Names) -> str:
    today = clock.today()
    return ". ".join(sorted(schedule_words(each.as_schedule(), today) for each in times_in(values).values()))


TIMES = Part(Service, "When", "staff.write_times", ("schedule", "schedule_observance", "schedule_exception"), summary)


def time_words(time: Time, venues: Venues, today: date) -> str:
    """A time as the page of the activity tells it."""
    how = ATTENDING_WORDS.get(time.schedule["attending_type"] or "", "")
    where = venues.words(time.schedule) or how
    return schedule_words(time.as_schedule(), today, where, venues.calendar(time.schedule))


def coming_dates(time: Time, venues: Venues, today: date) -> tuple[str, ...]:
    """The next few dates, so that a mistake is seen at once."""
    coming = occurrences(time.as_schedule(), today, venues.calendar(time.schedule))
    return tuple(date_words(each, "") for each in islice(coming, DATES_SHOWN))


def in_order(time: Time, venues: Venues, today: date) -> tuple[date, dt.time, str]:
    """What times are sorted by: which is on next, and then what it says."""
    first = next(occurrences(time.as_schedule(), today, venues.calendar(time.schedule)), None)
    on, at = first.in_order if first else (date.max, dt.time.max)
    return on, at, time_words(time, venues, today)


def time_line(time: Time, venues: Venues, today: date) -> TimeLine:
    here: dict[str, Any] = {"service_id": venues.service.id, "schedule_id": time.id}
    return TimeLine(
        words=time_words(time, venues, today),
        notes=time.schedule["notes"] or "",
        dates=coming_dates(time, venues, today),
        change_href=url_for("staff.write_time", **here),
        remove_href=url_for("staff.remove_time", **here),
    )


def build_times_page(times: list[Time], venues: Venues, today: date) -> TimesPage:
    """The list of times, the next first."""
    ordered = sorted(times, key=lambda time: in_order(time, venues, today))
    here: dict[str, Any] = {"service_id": venues.service.id}
    return TimesPage(
        title=TIMES.title,
        activity=venues.service.name,
        list_href=kind_of(venues.service).href("staff.write_record", venues.service.id),
        times=tuple(time_line(each, venues, today) for each in ordered),
        add_href=url_for("staff.write_time", **here),
    )


@bp.get(f"{WRITE}/times")
@requires("catalogue.suggest")
def write_times(service_id: uuid.UUID) -> ResponseReturnValue:
    """When it is on, with the next dates of each time."""
    with reading() as db:
        written = open_part(db, service_id, TIMES)
        times = list(times_in(written.values).values())
        page = build_times_page(times, find_venues(db, written.record), clock.today())
    return render_page("staff/writing/write_times.html", page)


@bp.post(f"{WRITE}/times/<uuid:schedule_id>/remove")
@requires("catalogue.suggest")
def remove_time(service_id: uuid.UUID, schedule_id: uuid.UUID) -> ResponseReturnValue:
    """Take a time out of the draft."""
    with transaction() as db:
        written = open_part(db, service_id, TIMES, to_change=True)
        time = times_in(written.values).get(schedule_id)
        if time is None:
            raise NotFound("There is no such time in this listing.")
        words = schedule_words(time.as_schedule(), clock.today())
        write_draft(db, current_actor(), written.record, without_time(written.values, schedule_id))
    tell(f"“{words}” is taken out of your draft.")
    return redirect(url_for("staff.write_times", service_id=service_id), 303)
