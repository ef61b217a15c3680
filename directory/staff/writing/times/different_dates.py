"""Dates on which a time is not as usual: it is not on, it is on as well, or it is moved to another date."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from directory.catalogue.history.record_changes import blank_row
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.schedules import ExceptionKind
from directory.staff.writing.times.breaks import is_break
from directory.staff.writing.times.clock_times import ENDS_BEFORE, TimeField, ends_too_early, shown_time
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.rows import RowForm
from directory.web.fields.text import TextField
from directory.web.words import uk_short_date

MOVED = "moved"
KINDS = (
    Choice(ExceptionKind.CLOSED.value, "It is not on"),
    Choice(ExceptionKind.EXTRA.value, "It is on as well, or at another time"),
    Choice(MOVED, "It is moved to another date"),
)
MOST_DATES = 40


class DifferentDateRow(RowForm):
    kind = OneOfField("What is different?", KINDS, small=True)
    starts_on = DayField("Date")
    ends_on = DayField("Last date (optional)", hint="If it is not on for several days")
    moved_to = DayField("New date")
    opens_at = TimeField("From (optional)", hint="If it begins at another time than usual")
    closes_at = TimeField("To (optional)")
    reason = TextField("Why? (optional)", hint="Such as: the hall is painted. Everybody sees it.", longest=200)

    def what_is_wrong(self) -> dict[str, str]:
        """What an exception still wants, or what contradicts itself."""
        wrong, kind, first = {}, self.kind.data, self.starts_on.data
        if not kind:
            wrong["kind"] = "Choose what is different"
        if not first:
            wrong["starts_on"] = "Enter the date"
        if kind == ExceptionKind.CLOSED and first and self.ends_on.data and self.ends_on.data < first:
            wrong["ends_on"] = "The last date must not be before the first"
        if kind == MOVED and not self.moved_to.data:
            wrong["moved_to"] = "Enter the new date"
        if kind == MOVED and first and self.moved_to.data == first:
            wrong["moved_to"] = "Enter another date than the usual one"
        return {**wrong, **self.wrong_times()}

    def wrong_times(self) -> dict[str, str]:
        begins, ends = self.opens_at.time, self.closes_at.time
        if self.kind.data == ExceptionKind.CLOSED:
            return {"opens_at": "Leave the times empty where it is not on"} if begins or ends else {}
        if ends and not begins:
            return {"opens_at": "Enter when it begins"}
        return {"closes_at": ENDS_BEFORE} if ends_too_early(begins, ends) else {}


def shown_dates(rows: Iterable[Row], today: date) -> list[dict[str, Any]]:
    """The exceptions that are still to come as rows of the form, in their order."""
    return [shown_date(row) for row in to_come(rows, today)]


def to_come(rows: Iterable[Row], today: date) -> list[Row]:
    coming = [row for row in rows if row["ends_on"] >= today and not is_break(row)]
    return sorted(coming, key=lambda row: (row["starts_on"], row["kind"]))[:MOST_DATES]


def shown_date(row: Row) -> dict[str, Any]:
    is_one_day = row["ends_on"] == row["starts_on"]
    return {
        "row_id": str(row["id"]),
        "kind": row["kind"],
        "starts_on": row["starts_on"],
        "ends_on": None if is_one_day else row["ends_on"],
        "opens_at": shown_time(row["opens_at"]),
        "closes_at": shown_time(row["closes_at"]),
        "reason": row["reason"],
    }


def typed_dates(
    rows: Sequence[tuple[uuid.UUID | None, RowForm]], kept: Iterable[Row], schedule_id: uuid.UUID
) -> list[Row]:
    """Rows of the form as exceptions: what was typed over what each held. A moved date makes two."""
    known = {row["id"]: row for row in kept}
    found = []
    for row_id, row in rows:
        first, *more = exceptions_of(row)
        old = known.get(row_id) if row_id else None
        found.append({**(old or blank_row("schedule_exception", schedule_id=schedule_id)), **first})
        found += [{**blank_row("schedule_exception", schedule_id=schedule_id), **each} for each in more]
    return found


def exceptions_of(row: RowForm) -> list[Row]:
    """What a row of the form says: one exception or, where a date is moved, one for the old and one for the new."""
    on, reason = row.starts_on.data, row.reason.data or None
    hours = {"opens_at": row.opens_at.time, "closes_at": row.closes_at.time}
    if row.kind.data == ExceptionKind.EXTRA:
        return [extra(on, hours, reason)]
    if row.kind.data == ExceptionKind.CLOSED:
        return [closed(on, row.ends_on.data or on, reason)]
    new = row.moved_to.data
    return [
        closed(on, on, reason or f"moved to {uk_short_date(new)}"),
        extra(new, hours, reason or f"instead of {uk_short_date(on)}"),
    ]


def closed(first: date, last: date, reason: str | None) -> Row:
    nothing = {"opens_at": None, "closes_at": None}
    return {"kind": ExceptionKind.CLOSED.value, "starts_on": first, "ends_on": last, **nothing, "reason": reason}


def extra(on: date, hours: Row, reason: str | None) -> Row:
    return {"kind": ExceptionKind.EXTRA.value, "starts_on": on, "ends_on": on, **hours, "reason": reason}
