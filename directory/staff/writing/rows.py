"""Parts that hold rows, such as costs: existing ones, an empty one after them, and buttons to add and remove."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from wtforms import HiddenField

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.field_changes import Plain
from directory.staff.records.record_kinds import kind_of
from directory.staff.writing.parts import PartForm, Typed, Written
from directory.web.fields.rows import RowForm

# More than any list gives: a row that the form did not show would be taken out by saving it.
MOST_ROWS = 500


class RowsPartForm(PartForm):
    """The form of a part with `rows`. Pressing a button to remove one saves the others."""

    remove = HiddenField()

    def load(self) -> Typed:
        """What was typed, without the row to be removed. Raises FormErrors."""
        number = row_number(self.remove.data, len(self.rows))
        if number is None:
            return super().load()
        self.rows.pop_entry(number)
        return replace(super().load(), adds_another=True)

    def filled_rows(self) -> Iterable[RowForm]:
        """The rows in which something was entered."""
        return [entry.form for entry in self.rows if not entry.form.is_empty]


def row_number(sent: object, of: int) -> int | None:
    """Which of so many rows is meant by what was sent; None where it is none of them."""
    number = str(sent or "")
    is_one = number.isascii() and number.isdecimal() and len(number) < 4 and int(number) < of
    return int(number) if is_one else None


def with_empty_row(rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Rows as a form shows them, with an empty one to fill in."""
    return [*rows, {}][:MOST_ROWS]


def row_id_of(row: RowForm) -> uuid.UUID | None:
    """Which of the rows there are it is; None for a new one, and for what is no id."""
    try:
        return uuid.UUID(str(row.row_id.data))
    except ValueError:
        return None


def completed_rows(written: Written[Any], table: str, given: Iterable[tuple[uuid.UUID | None, Row]]) -> list[Plain]:
    """The rows of an owned table as they are to be: what was typed over what each held, and new ones of the record."""
    known, owner = typed_rows(table, written.values[table]), {kind_of(written.record).argument: written.record_id}
    rows = []
    for row_id, typed in given:
        kept = known.pop(row_id) if row_id in known else blank_row(table, **owner)
        rows.append({**kept, **typed})
    return plain_rows(rows)


def in_order(rows: Iterable[Plain], *names: str) -> list[Plain]:
    """Plain rows by what they say, for their ids are in no order that a person knows."""
    return sorted(rows, key=lambda row: [(row[name] is None, row[name] or "") for name in names])
