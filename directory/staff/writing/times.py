"""When it happens, in plain questions: which days, how often, from when to when."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from itertools import islice
from typing import Any

from flask.typing import ResponseReturnValue
from wtforms.validators import ValidationError

from directory import clock
from directory.accounts.guards import requires
from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.catalogue.models.schedules import (
    AttendingType,
    Calendar,
    Observance,
    Schedule,
    ScheduleException,
    ScheduleObservance,
)
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.occurrences import occurrences
from directory.catalogue.timetable.words import schedule_words
from directory.db import new_id, reading, transaction
from directory.staff.blueprint import bp
from directory.staff.writing.parts import (
    WRITE,
    Names,
    Part,
    Values,
    Written,
    build_part_page,
    go_on,
    keep_part,
    open_part,
)
from directory.staff.writing.rows import MOST_ROWS, RowsPartForm, completed_rows, row_id_of, with_empty_row
from directory.web.activity_page import date_words
from directory.web.fields import AnyOfField, Choice, DayField, LongTextField, PickField, RowForm, RowsField, TextField
from directory.web.forms import asks_again, load_form, show_form
from directory.web.listing_words import calendar_of
from directory.web.pages import render_page

DAYS = (
    Choice("MO", "Monday"),
    Choice("TU", "Tuesday"),
    Choice("WE", "Wednesday"),
    Choice("TH", "Thursday"),
    Choice("FR", "Friday"),
    Choice("SA", "Saturday"),
    Choice("SU", "Sunday"),
)
WEEKLY, FORTNIGHTLY, ONCE, AS_IT_IS = "weekly", "fortnightly", "once", "as it is"
OFTEN = (
    Choice(WEEKLY, "Every week"),
    Choice(FORTNIGHTLY, "Every other week"),
    Choice("1", "The first of the month"),
    Choice("2", "The second of the month"),
    Choice("3", "The third of the month"),
    Choice("4", "The fourth of the month"),
    Choice("-1", "The last of the month"),
    Choice(ONCE, "Once only"),
    Choice(AS_IT_IS, "As it is told above"),
)
MONTHLY = ("1", "2", "3", "4", "-1")
HOW = (
    Choice(AttendingType.VENUE.value, "People go there"),
    Choice(AttendingType.ONLINE.value, "Online"),
    Choice(AttendingType.PHONE.value, "By telephone"),
    Choice(AttendingType.HOME_VISIT.value, "At their home"),
)
ON_CERTAIN_DAYS = (
    Choice(Observance.OPEN.value, "It is on as usual"),
    Choice(Observance.CLOSED.value, "It is not on"),
    Choice(Observance.ASK.value, "Ask the group"),
)
OBSERVED = {"bank_holidays": Calendar.BANK_HOLIDAYS, "school_holidays": Calendar.SCHOOL_HOLIDAYS}
TIME = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))? ?(?P<half>am|pm)?", re.IGNORECASE)
TIME_WANTED = "Enter a time, like 10:30 or 2pm"
DATES_SHOWN = 4


def read_time(text: str) -> time | None:
    """A time of day as people type it: "10:30", "2pm", "14.00". None for anything else."""
    found = TIME.fullmatch(text)
    if found is None or not (found["minute"] or found["half"]):
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    minute = int(found["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


class TimeField(TextField):
    """A time of day as text; `time` is the answer."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, width=5, longest=10, **kwargs)

    @property
    def time(self) -> time | None:
        return read_time(self.data) if self.data else None

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if self.data and not validation_stopped and self.time is None:
            raise ValidationError(TIME_WANTED)


