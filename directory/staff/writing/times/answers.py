"""A time as answers to the questions about it, and answers as a time."""

from datetime import date
from typing import Any

from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.schedules import AttendingType
from directory.staff.writing.rows import row_id_of
from directory.staff.writing.times import patterns
from directory.staff.writing.times.breaks import is_break, shown_months, typed_breaks
from directory.staff.writing.times.certain_days import shown_days, typed_days
from directory.staff.writing.times.clock_times import shown_time
from directory.staff.writing.times.different_dates import shown_dates, to_come, typed_dates
from directory.staff.writing.times.form import TimeForm
from directory.staff.writing.times.patterns import Often
from directory.staff.writing.times.schedules import Time
from directory.staff.writing.times.venues import Venues

# What is kept as it is answered.
AS_ANSWERED = ("dtstart", "until", "count", "attending_type", "valid_from", "valid_to", "schedule_link", "notes")


def shown_answers(time: Time, today: date) -> dict[str, Any]:
    """A time as the form shows it."""
    row = time.schedule
    return {
        **{name: row[name] for name in (*AS_ANSWERED, "description")},
        **patterns.shown_pattern(row),
        **shown_days(time.observances),
        "opens_at": shown_time(row["opens_at"]),
        "closes_at": shown_time(row["closes_at"]),
        "attending_type": row["attending_type"] or AttendingType.VENUE.value,
        "place": str(row["service_at_location_id"] or ""),
        "months_off": shown_months(time.exceptions, today),
        "different": shown_dates(time.exceptions, today),
    }


def typed_time(form: TimeForm, kept: Time, venues: Venues, today: date) -> Time:
    """What was answered over what was kept."""
    answers = form.data
    schedule = {
        **kept.schedule,
        **{name: answers[name] or None for name in AS_ANSWERED},
        **patterns.typed_pattern(answers, kept.schedule),
        **venues.typed_owner(answers["place"], kept.schedule),
        "opens_at": form.opens_at.time,
        "closes_at": form.closes_at.time,
    }
    # Words stand in for a rule; where there is one, what its source once said in words stays beside it.
    if answers["often"] == Often.IN_WORDS:
        schedule.update({"description": answers["description"], "dtstart": None})
    return Time(
        schedule=schedule,
        exceptions=tuple(typed_exceptions(form, kept, today)),
        observances=tuple(typed_days(answers_about_days(answers), kept.observances, kept.id)),
    )


def answers_about_days(answers: dict[str, Any]) -> dict[str, str]:
    return {name: answers[name] or "" for name in ("bank_holidays", "school_holidays")}


def typed_exceptions(form: TimeForm, kept: Time, today: date) -> list[Row]:
    """The dates that differ as they are to be. What is over stays, and so does what the form had no room for."""
    rows = [(row_id_of(entry.form), entry.form) for entry in form.different if not entry.form.is_empty]
    typed = typed_dates(rows, kept.exceptions, kept.id)
    breaks = typed_breaks(form.months_off.data or (), kept.exceptions, kept.id, today)
    written = {row["id"] for row in (*typed, *breaks, *to_come(kept.exceptions, today))}
    over = [row for row in kept.exceptions if row["id"] not in written and stays(row, today)]
    return [*over, *breaks, *typed]


def stays(row: Row, today: date) -> bool:
    """Whether a date that no answer speaks of is kept: a break that is to come was unticked."""
    return row["ends_on"] < today or not is_break(row)
