"""Files of past records."""

import csv
from collections.abc import Iterable
from pathlib import Path

COLUMNS = ("person", "sex", "age", "ethnicity", "referral_source", "stage", "on", "measure", "item", "value")

Row = dict[str, object]


def a_row(**changed: object) -> Row:
    """A row that can be taken in."""
    row = dict.fromkeys(COLUMNS, "")
    row |= {"person": "P1", "sex": "female", "age": 61, "ethnicity": "White British", "referral_source": "gp"}
    return row | {"stage": "baseline", "on": "2025-03-03", "measure": "swemwbs", "value": 18} | changed


def a_pair(person: str, before: object, after: object, measure: str = "swemwbs", **changed: object) -> list[Row]:
    """Somebody's total at the start and at the end."""
    start = a_row(person=person, measure=measure, value=before, **changed)
    end = a_row(person=person, measure=measure, stage="exit", on="2025-06-02", value=after, **changed)
    return [start, end]


def write_rows(path: Path, rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> Path:
    """A file with these rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns))
        writer.writeheader()
        writer.writerows(rows)
    return path
