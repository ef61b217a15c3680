"""One time of a listing: its questions, and the dates that would follow from the answers."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.services import Service
from directory.db import new_id, reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.writing.parts import WRITE, PartPage, Written, build_part_page, keep_part, open_part
from directory.staff.writing.times.all_times import TIMES, coming_dates, time_words
from directory.staff.writing.times.answers import shown_answers, typed_time
from directory.staff.writing.times.form import TimeForm
from directory.staff.writing.times.patterns import AS_IT_IS, OFTEN, Often, shown_pattern
from directory.staff.writing.times.schedules import Time, new_time, times_in, with_time
from directory.staff.writing.times.venues import Venues, find_venues
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, show_form, take_form
from directory.web.pages import render_page, tell

NEW = f"{WRITE}/times/new"
ONE = f"{WRITE}/times/<uuid:schedule_id>"


@dataclass(frozen=True)
class Preview:
    """What a time would say, and its next dates; none where none follow."""

    words: str
    dates: tuple[str, ...]


@dataclass(frozen=True)
class TimePage:
    """The page of one time. There is no `preview` before somebody asked for it."""

    part: PartPage[TimeForm]
    title: str
    has_places: bool
    preview_href: str
    preview: Preview | None


@dataclass(frozen=True)
class OpenTime:
    """A time that is being written, in its part of the listing."""

    written: Written[Service]
    venues: Venues
    kept: Time
    is_new: bool

    @property
    def choices(self) -> Mapping[str, Sequence[Choice]]:
        """What can be chosen for this time alone."""
        is_untold = shown_pattern(self.kept.schedule)["often"] == Often.AS_IT_IS
        return {"often": (*OFTEN, AS_IT_IS) if is_untold else OFTEN, "place": self.venues.choices}


def open_time(
    db: Session, service_id: uuid.UUID, schedule_id: uuid.UUID | None, *, to_change: bool = False
) -> OpenTime:
    """A time of a listing, or one of which nothing is said yet. Raises NotFound."""
    written = open_part(db, service_id, TIMES, to_change=to_change)
    kept = times_in(written.values).get(schedule_id) if schedule_id else new_time(service_id, new_id())
    if kept is None:
        raise NotFound("There is no such time in this listing.")
    return OpenTime(written, find_venues(db, written.record), kept, schedule_id is None)


def build_time_page(db: Session, time: OpenTime, form: TimeForm, preview: Preview | None = None) -> TimePage:
    """The page of a time with its questions."""
    here: dict[str, Any] = {"service_id": time.written.record_id}
    if not time.is_new:
        here["schedule_id"] = time.kept.id
    back = url_for("staff.write_times", service_id=time.written.record_id)
    part = build_part_page(db, TIMES, time.written, form)
    return TimePage(
        part=replace(part, list_href=back, save_href=url_for("staff.save_time", **here)),
        title="When is it on?" if time.is_new else "Change this time",
        has_places=time.venues.are_several,
        preview_href=url_for("staff.preview_time", **here),
        preview=preview,
    )


@bp.get(NEW, defaults={"schedule_id": None})
@bp.get(ONE)
@requires("catalogue.suggest")
def write_time(service_id: uuid.UUID, schedule_id: uuid.UUID | None) -> ResponseReturnValue:
    """The questions about one time."""
    with reading() as db:
        time = open_time(db, service_id, schedule_id)
        shown = {**shown_answers(time.kept, clock.today()), "seen": time.written.seen}
        form = show_form(TimeForm, {**shown, "often": ""} if time.is_new else shown, time.choices)
        page = build_time_page(db, time, form)
    return render_page("staff/writing/write_time.html", page, form=form)


@bp.post(f"{NEW}/dates", defaults={"schedule_id": None})
@bp.post(f"{ONE}/dates")
@requires("catalogue.suggest")
@asks_again(write_time)
def preview_time(service_id: uuid.UUID, schedule_id: uuid.UUID | None) -> ResponseReturnValue:
    """The page with what was typed, and the dates that would follow or one row more or less. Nothing is kept."""
    with reading() as db:
        time, today = open_time(db, service_id, schedule_id), clock.today()
        form, preview = take_form(TimeForm, time.choices), None
        if form.then.data == "dates":
            form.load()
            would_be = typed_time(form, time.kept, time.venues, today)
            words = time_words(would_be, time.venues, today)
            preview = Preview(words, coming_dates(would_be, time.venues, today))
        else:
            form.add_or_remove_date()
        page = build_time_page(db, time, form, preview)
    return render_page("staff/writing/write_time.html", page, form=form)


@bp.post(NEW, defaults={"schedule_id": None})
@bp.post(ONE)
@requires("catalogue.suggest")
@asks_again(write_time)
def save_time(service_id: uuid.UUID, schedule_id: uuid.UUID | None) -> ResponseReturnValue:
    """Keep it in the draft."""
    with transaction() as db:
        time, today = open_time(db, service_id, schedule_id, to_change=True), clock.today()
        form = take_form(TimeForm, time.choices)
        typed = form.load()
        would_be = typed_time(form, kept_or_new(time, form.submission_key.data), time.venues, today)
        if would_be.id not in times_in(time.written.values) or not time.is_new:
            keep_part(db, time.written, replace(typed, values=with_time(time.written.values, would_be)))
        words = time_words(would_be, time.venues, today)
    tell(f"“{words}” is saved in your draft.")
    return redirect(url_for("staff.write_times", service_id=service_id), 303)


def kept_or_new(time: OpenTime, submission_key: str) -> Time:
    """What is written over. A new time has the same id whenever its form is sent again, and is added once."""
    if not time.is_new:
        return time.kept
    return new_time(time.written.record_id, uuid.uuid5(current_actor().user_id, f"schedule/{submission_key}"))
