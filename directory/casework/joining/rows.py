"""The rows of a client in every table, read as plain values, written from them, and given to another client.

Which tables there are is asked of the database's own description, as for moving somebody to another team, so that none
is forgotten.
"""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, RowMapping, Table, insert, or_, select, update
from sqlalchemy.orm import Session

from directory.casework.client_tokens import ClientToken
from directory.casework.models import Client
from directory.casework.record.models import RecordedSection
from directory.casework.tombstones import ErasedPerson
from directory.db import Base
from directory.security.sealing import open_text, place_of, seal_text, sealed_texts_of

# What is made anew from what is known of somebody, and what says of a record that it is gone.
LEFT_OUT = (ClientToken.__tablename__, ErasedPerson.__tablename__)
# Counts changes, so that who has a form open notices: it never goes back.
NEVER_BACK = ("version", "replays", "tokens_by", "compared_version")
CLIENTS = Client.__tablename__
# Besides a foreign key, what may hold the id of a client: whose key seals a row, and what a letter or link is about.
MAY_NAME = ("person_id", "about_id")


@dataclass(frozen=True)
class Row:
    """A row as plain values, and whose it is."""

    owner: uuid.UUID
    values: Mapping[str, Any]


Snapshot = Mapping[tuple[str, uuid.UUID], Row]


@cache
def tables_with_clients() -> tuple[Table, ...]:
    """Every table with rows about clients besides their own, those that are pointed at first."""
    return tuple(
        each for each in Base.metadata.sorted_tables if each.name not in (*LEFT_OUT, CLIENTS) and names_of(each)
    )


@cache
def names_of(table: Table) -> tuple[Column[Any], ...]:
    """The columns of a table that may name the client a row is about."""
    keys = {each.parent for each in table.foreign_keys if each.column.table is Client.__table__}
    return tuple(each for each in table.columns if each in keys or each.name == "person_id")


@cache
def sealed_in(table: Table) -> frozenset[str]:
    model: Any = next(each.class_ for each in Base.registry.mappers if each.local_table is table)
    return frozenset(each.column for each in sealed_texts_of(model))


def is_of(table: Table, client_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether a row is about a client, as a condition."""
    return or_(*(each == client_id for each in names_of(table)))


def list_rows(db: Session, table: Table, client_id: uuid.UUID) -> list[RowMapping]:
    return list(db.execute(select(table).where(is_of(table, client_id))).mappings())


def sealed_by(table: Table, row: RowMapping) -> uuid.UUID:
    """Whose key seals a row."""
    name = "id" if table.name == CLIENTS else "person_id" if "person_id" in table.c else "client_id"
    found: uuid.UUID = row[name]
    return found


def take_snapshot(db: Session, *client_ids: uuid.UUID) -> Snapshot:
    """All the rows of some clients, their own among them, as plain values."""
    db.flush()
    found: dict[tuple[str, uuid.UUID], Row] = {}
    clients = Base.metadata.tables[CLIENTS]
    for client_id in client_ids:
        own = list(db.execute(select(clients).where(clients.c.id == client_id)).mappings())
        for table, rows in ((clients, own), *each_table(db, client_id)):
            for row in rows:
                found.setdefault((table.name, row["id"]), Row(client_id, to_plain(table, row)))
    return found


def each_table(db: Session, client_id: uuid.UUID) -> Iterator[tuple[Table, list[RowMapping]]]:
    for table in tables_with_clients():
        yield table, list_rows(db, table, client_id)


def to_plain(table: Table, row: RowMapping) -> dict[str, Any]:
    """A row as values that can be written as JSON, with what is sealed opened."""
    return {each.name: plain_value(table, each, row) for each in table.columns}


def plain_value(table: Table, column: Column[Any], row: RowMapping) -> Any:
    value = row[column.name]
    if value is not None and column.name in sealed_in(table):
        return open_text(sealed_by(table, row), place_of(table.name, column.name, row["id"]), value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID) else value


def from_plain(table: Table, values: Mapping[str, Any], row_id: uuid.UUID, owner: uuid.UUID) -> dict[str, Any]:
    """What is to be written, from plain values; what is sealed goes under the key of `owner`."""
    written = {}
    for name, value in values.items():
        if value is not None and name in sealed_in(table):
            written[name] = seal_text(owner, place_of(table.name, name, row_id), value)
        else:
            written[name] = typed_value(table.c[name], value)
    return written


def typed_value(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    kind = column.type.python_type
    if kind is uuid.UUID:
        return uuid.UUID(value)
    return kind.fromisoformat(value) if kind in (date, datetime) else value


def values_of(table: str, row: Row) -> dict[str, Any]:
    """What a row says besides whom it is about."""
    described = Base.metadata.tables[table]
    left_out = {*NEVER_BACK, *(each.name for each in names_of(described)), *MAY_NAME}
    if table == RecordedSection.__tablename__:
        left_out.add("number")  # put in order anew
    return {name: value for name, value in row.values.items() if name not in left_out}


def give_rows(
    db: Session, table: Table, giver: uuid.UUID, taker: uuid.UUID, only: Collection[uuid.UUID] | None = None
) -> None:
    """Have rows of one client be about another, sealed under that one's key; all of a table, or some by their ids."""
    for row in list_rows(db, table, giver):
        if only is not None and row["id"] not in only:
            continue
        naming = [*(each.name for each in names_of(table)), *(each for each in MAY_NAME if each in table.c)]
        values: dict[str, Any] = {name: taker for name in naming if row[name] == giver}
        if sealed_by(table, row) == giver:
            values |= {name: seal_anew(table, name, row, taker) for name in sealed_in(table) if row[name] is not None}
        db.execute(update(table).where(table.c.id == row["id"]).values(values))


def seal_anew(table: Table, column: str, row: RowMapping, taker: uuid.UUID) -> bytes:
    place = place_of(table.name, column, row["id"])
    return seal_text(taker, place, open_text(sealed_by(table, row), place, row[column]))


def add_row(db: Session, table: Table, values: Mapping[str, Any], owner: uuid.UUID) -> None:
    """Write a row again that went."""
    db.execute(insert(table).values(from_plain(table, values, uuid.UUID(values["id"]), owner)))
