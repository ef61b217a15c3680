"""What a merge has in hand, and what is kept of it as JSON so that it can be undone."""

import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from directory.catalogue.history.record_changes import plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row, Rows
from directory.catalogue.merging.following import MovedRow
from directory.catalogue.models.duplicates import MergedRecord
from directory.catalogue.models.field_changes import FieldChange, Plain, plain, typed
from directory.db import Base


@dataclass(frozen=True)
class Two:
    """Two records in the hand of one merge, with their rows."""

    entity: str
    kept: Rows
    old: Rows
    kept_id: uuid.UUID
    old_id: uuid.UUID

    @property
    def kept_row(self) -> Row:
        return self.kept[self.entity][self.kept_id]

    @property
    def old_row(self) -> Row:
        return self.old[self.entity][self.old_id]


@dataclass(frozen=True)
class MergeContent:
    """Everything a split needs.

    `rows` are all rows of the record that went, `removed` those taken from the one that stayed, `moved` what named one
    and names the other now, `undecided` the revisions that go on elsewhere, `changes` the fields of the one that stays;
    `local_values` and `sources` are as they were.
    """

    rows: Rows
    removed: Rows
    moved: tuple[MovedRow, ...]
    undecided: tuple[MovedRow, ...]
    changes: tuple[FieldChange, ...]
    local_values: tuple[Row, ...]
    sources: tuple[Row, ...]

    def as_plain(self) -> dict[str, Plain]:
        return {
            "rows": {table: plain_rows(rows.values()) for table, rows in self.rows.items()},
            "removed": {table: plain_rows(rows.values()) for table, rows in self.removed.items()},
            "moved": [plain_move(each) for each in self.moved],
            "undecided": [plain_move(each) for each in self.undecided],
            "changes": [asdict(each) for each in self.changes],
            "local_values": [plain_row(each) for each in self.local_values],
            "sources": [{**plain_row(each), "digest": each["digest"].hex()} for each in self.sources],
        }


def content_of(found: Mapping[str, Any]) -> MergeContent:
    """What `as_plain` was made of."""
    return MergeContent(
        rows={table: typed_rows(table, rows) for table, rows in found["rows"].items()},
        removed={table: typed_rows(table, rows) for table, rows in found["removed"].items()},
        moved=tuple(moved_of(*each) for each in found["moved"]),
        # Merges that are older than this kept none.
        undecided=tuple(moved_of(*each) for each in found.get("undecided", ())),
        changes=tuple(FieldChange(**each) for each in found["changes"]),
        local_values=tuple(typed_row("local_value", each) for each in found["local_values"]),
        sources=tuple(
            {**typed_row("source_record", {**each, "digest": None}), "digest": bytes.fromhex(each["digest"])}
            for each in found["sources"]
        ),
    )


def plain_move(moved: MovedRow) -> list[Plain]:
    return [moved.table, plain(moved.row_id), plain_row(moved.before), plain_row(moved.after)]


def moved_of(table: str, row_id: Plain, before: Row, after: Row) -> MovedRow:
    return MovedRow(table, typed_row(table, {"id": row_id})["id"], typed_row(table, before), typed_row(table, after))


def plain_row(row: Row) -> dict[str, Plain]:
    return {name: plain(value) for name, value in row.items() if name != "digest"}


def typed_row(table: str, row: Mapping[str, Plain]) -> Row:
    """A row of any table from what JSON holds of it."""
    found = Base.metadata.tables[table]
    return {name: value if name == "source_value" else typed(found, name, value) for name, value in row.items()}


def read_anew(db: Session, merged: MergedRecord, content: MergeContent) -> None:
    """Have the session read again what a merge or a split wrote past it, and leave everything else as it is."""
    db.flush()
    written = {(each.table, each.row_id) for each in content.moved}
    written |= {(merged.entity, merged.old_id), (merged.entity, merged.new_id)}
    written |= {(table, row_id) for rows in (content.rows, content.removed) for table in rows for row_id in rows[table]}
    tables = {"local_value", "source_record", "revision"} | ({"service"} if merged.entity == "organization" else set())
    for each in list(db):
        state = inspect(each)
        name = state.mapper.local_table.name
        if name in tables or (name, state.identity[0]) in written:
            db.expire(each)
