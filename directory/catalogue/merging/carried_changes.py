"""A change that nobody has decided yet, made of what its record holds after a merge or a split.

A change of rows holds all rows of a table as they were and as they are to be. Put on other rows it does the same: what
it adds is added to them, what it changes or takes away is changed in them or taken from them. Works on rows as JSON has
them and knows no database.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence

from directory.catalogue.history.record_changes import plain_rows
from directory.catalogue.history.record_rows import RECORDS, TABLES, Rows, owner_columns
from directory.catalogue.models.field_changes import FieldChange, Plain, plain
from directory.db import new_id

PlainRow = dict[str, Plain]
PlainRows = dict[str, PlainRow]
"""Rows as JSON has them, by id."""
Ids = Mapping[str, str]
"""By the id of a record or a row that goes, the one that stands for it."""


def renamed(value: Plain, ids: Ids) -> Plain:
    """A value, or rows, in which every id that goes is the one that stands for it."""
    if isinstance(value, list):
        return [renamed(each, ids) for each in value]
    if isinstance(value, dict):
        return {name: renamed(each, ids) for name, each in value.items()}
    return ids.get(value, value) if isinstance(value, str) else value


def renamed_change(change: FieldChange, ids: Ids) -> FieldChange:
    return FieldChange(change.field, renamed(change.before, ids), renamed(change.after, ids))


def carried(
    entity: str, record_id: uuid.UUID, rows: Rows, changes: Iterable[FieldChange], ids: Ids
) -> tuple[FieldChange, ...]:
    """The changes as seen from what a record and its rows hold now.

    A changed row that is no longer there is offered anew; one that names an owner which is not there is the record's.
    """
    named = [renamed_change(each, ids) for each in changes]
    now = {each.field: by_id(plain_rows(rows.get(each.field, {}).values())) for each in named if each.field in TABLES}
    anew = {row_id: str(new_id()) for each in named if each.field in now for row_id in missed(each, now[each.field])}
    named = [FieldChange(each.field, each.before, renamed(each.after, anew)) for each in named]
    after = {each.field: rows_after(each, now[each.field]) for each in named if each.field in now}
    there = {str(row_id) for table in rows.values() for row_id in table} | {i for each in after.values() for i in each}
    own = rows[entity][record_id]
    return tuple(
        FieldChange(each.field, list(now[each.field].values()), owned_rows(entity, record_id, each.field, after, there))
        if each.field in now
        else FieldChange(each.field, plain(own[each.field]), each.after)
        for each in named
    )


def by_id(rows: Sequence[PlainRow] | None) -> PlainRows:
    return {row["id"]: row for row in rows or ()}


def missed(change: FieldChange, now: PlainRows) -> list[str]:
    """Rows that are to be changed and are not there."""
    before, after = by_id(change.before), by_id(change.after)
    return [row_id for row_id in after if row_id in before and row_id not in now and after[row_id] != before[row_id]]


def rows_after(change: FieldChange, now: PlainRows) -> PlainRows:
    """The rows that are there, with what a change does to its own done to them."""
    before, after = by_id(change.before), by_id(change.after)
    rows = {row_id: row for row_id, row in now.items() if row_id in after or row_id not in before}
    for row_id, row in after.items():
        if row_id not in before:
            rows[row_id] = row
        elif row_id in rows:
            rows[row_id] = rows[row_id] | {k: v for k, v in row.items() if before[row_id].get(k) != v}
    return rows


def owned_rows(
    entity: str, record_id: uuid.UUID, table: str, after: Mapping[str, PlainRows], there: set[str]
) -> list[PlainRow]:
    """The rows a table is to hold, each with an owner that is there."""
    owned = (with_owner(entity, record_id, table, row, there) for row in after[table].values())
    return sorted((row for row in owned if row is not None), key=lambda row: uuid.UUID(row["id"]).hex)


def with_owner(entity: str, record_id: uuid.UUID, table: str, row: PlainRow, there: set[str]) -> PlainRow | None:
    """A row that no longer names what is not there; None where it cannot be without it."""
    if table == "attribute":
        is_lost = row["link_entity"] not in RECORDS and row["link_id"] not in there
        return {**row, "link_entity": entity, "link_id": str(record_id)} if is_lost else row
    owners = [name for name in owner_columns(table) if row.get(name) is not None]
    lost = [name for name in owners if name.removesuffix("_id") not in RECORDS and row[name] not in there]
    row = {**row, **dict.fromkeys(lost)}
    if len(lost) < len(owners):
        return row
    return {**row, f"{entity}_id": str(record_id)} if f"{entity}_id" in row else None
