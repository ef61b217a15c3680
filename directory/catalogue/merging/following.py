"""What becomes of rows that name a record when it is merged into another.

What a record owns is merged part by part; every other row that names it follows to the record that stays, by the rule
its model declares (`merge_rules`).
"""

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, select
from sqlalchemy.exc import IntegrityError

from directory.catalogue.history.record_rows import TABLES, owned_pairs
from directory.catalogue.models.merging import MERGE, Follows
from directory.db import Base
from directory.errors import Refused


@dataclass(frozen=True)
class MovedRow:
    """A row that names another record than before, column by column."""

    table: str
    row_id: uuid.UUID | int
    before: dict[str, Any]
    after: dict[str, Any]


def columns_naming(entity: str) -> list[Column[Any]]:
    """Every column of every table that names a record of this kind, but those of what it owns."""
    owned = {child for owner, child in owned_pairs(entity) if owner == entity}
    return [
        key.parent
        for table in Base.metadata.sorted_tables
        if table.name not in owned
        for key in sorted(table.foreign_keys, key=lambda each: str(each.parent))
        if key.column.table is TABLES[entity]
    ]


def follow(db: Connection, entity: str, old_id: uuid.UUID, new_id: uuid.UUID) -> list[MovedRow]:
    """Let everything that names one record name another. Raises Refused where that cannot be."""
    moved = []
    for column in columns_naming(entity):
        rule = column.info[MERGE]
        moved += follow_column(db, column, rule, old_id, new_id)
    return moved


def follow_column(
    db: Connection, column: Column[Any], rule: Follows, old_id: uuid.UUID, new_id: uuid.UUID
) -> list[MovedRow]:
    table = column.table
    values: dict[Any, Any] = {column: new_id}
    if "version" in table.c:
        values[table.c.version] = table.c.version + 1
    ids = db.scalars(select(table.c.id).where(column == old_id)).all()
    try:
        with db.begin_nested():
            db.execute(table.update().where(column == old_id).values(values))
    except IntegrityError:
        raise Refused(rule.unless) from None
    return [MovedRow(table.name, each, {column.name: old_id}, {column.name: new_id}) for each in ids]
