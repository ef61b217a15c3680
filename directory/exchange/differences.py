"""What a record and its rows are in the catalogue, and what has to change so that they become what the source says."""

import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from directory.exchange.ids import portions
from directory.exchange.rows import RANK, TABLES, Row, Rows, owned_pairs

# A service's room is also kept by its provider here: a source that says nothing of it leaves it as it is.
KEPT_IF_UNSAID = ("service_capacity",)


def load_rows(db: Connection, entity: str, ids: list[uuid.UUID]) -> dict[uuid.UUID, Rows]:
    """The rows of records and of what they own, by the id of the record."""
    tops: dict[uuid.UUID, uuid.UUID] = {each: each for each in ids}
    found: dict[uuid.UUID, Rows] = {each: {} for each in ids}
    owners: dict[str, set[uuid.UUID]] = defaultdict(set, {entity: set(ids)})

    def load(table: str, column: str, wanted: set[uuid.UUID]) -> None:
        query = select(TABLES[table])
        if table == entity:
            # PostgreSQL keeps others from changing these until the batch is in; SQLite lets nobody else write anyway.
            query = query.with_for_update()
        for some in portions(wanted):
            for row in db.execute(query.where(TABLES[table].c[column].in_(some))).mappings():
                top = tops[row["id"]] = tops[row[column]] if column != "id" else row["id"]
                found[top].setdefault(table, {})[row["id"]] = dict(row)
                owners[table].add(row["id"])

    load(entity, "id", set(ids))
    for owner, child in owned_pairs(entity):
        if child != "attribute":
            load(child, f"{owner}_id", owners[owner])
    if any(child == "attribute" for _, child in owned_pairs(entity)):
        load("attribute", "link_id", set(tops))
    return found


@dataclass
class Changes:
    """Rows to insert, columns to update and rows to delete, gathered over a batch and written together."""

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

    def write(self, db: Connection) -> None:
        """Insert first and delete last: a row may move from an owner that goes to one that comes."""
        for name in sorted(self.inserts, key=lambda each: RANK[each]):
            db.execute(TABLES[name].insert(), self.inserts[name])
        for (name, columns), rows in sorted(self.updates.items()):
            table = TABLES[name]
            values = {each: bindparam(f"to_{each}", type_=table.c[each].type) for each in columns}
            db.execute(table.update().where(table.c.id == bindparam("row_id")).values(values), rows)
        for name in sorted(self.deletes, key=lambda each: -RANK[each]):
            for some in portions(self.deletes[name]):
                db.execute(TABLES[name].delete().where(TABLES[name].c.id.in_(some)))


def compare(entity: str, record_id: uuid.UUID, before: Rows, after: Rows, changes: Changes) -> set[str]:
    """Add to `changes` what turns one into the other, leaving out the record's own row.

    Returns the names of what differs: columns of the record's own row, and tables of what it owns.
    """
    old, new = before[entity][record_id], after[entity][record_id]
    differing = {name for name, value in new.items() if old[name] != value}
    for table in (before.keys() | after.keys()) - {entity}:
        if table in KEPT_IF_UNSAID and not after.get(table):
            continue
        if compare_owned(table, before.get(table, {}), after.get(table, {}), changes):
            differing.add(f"{table}s")
    return differing


def compare_owned(table: str, before: dict[uuid.UUID, Row], after: dict[uuid.UUID, Row], changes: Changes) -> bool:
    """Add to `changes` what differs between the rows of one owned table; whether anything does."""
    fresh = [row for row_id, row in after.items() if row_id not in before]
    gone = [row_id for row_id in before if row_id not in after]
    moved = {
        row_id: differing
        for row_id, row in after.items()
        if row_id in before and (differing := {k: v for k, v in row.items() if before[row_id][k] != v})
    }
    if fresh:
        changes.inserts[table].extend(fresh)
    if gone:
        changes.deletes[table].extend(gone)
    for row_id, columns in moved.items():
        changes.update(table, row_id, columns)
    return bool(fresh or gone or moved)