class TimesRow(RowForm):
    days = AnyOfField("Which days? (optional)", DAYS, small=True)
    often = PickField("How often?", OFTEN, empty="Choose")
    opens_at = TimeField("From (optional)", hint="Like 10:30 or 2pm")
    closes_at = TimeField("To (optional)")
    dtstart = DayField("First date (optional)", hint="Needed for every other week, and for what is on once")
    until = DayField("Last date (optional)", hint="Only if it ends")
    attending_type = PickField("How do people take part?", HOW)
    bank_holidays = PickField("On bank holidays", ON_CERTAIN_DAYS, empty="Not known")
    school_holidays = PickField("In school holidays", ON_CERTAIN_DAYS, empty="Not known")
    notes = LongTextField("Anything else about the time (optional)", longest=500, rows=2)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered: a list to pick from always sends something."""
        asked = ("days", "often", "opens_at", "closes_at", "dtstart", "until", "notes")
        return not any(self[name].data or self[name].errors for name in asked)

    def what_is_wrong(self) -> dict[str, str]:
        """What the answers leave open, or what contradicts itself."""
        wrong = {}
        often, first, last = self.often.data, self.dtstart.data, self.until.data
        if not often:
            wrong["often"] = "Choose how often"
        elif often not in (ONCE, AS_IT_IS) and not self.days.data:
            wrong["days"] = "Choose at least one day"
        if often in (ONCE, FORTNIGHTLY) and not first:
            wrong["dtstart"] = "Enter the date" if often == ONCE else "Enter a date on which it is on"
        if first and last and last < first:
            wrong["until"] = "The last date must not be before the first"
        begins, ends = self.opens_at.time, self.closes_at.time
        if begins and ends and ends <= begins:
            wrong["closes_at"] = "It must end after it begins"
        return wrong


class TimesForm(RowsPartForm):
    rows = RowsField(TimesRow, most=MOST_ROWS)

    def values(self, loaded: Any) -> Values:
        """What was typed, row by row: the schedule, and what it does on certain days."""
        return {"rows": [(row_id_of(row), typed_schedule(row), observed_in(row)) for row in self.filled_rows()]}


def observed_in(row: RowForm) -> dict[str, str]:
    """What was chosen for bank holidays and school holidays, by calendar."""
    return {calendar.value: row[name].data for name, calendar in OBSERVED.items() if row[name].data}


def typed_schedule(row: RowForm) -> Row:
    """A row of the form as columns of a schedule."""
    typed: Row = {
        "opens_at": row.opens_at.time,
        "closes_at": row.closes_at.time,
        "dtstart": row.dtstart.data,
        "until": row.until.data,
        "attending_type": row.attending_type.data,
        "notes": row.notes.data or None,
    }
    return {**typed, **typed_pattern(row.often.data, row.days.data or ())}


def typed_pattern(often: str, days: Sequence[str]) -> Row:
    """How often and on which days, as a rule of the standard; nothing where it stays as it is."""
    if often == AS_IT_IS:
        return {}
    if often == ONCE:
        return {**PLAIN_RULE, "freq": None, "byday": None, "interval": None}
    if often in MONTHLY:
        return {**PLAIN_RULE, "freq": "MONTHLY", "byday": ",".join(f"{often}{day}" for day in days), "interval": None}
    interval = 2 if often == FORTNIGHTLY else None
    return {**PLAIN_RULE, "freq": "WEEKLY", "byday": ",".join(days), "interval": interval}


# What a rule told in plain questions does without.
PLAIN_RULE: Mapping[str, None] = dict.fromkeys(("bymonthday", "byweekno", "byyearday", "count"))


def shown_pattern(row: Plain) -> tuple[str, list[str]]:
    """How often and on which days, as the questions have it; as it is where they cannot tell it."""
    names = (row["byday"] or "").upper().replace(" ", "").split(",") if row["byday"] else []
    if any(row[name] for name in PLAIN_RULE) or (row["interval"] or 1) > 2:
        return AS_IT_IS, []
    days, numbers = [name[-2:] for name in names], {name[:-2].removeprefix("+") for name in names}
    if row["freq"] is None and row["dtstart"] and not names:
        return ONCE, []
    if row["freq"] == "WEEKLY" and numbers == {""}:
        return (FORTNIGHTLY if row["interval"] == 2 else WEEKLY), days
    if row["freq"] == "MONTHLY" and len(numbers) == 1 and numbers <= set(MONTHLY) and row["interval"] in (None, 1):
        return numbers.pop(), days
    return AS_IT_IS, []


def shown_schedule(row: Plain, observances: Sequence[Plain]) -> dict[str, Any]:
    """A schedule as a row of the form."""
    often, days = shown_pattern(row)
    observed = {each["calendar"]: each["observance"] for each in observances if each["schedule_id"] == row["id"]}
    return {
        "row_id": row["id"],
        "often": often,
        "days": days,
        "opens_at": (row["opens_at"] or "")[:5],
        "closes_at": (row["closes_at"] or "")[:5],
        "dtstart": date.fromisoformat(row["dtstart"]) if row["dtstart"] else None,
        "until": date.fromisoformat(row["until"]) if row["until"] else None,
        "attending_type": row["attending_type"] or AttendingType.VENUE.value,
        "notes": row["notes"],
        **{name: observed.get(calendar.value, "") for name, calendar in OBSERVED.items()},
    }


def schedules_in(values: Values) -> dict[str, Schedule]:
    """The schedules with their exceptions and observances, by id, as dates are found from them."""
    exceptions = typed_rows("schedule_exception", values["schedule_exception"]).values()
    observances = typed_rows("schedule_observance", values["schedule_observance"]).values()
    found = {}
    for schedule_id, row in typed_rows("schedule", values["schedule"]).items():
        schedule = Schedule(**row)
        schedule.exceptions = [ScheduleException(**each) for each in exceptions if each["schedule_id"] == schedule_id]
        schedule.observances = [
            ScheduleObservance(**each) for each in observances if each["schedule_id"] == schedule_id
        ]
        found[str(schedule_id)] = schedule
    return found


def coming_dates(schedule: Schedule, today: date, local: LocalCalendar) -> list[str]:
    """The next few dates, so that a mistake is seen at once."""
    return [date_words(each, "") for each in islice(occurrences(schedule, today, local), DATES_SHOWN)]


def completed_times(written: Written, given: Sequence[tuple[uuid.UUID | None, Row, Mapping[str, str]]]) -> Values:
    """Schedules with what they do on certain days, as they are to be. What hangs on a removed one goes with it."""
    known = {row["id"] for row in written.values["schedule"]}
    own = [
        (row_id if row_id and str(row_id) in known else new_id(), typed, observed) for row_id, typed, observed in given
    ]
    rows = completed_rows(
        written,
        "schedule",
        [(row_id, typed if str(row_id) in known else {**typed, "id": row_id}) for row_id, typed, _ in own],
    )
    stay = {row["id"] for row in rows}
    asked = {calendar.value for calendar in OBSERVED.values()}
    observances = typed_rows("schedule_observance", written.values["schedule_observance"]).values()
    kept = [row for row in observances if str(row["schedule_id"]) in stay and row["calendar"] not in asked]
    before = {(row["schedule_id"], row["calendar"]): row for row in observances}
    for row_id, _, observed in own:
        for calendar, observance in observed.items():
            row = before.get((row_id, calendar)) or blank_row("schedule_observance", schedule_id=row_id)
            kept.append({**row, "calendar": calendar, "observance": observance})
    exceptions = [row for row in written.values["schedule_exception"] if row["schedule_id"] in stay]
    return {"schedule": rows, "schedule_observance": plain_rows(kept), "schedule_exception": exceptions}


def summary(values: Values, _names: Names) -> str:
    today = clock.today()
    return ". ".join(sorted(schedule_words(each, today) for each in schedules_in(values).values()))


TIMES = Part("When", "staff.write_times", ("schedule", "schedule_observance", "schedule_exception"), summary)


@bp.get(f"{WRITE}/times")
@requires("catalogue.suggest")
def write_times(service_id: uuid.UUID) -> ResponseReturnValue:
    """When it is on, with the next dates of each pattern."""
    with reading() as db:
        written, today = open_part(db, service_id, TIMES), clock.today()
        values, local = written.values, calendar_of(written.service, None)
        schedules = schedules_in(values)
        told = {key: (schedule_words(each, today), coming_dates(each, today, local)) for key, each in schedules.items()}
        ordered = sorted(values["schedule"], key=lambda row: told[row["id"]][0])
        rows = [shown_schedule(row, values["schedule_observance"]) for row in ordered]
        form = show_form(TimesForm, {"rows": with_empty_row(rows), "seen": written.seen})
        page = build_part_page(db, TIMES, written, form)
    return render_page("staff/writing/write_times.html", page, form=form, known=told)


@bp.post(f"{WRITE}/times")
@requires("catalogue.suggest")
@asks_again(write_times)
def save_times(service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep them in the draft."""
    with transaction() as db:
        written = open_part(db, service_id, TIMES)
        typed = load_form(TimesForm)
        keep_part(db, written, replace(typed, values=completed_times(written, typed.values["rows"])))
    return go_on(service_id, TIMES, typed)
