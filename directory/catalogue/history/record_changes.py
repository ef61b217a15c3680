"""Changes of a whole record: of its own fields, and of the rows it owns, named by their table."""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES, Row, RowChanges, load_rows
from directory.catalogue.models.field_changes import FieldChange, Plain, apply_changes, plain, typed
from directory.catalogue.models.services import Service
from directory.db import new_id
from directory.errors import Conflict


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


def values_now(db: Session, service: Service, fields: Iterable[str]) -> Mapping[str, Plain]:
    """What a listing holds now in some fields."""
    wanted = list(fields)
    rows = load_rows(db.connection(), "service", [service.id])[service.id] if owned(wanted) else {}
    return {
        name: plain_rows(rows.get(name, {}).values()) if name in TABLES else plain(getattr(service, name))
        for name in wanted
    }


def rebased(db: Session, service: Service, changes: Iterable[FieldChange]) -> tuple[FieldChange, ...]:
    """The changes as seen from what the listing holds now, without those that it holds already."""
    wanted = {each.field: each.after for each in changes}
    now = values_now(db, service, wanted)
    return tuple(FieldChange(name, now[name], after) for name, after in wanted.items() if now[name] != after)


def apply_to_service(db: Session, service: Service, changes: Sequence[FieldChange]) -> None:
    """Make changes of a listing: of its own fields, and of the rows it owns.

    Raises Conflict where somebody else changed the listing after it was read here.
    """
    apply_changes(service, [each for each in changes if each.field not in TABLES])
    tables = owned(each.field for each in changes)
    if not tables:
        return
    # The rows below are written past the session, which must not write over them later.
    db.flush()
    rows, row_changes = load_rows(db.connection(), "service", [service.id])[service.id], RowChanges()
    # Reading them may have waited for somebody else, and expiring the listing below forgets which version was read.
    if rows["service"][service.id]["version"] != service.version:
        raise Conflict("Somebody changed this listing a moment ago. Look at it again, then change it.")
    for each in changes:
        if each.field in tables:
            row_changes.turn(each.field, rows.get(each.field, {}), typed_rows(each.field, each.after))
    row_changes.write(db.connection())
    db.expire(service)


def owned(fields: Iterable[str]) -> list[str]:
    return [name for name in fields if name in TABLES]
