"""A record of the catalogue as its rows: its own, and those of all it owns, table by table.

Organizations, programmes, locations, services, taxonomies and their terms are records of their own. What hangs on one
and goes with it (a schedule, a telephone number of a contact, a tag) is owned by it. Feeds, histories and merges work
on rows, because they compare whole records; pages and operations work on the models.
"""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Table, bindparam, select

from directory.catalogue.bulk_inserts import insert_rows
from directory.catalogue.models import (
    conditions,
    contacts,
    organizations,
    photographs,
    places,
    schedules,
    services,
    sources,
    taxonomies,
)
from directory.db import Base

Row = dict[str, Any]
Rows = dict[str, dict[uuid.UUID, Row]]
"""Rows by table and id."""
T = TypeVar("T")

MODELS: tuple[type[Base], ...] = (
    taxonomies.Taxonomy,
    taxonomies.TaxonomyTerm,
    organizations.Organization,
    organizations.OrganizationIdentifier,
    services.Program,
    places.Location,
    places.Address,
    places.Accessibility,
    services.Service,
    services.ServiceAtLocation,
    contacts.Contact,
    contacts.Phone,
    contacts.Language,
    contacts.WebAddress,
    schedules.Schedule,
    schedules.ScheduleException,
    schedules.ScheduleObservance,
    conditions.CostOption,
    conditions.Funding,
    conditions.ServiceArea,
    conditions.RequiredDocument,
    conditions.ServiceCapacity,
    photographs.Photograph,
    taxonomies.Attribute,
    sources.SourceRecord,
)
# In an order in which rows can be inserted: what is referred to comes first.
TABLES: dict[str, Table] = {each.__tablename__: cast(Table, each.__table__) for each in MODELS}
LOCAL_VALUE = cast(Table, sources.LocalValue.__table__)
RANK = {name: position for position, name in enumerate(TABLES)}
RECORDS = ("taxonomy", "taxonomy_term", "organization", "program", "location", "service")
# SQLite takes 32,766 values in a statement and PostgreSQL 65,535; shorter ones are planned faster.
AT_ONCE = 500


def portions(values: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in lists short enough for one statement."""
    every = list(values)
    return (every[start : start + size] for start in range(0, len(every), size))


@cache
def owned_pairs(entity: str) -> tuple[tuple[str, str], ...]:
    """Each table of a record's rows with a table whose rows those own, in an order in which they can be loaded.

    A row that goes when its owner goes is owned by it; terms hang on everything but terms.
    """
    reached, pairs = {entity}, set[tuple[str, str]]()
    for name, table in TABLES.items():
        owners = {key.column.table.name for key in table.foreign_keys if key.ondelete == "CASCADE"} & reached
        if owners and name not in (*RECORDS, "attribute", "source_record"):
            reached.add(name)
            pairs.update((owner, name) for owner in owners)
    if entity not in ("taxonomy", "taxonomy_term"):
        pairs.update((name, "attribute") for name in reached)
    return tuple(sorted(pairs, key=lambda pair: (RANK[pair[0]], RANK[pair[1]])))


@cache
def owner_columns(table: str) -> tuple[str, ...]:
    """The columns in which the rows of an owned table can name their owner."""
    owners = {f"{owner}_id" for entity in RECORDS for owner, child in owned_pairs(entity) if child == table}
    return tuple(sorted(owners & set(TABLES[table].c.keys())))


def load_rows(db: Connection, entity: str, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Rows]:
    """The rows of records and of what they own, by the id of the record. Nobody else may change them meanwhile."""
    tops: dict[uuid.UUID, uuid.UUID] = {each: each for each in ids}
    found: dict[uuid.UUID, Rows] = {each: {} for each in tops}
    owners: dict[str, set[uuid.UUID]] = defaultdict(set, {entity: set(tops)})

    def load(table: str, column: str, wanted: set[uuid.UUID]) -> None:
        query = select(TABLES[table])
        if table == entity:
            # PostgreSQL keeps others from changing these until the end; SQLite lets nobody else write anyway.
            query = query.with_for_update()
        for some in portions(wanted):
            for row in db.execute(query.where(TABLES[table].c[column].in_(some))).mappings():
                top = tops[row["id"]] = tops[row[column]] if column != "id" else row["id"]
                found[top].setdefault(table, {})[row["id"]] = dict(row)
                owners[table].add(row["id"])

    load(entity, "id", set(tops))
    pairs = owned_pairs(entity)
    for owner, child in pairs:
        if child != "attribute":
            load(child, f"{owner}_id", owners[owner])
    if any(child == "attribute" for _, child in pairs):
        load("attribute", "link_id", set(tops))
    return found


@dataclass
class RowChanges:
    """Rows to insert, columns to update and rows to delete, gathered and then written together."""

    inserts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[tuple[str, tuple[str, ...]], list[Row]] = field(default_factory=lambda: defaultdict(list))
    deletes: dict[str, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))

    def __bool__(self) -> bool:
        return bool(self.inserts or self.updates or self.deletes)

    def insert_all(self, rows: Rows) -> None:
        for table, by_id in rows.items():
            self.inserts[table].extend(by_id.values())

    def update(self, table: str, row_id: uuid.UUID, columns: Row) -> None:
        values = {f"to_{name}": value for name, value in columns.items()}
        self.updates[table, tuple(sorted(columns))].append({"row_id": row_id, **values})

    def turn(self, table: str, before: dict[uuid.UUID, Row], after: dict[uuid.UUID, Row]) -> bool:
        """Gather what turns the rows of one owned table into others; whether anything does."""
        fresh = [row for row_id, row in after.items() if row_id not in before]
        gone = [row_id for row_id in before if row_id not in after]
        moved = {
            row_id: differing
            for row_id, row in after.items()
            if row_id in before and (differing := {k: v for k, v in row.items() if before[row_id][k] != v})
        }
        if fresh:
            self.inserts[table].extend(fresh)
        if gone:
            self.deletes[table].extend(gone)
        for row_id, columns in moved.items():
            self.update(table, row_id, columns)
        return bool(fresh or gone or moved)

    def write(self, db: Connection) -> None:
        """Insert first and delete last: a row may move from an owner that goes to one that comes."""
        for name in sorted(self.inserts, key=lambda each: RANK[each]):
            insert_rows(db, TABLES[name], self.inserts[name])
        for (name, columns), rows in sorted(self.updates.items()):
            table = TABLES[name]
            values = {each: bindparam(f"to_{each}", type_=table.c[each].type) for each in columns}
            db.execute(table.update().where(table.c.id == bindparam("row_id")).values(values), rows)
        for name in sorted(self.deletes, key=lambda each: -RANK[each]):
            for some in portions(self.deletes[name]):
                db.execute(TABLES[name].delete().where(TABLES[name].c.id.in_(some)))
