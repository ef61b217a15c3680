"""Records and ids that nobody is to find: what is published may hang on something that is not.

A place that hides where it is leaves nothing at all: neither its name nor its access, which might tell.
"""

import uuid
from collections.abc import Iterator, Mapping
from functools import cache

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES, portions
from directory.catalogue.models.services import ServiceAtLocation
from directory.catalogue.publishing import published, published_organizations, told_locations
from directory.exchange.representations.entities import ENTITIES
from directory.exchange.representations.finishing import Row

Rows = Mapping[str, Mapping[uuid.UUID, Row]]


def leave_out_hidden_places(rows: Mapping[str, dict[uuid.UUID, Row]]) -> bool:
    """Take the places that hide where they are out of rows by table, with all that hangs on them and on nothing else.

    What listings say of how to find them goes as well. Whether there were any.
    """
    hidden = {key for key, row in rows.get("location", {}).items() if row["hides_address"]}
    if not hidden:
        return False
    for key in hidden:
        del rows["location"][key]
    for row in rows.get("service_at_location", {}).values():
        if row["location_id"] in hidden:
            row["description"] = None
    leave_out_what_hangs_on({("location", key) for key in hidden}, rows)
    return True


def leave_out_what_hangs_on(gone: set[tuple[str, uuid.UUID]], rows: Mapping[str, dict[uuid.UUID, Row]]) -> None:
    """Take out the rows that belong to records which are gone. One that belongs to others as well only loses the id."""
    # Owners stand before what they own.
    for table in ENTITIES:
        for key, row in list(rows.get(table, {}).items()):
            owners = owners_of(table, row)
            lost = [column for column, owner in owners.items() if owner in gone]
            if lost and len(lost) == len(owners):
                gone.add((table, key))
                del rows[table][key]
            else:
                row.update(dict.fromkeys(lost))


def owners_of(table: str, row: Row) -> dict[str, tuple[str, uuid.UUID]]:
    """The columns in which a row names its owners, and whom they name."""
    if table == "attribute":
        return {"link_id": (row["link_entity"], row["link_id"])}
    return {column: (owner, row[column]) for owner, column in owning(table) if row[column] is not None}


@cache
def owning(table: str) -> tuple[tuple[str, str], ...]:
    """The tables that own rows of this one, with the column here that names them."""
    return tuple(
        (owner, column) for owner, each in ENTITIES.items() for owned, column in each.owned.values() if owned == table
    )


def hide_unpublished(db: Session, rows: Rows) -> None:
    """Take the ids of records that are not published out of rows by table. Records among these rows are published."""
    for target, condition in conditions().items():
        known = set(rows.get(target, ()))
        if target == "organization":
            known |= {row["organization_id"] for row in rows.get("service", {}).values()}
        naming = [(row, column) for row, column in rows_naming(rows, target) if row[column] not in known]
        if naming:
            seen = published_among(db, target, condition, {row[column] for row, column in naming})
            for row, column in naming:
                if row[column] not in seen:
                    row[column] = None


def conditions() -> Mapping[str, ColumnElement[bool]]:
    """Which records of a kind are published, for each kind of which some are not."""
    used = select(ServiceAtLocation.id).join(ServiceAtLocation.service).where(published())
    return {
        "organization": published_organizations(),
        "service": published(),
        "location": told_locations(),
        "service_at_location": ServiceAtLocation.id.in_(used),
    }


def rows_naming(rows: Rows, target: str) -> Iterator[tuple[Row, str]]:
    for table, column in columns_naming(target):
        for row in rows.get(table, {}).values():
            if row[column] is not None:
                yield row, column


@cache
def columns_naming(target: str) -> tuple[tuple[str, str], ...]:
    """The published columns that name a record of a table."""
    return tuple(
        (table, key.parent.name)
        for table, entity in ENTITIES.items()
        for key in sorted(TABLES[table].foreign_keys, key=lambda each: each.parent.name)
        if key.column.table.name == target and key.parent.name in entity.fields
    )


def published_among(db: Session, target: str, condition: ColumnElement[bool], ids: set[uuid.UUID]) -> set[uuid.UUID]:
    key = TABLES[target].c["id"]
    return {found for some in portions(ids) for found in db.scalars(select(key).where(key.in_(some), condition))}
