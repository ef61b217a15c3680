"""The photographs of a listing as its writer would have them, in their order."""

import uuid
from collections.abc import Iterable

from directory.catalogue.history.record_changes import plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.services import Service
from directory.staff.writing.parts import Names, Part, Values
from directory.web.words import counted

TABLE = Photograph.__tablename__
MOST = 3
PLACE_IS_FULL = f"This listing has {MOST} photographs already. Take one out of it first."


def rows_in(values: Values) -> list[Row]:
    """The photographs, the first first."""
    return sorted(typed_rows(TABLE, values[TABLE]).values(), key=lambda row: (row["position"], row["id"].hex))


def values_of(rows: Iterable[Row]) -> Values:
    """Photographs in this order as the part holds them."""
    return {TABLE: plain_rows({**row, "position": position} for position, row in enumerate(rows))}


def in_place(values: Values, photograph_id: uuid.UUID) -> tuple[Row | None, list[Row]]:
    """A photograph, None where there is none of that id, and the others in their order."""
    rows = rows_in(values)
    found = next((row for row in rows if row["id"] == photograph_id), None)
    return found, [row for row in rows if row is not found]


def summary(values: Values, _names: Names) -> str:
    number = len(rows_in(values))
    return counted(number, "photograph") if number else ""


PHOTOGRAPHS = Part(Service, "Photographs", "staff.write_photographs", (TABLE,), summary)
