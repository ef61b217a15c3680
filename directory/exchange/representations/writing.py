"""From rows to nested records: nothing null, nothing empty, and no field but those of `entities`."""

import uuid
from collections.abc import Iterable, Iterator

from directory.exchange.representations.entities import ENTITIES
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import ATTRIBUTES, Depth, Gathering


def represent(found: Gathering, table: str, row: Row, depth: Depth) -> Representation:
    """A record with what hangs on it to this depth."""
    entity = ENTITIES[table]
    record = own_fields(table, row)
    for name, (target, column) in entity.nested.items():
        if f"{table}.{name}" in depth and (other := found.rows[target].get(row[column])):
            record[name] = represent(found, target, other, depth)
    if detail := record.get("taxonomy_detail"):
        # HSDS nests the taxonomy there; the profile only names it.
        record["taxonomy"] = detail["name"]
    for name, (target, column) in entity.owned.items():
        if f"{table}.{name}" in depth:
            put_list(record, name, represent_all(found, target, found.owned[target, column].get(row["id"], ()), depth))
    if f"{table}.{ATTRIBUTES}" in depth:
        put_list(record, ATTRIBUTES, represent_attributes(found, table, row["id"], depth))
    return record


def own_fields(table: str, row: Row) -> Representation:
    """The fields of one row that say something."""
    entity = ENTITIES[table]
    record: Representation = {}
    for name, write in entity.fields.items():
        value = row.get(name)
        if value is not None and value != "" and (written := write(value)) is not None:
            record[name] = written
    entity.finish(row, record)
    return record


def represent_all(found: Gathering, table: str, rows: Iterable[Row], depth: Depth) -> Iterator[Representation]:
    needed = ENTITIES[table].needs
    for row in rows:
        record = represent(found, table, row, depth)
        if needed in record:
            yield record


def represent_attributes(found: Gathering, table: str, record_id: uuid.UUID, depth: Depth) -> Iterator[Representation]:
    return represent_all(found, "attribute", found.attributes.get((table, record_id), ()), depth)


def put_list(record: Representation, name: str, records: Iterable[Representation]) -> None:
    """Put a list into a record unless it is empty."""
    if written := list(records):
        record[name] = written
