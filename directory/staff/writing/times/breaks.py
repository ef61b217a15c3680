"""Whole months without a time, such as August: ticked as months, kept as closed dates of the coming years."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from directory.catalogue.history.record_changes import blank_row
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.schedules import ExceptionKind
from directory.catalogue.timetable.breaks import MONTH_NAMES, coming_breaks, is_whole_months, months_in
from directory.web.fields.choices import Choice

MONTHS = tuple(Choice(str(number), name) for number, name in enumerate(MONTH_NAMES, 1))


def is_break(row: Row) -> bool:
    """Whether closed dates are whole months without a word why: then they are ticked, and not listed."""
    is_closed = row["kind"] == ExceptionKind.CLOSED and not row["reason"]
    return is_closed and is_whole_months(row["starts_on"], row["ends_on"])


def shown_months(rows: Iterable[Row], today: date) -> list[str]:
    """The months of breaks that are still to come, as answers."""
    breaks = (row for row in rows if is_break(row) and row["ends_on"] >= today)
    found = {month for row in breaks for month in months_in(row["starts_on"], row["ends_on"])}
    return [str(month) for month in sorted(found)]


def typed_breaks(months: Sequence[str], kept: Iterable[Row], schedule_id: uuid.UUID, today: date) -> list[Row]:
    """The closed dates that months come to. Rows that are there already stay."""
    known = {(row["starts_on"], row["ends_on"]): row for row in kept if is_break(row)}
    coming = coming_breaks(set(map(int, months)), today)
    return [known.get(span) or break_row(schedule_id, *span) for span in coming]


def break_row(schedule_id: uuid.UUID, first: date, last: date) -> Row:
    values = {"kind": ExceptionKind.CLOSED.value, "starts_on": first, "ends_on": last}
    return blank_row("schedule_exception", schedule_id=schedule_id, **values)
