"""Changes of a whole record: of its own fields, and of the rows it owns, named by their table."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES, Row, RowChanges, load_rows
from directory.catalogue.history.written_records import CHANGED_SINCE, WrittenRecord, flush_or_tell
from directory.catalogue.models.field_changes import FieldChange, Plain, apply_changes, plain, typed
from directory.db import new_id
from directory.errors import Conflict

NAMES_WHAT_IS_GONE = (
    "Something that was written here speaks of a row that somebody took away since. "
    "Open the parts that are marked as changed, and save them again."
)


def plain_rows(rows: Iterable[Row]) -> list[Plain]:
    """Rows of an owned table as they are kept in a history, in an order that never differs."""
    return [{name: plain(value) for name, value in row.items()} for row in sorted(rows, key=lambda row: row["id"].hex)]


def blank_row(table: str, **values: object) -> Row:
    """A new row of an owned table: what is not given is nothing."""
    return {**dict.fromkeys(TABLES[table].c.keys()), "id": new_id(), **values}


def typed_rows(table: str, rows: Iterable[Plain] | None) -> dict[uuid.UUID, Row]:
    """What `plain_rows` was made of, by id."""
    found = [{name: typed(TABLES[table], name, value) for name, value in row.items()} for row in rows or ()]
    return {row["id"]: row for row in found}


def values_now(db: Session, record: WrittenRecord, fields: Iterable[str]) -> Mapping[str, Plain]:
    """What a record holds now in some fields."""
    wanted = list(fields)
    entity = record.__tablename__
    rows = load_rows(db.connection(), entity, [record.id])[record.id] if owned(wanted) else {}
    return {
        name: plain_rows(rows.get(name, {}).values()) if name in TABLES else plain(getattr(record, name))
        for name in wanted
    }


def rebased(db: Session, record: WrittenRecord, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The changes as seen from what the record holds now, without those that it holds already."""
    wanted = {each.field: each.after for each in changes}
    now = values_now(db, record, wanted)
    return tuple(FieldChange(name, now[name], after) for name, after in wanted.items() if now[name] != after)


def apply_to_record(db: Session, record: WrittenRecord, changes: Sequence[FieldChange]) -> None:
    """Make changes of a record: of its own fields, and of the rows it owns.

    Raises Conflict where somebody else changed the record after it was read here, or took away what a row names.
    """
    apply_changes(record, [each for each in changes if each.field not in TABLES])
    tables = owned(each.field for each in changes)
    if not tables:
        return
    # The rows below are written past the session, which must not write over them later.
    flush_or_tell(db)
    entity = record.__tablename__
    rows, row_changes = load_rows(db.connection(), entity, [record.id])[record.id], RowChanges()
    # Reading them may have waited for somebody else.
    if not rows or rows[entity][record.id]["version"] != record.version:
        raise Conflict(CHANGED_SINCE)
    for each in changes:
        if each.field in tables:
            row_changes.turn(each.field, rows.get(each.field, {}), typed_rows(each.field, each.after))
    write_or_tell(db, row_changes)
    db.expire(record)


def write_or_tell(db: Session, changes: RowChanges) -> None:
    try:
        with db.begin_nested():
            changes.write(db.connection())
    except IntegrityError:
        raise Conflict(NAMES_WHAT_IS_GONE) from None


def owned(fields: Iterable[str]) -> list[str]:
    return [name for name in fields if name in TABLES]
