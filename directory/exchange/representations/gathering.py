"""The rows of some records and of what hangs on them: one query a table, however many records there are."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from sqlalchemy import Column, ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.publishing import told_access
from directory.exchange.representations.entities import ENTITIES
from directory.exchange.representations.finishing import Row
from directory.exchange.representations.hiding import hide_unpublished, leave_out_hidden_places

Depth = frozenset[str]
"""Which records are written with those they hang on: `service.organization`, `location.addresses`, …"""

# In an order in which what refers or owns comes before what it leads to.
READING_ORDER = (
    "service",
    "organization",
    "program",
    "service_at_location",
    "location",
    "organization_identifier",
    "address",
    "accessibility",
    "contact",
    "phone",
    "web_address",
    "language",
    "schedule",
    "schedule_exception",
    "schedule_observance",
    "cost_option",
    "funding",
    "service_area",
    "required_document",
    "service_capacity",
    "attribute",
    "taxonomy_term",
    "taxonomy",
)
ATTRIBUTES = "attributes"
# What describes others has no terms hung on it, and no unit or term of a term is published.
WITHOUT_ATTRIBUTES = {"attribute", "taxonomy_term", "taxonomy"}
EVERYTHING: Depth = frozenset(
    f"{table}.{name}"
    for table, each in ENTITIES.items()
    for name in (*each.owned, *each.nested, *(() if table in WITHOUT_ATTRIBUTES else (ATTRIBUTES,)))
)


class Gathering:
    """Rows by table and id, and by the record that owns them."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[uuid.UUID, Row]] = defaultdict(dict)
        self.owned: dict[tuple[str, str], dict[uuid.UUID, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self.attributes: dict[tuple[str, uuid.UUID], list[Row]] = defaultdict(list)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Take in rows of a table, under whom they belong to."""
        for row in rows:
            self.rows[table][row["id"]] = row
            for column in owners_named(table, row):
                self.owned[table, column][row[column]].append(row)
            if table == "attribute":
                self.attributes[row["link_entity"], row["link_id"]].append(row)

    def leave_out_hidden_places(self) -> None:
        """Take out the places that hide where they are, and what hangs on them alone."""
        if leave_out_hidden_places(self.rows):
            rows, self.rows = self.rows, defaultdict(dict)
            self.owned.clear()
            self.attributes.clear()
            for table, some in rows.items():
                self.add(table, some.values())


def gather(db: Session, seeds: Mapping[str, Collection[uuid.UUID]], depth: Depth) -> Gathering:
    """Read published records with these ids, by table, and what hangs on them to this depth. At most 500 at once.

    No row names a record that is not published, nor a place that hides where it is.
    """
    found = Gathering()
    for table in READING_ORDER:
        conditions = list(conditions_of(table, seeds.get(table, ()), depth, found))
        if conditions:
            found.add(table, read_rows(db, table, or_(*conditions)))
    found.leave_out_hidden_places()
    hide_unpublished(db, found.rows)
    return found


def conditions_of(
    table: str, ids: Collection[uuid.UUID], depth: Depth, found: Gathering
) -> Iterable[ColumnElement[bool]]:
    """Which rows of a table are wanted: those asked for, those referred to, and those owned."""
    wanted = set(ids)
    for holder, column in references_to(table, depth):
        wanted.update(row[column] for row in found.rows[holder].values() if row[column] is not None)
    columns = TABLES[table].c
    if wanted:
        yield columns["id"].in_(wanted)
    for owner, column in owners_of(table, depth):
        if found.rows[owner]:
            yield columns[column].in_(list(found.rows[owner]))
    if table == "attribute":
        tagged = [key for name, rows in found.rows.items() if f"{name}.{ATTRIBUTES}" in depth for key in rows]
        if tagged:
            yield columns["link_id"].in_(tagged)


@cache
def references_to(table: str, depth: Depth) -> tuple[tuple[str, str], ...]:
    """The tables and columns that refer to this one, as far as the depth follows them."""
    return tuple(
        (holder, column)
        for holder, each in ENTITIES.items()
        for name, (target, column) in each.nested.items()
        if target == table and f"{holder}.{name}" in depth
    )


@cache
def owners_of(table: str, depth: Depth) -> tuple[tuple[str, str], ...]:
    """The tables that own rows of this one, with the column here that names them."""
    return tuple(
        (owner, column)
        for owner, each in ENTITIES.items()
        for name, (target, column) in each.owned.items()
        if target == table and f"{owner}.{name}" in depth
    )


def owners_named(table: str, row: Row) -> Iterable[str]:
    """The columns in which a row names its owners. Times that name a place belong to it, whatever else they name."""
    if table == "schedule" and row["service_at_location_id"] is not None:
        return ("service_at_location_id",)
    return (column for column in owner_columns(table) if row[column] is not None)


@cache
def owner_columns(table: str) -> tuple[str, ...]:
    return tuple({column for _, column in owners_of(table, EVERYTHING)})


@cache
def selection_of(table: str) -> tuple[Select[*tuple[object, ...]], tuple[str, ...]]:
    """The select of the columns that are published or read for it, in a stable order of rows, and their names."""
    columns = TABLES[table].c
    known = (*ENTITIES[table].fields, *ENTITIES[table].reads)
    names = tuple(name for name in known if name in columns)
    wanted: list[Column[object]] = [columns[name] for name in names]
    return select(*wanted).order_by(columns["id"]), names


def read_rows(db: Session, table: str, condition: ColumnElement[bool]) -> Iterable[Row]:
    """Rows as dictionaries. No object of a model is made: that would take most of the time of a page."""
    statement, names = selection_of(table)
    if table == "accessibility":
        statement = statement.where(told_access())
    for values in db.connection().execute(statement.where(condition)):
        yield dict(zip(names, values, strict=True))
