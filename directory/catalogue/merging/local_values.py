"""What the source that leads a merged record says, beside what the record holds since the merge.

Without it the next import would take back every word and every part that came from the other record, or was left.
"""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from directory import clock
from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.history.record_rows import LOCAL_VALUE, TABLES, Row, Rows
from directory.catalogue.merging.content import Two
from directory.catalogue.models.field_changes import Plain, plain

# Columns of a record in which no source has a word.
OURS = frozenset({"id", "last_modified", "version", "stage"})


@dataclass(frozen=True)
class Told:
    """The record that the leading source gave: its own row, all its rows, and what was changed here before."""

    row: Row
    rows: Rows
    local: Mapping[str, Row]

    def says(self, name: str, held: Plain) -> Plain:
        """What the source says where the record held something: what was kept beside it, if it was changed here."""
        return self.local[name]["source_value"] if name in self.local else held


def keep_local_values(db: Connection, actor_id: uuid.UUID, two: Two, values: Row, told: Told, removed: Rows) -> None:
    """Keep the source's word wherever the record that stays says something else. `removed` of its rows were left."""
    said = {**fields_said(two, values, told), **parts_said(two, told, removed)}
    rows = [
        {
            "entity": two.entity,
            "record_id": two.kept_id,
            "field": name,
            "source_value": value,
            "kept_by": told.local[name]["kept_by"] if name in told.local else actor_id,
            "kept_at": told.local[name]["kept_at"] if name in told.local else clock.now(),
        }
        for name, value in said.items()
    ]
    if rows:
        db.execute(LOCAL_VALUE.insert(), rows)


def fields_said(two: Two, values: Row, told: Told) -> dict[str, Plain]:
    """Field by field, what the source says where that is not what the record holds now."""
    now = {**two.kept_row, **values}
    said = {name: told.says(name, plain(held)) for name, held in told.row.items() if name not in OURS}
    return {name: value for name, value in said.items() if value != plain(now[name])}


def parts_said(two: Two, told: Told, removed: Rows) -> dict[str, Plain]:
    """Part by part, the rows that the source gives where some were left, or people here changed them before."""
    tables = {table for table, rows in removed.items() if rows} | (told.local.keys() & TABLES.keys())
    return {
        table: list(of_the_kept(two, told.says(table, plain_rows(told.rows.get(table, {}).values())) or ()))
        for table in sorted(tables)
    }


def of_the_kept(two: Two, rows: Plain) -> Iterator[dict[str, Plain]]:
    """Rows with the record that stays as their owner."""
    old_id, kept_id = str(two.old_id), str(two.kept_id)
    return ({name: kept_id if value == old_id else value for name, value in row.items()} for row in rows)
