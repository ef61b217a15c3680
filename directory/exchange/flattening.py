"""A record with all it owns, spread out as rows with their ids.

A feed may give the same contact or telephone number, with the same id, under a service and under one of its places:
that is one row with two owners. The same id with other contents, or twice under owners of one kind, is two rows.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from directory.catalogue.history.record_rows import Row, Rows, owner_columns
from directory.exchange.bundles import digest_of
from directory.exchange.ids import Ids
from directory.exchange.rows import columns_of
from directory.exchange.shapes import Record, Step, walk

Resolve = Callable[[str, str, bool], uuid.UUID | None]
"""Our id of the record of an entity that the source calls by a key; None while it is not in the catalogue.

The last argument says that the record asked for is of the same kind as the one asking: its parent.
"""


@dataclass(slots=True)
class Flat:
    """A record as rows. `has_loose_ends` where it refers to a record that may yet come."""

    entity: str
    record_id: uuid.UUID
    rows: Rows = field(default_factory=dict)
    has_loose_ends: bool = False

    @property
    def row(self) -> Row:
        """The row of the record itself."""
        return self.rows[self.entity][self.record_id]


def flatten(
    record: Record, record_id: uuid.UUID, scope: str, ids: Ids, resolve: Resolve, before: Rows | None = None
) -> Flat:
    """The rows of a record and of what it owns. `before` are those it has in the catalogue, whose ids it keeps."""
    return Flattening(record, record_id, scope, ids, resolve, before or {}).run()


class Flattening:
    """The work of `flatten`: what has been given out so far."""

    def __init__(
        self, record: Record, record_id: uuid.UUID, scope: str, ids: Ids, resolve: Resolve, before: Rows
    ) -> None:
        self.record = record
        self.flat = Flat(record.table, record_id)
        self.scope = scope
        self.ids = ids
        self.resolve = resolve
        self.mine = {table: set(rows) for table, rows in before.items()}
        self.given: dict[int, uuid.UUID] = {}
        self.places: dict[str, uuid.UUID] = {}
        self.by_key: dict[tuple[str, str], Row] = {}
        self.used: Counter[str] = Counter()

    def run(self) -> Flat:
        for step in walk(self.record):
            row = self.make_row(step)
            if step.owner is None:
                row["id"] = self.flat.record_id
            else:
                self.link(row, step, step.owner)
                row = self.merge_or_name(row, step, step.owner)
            self.given[id(step.record)] = row["id"]
            self.flat.rows.setdefault(step.shape.table, {})[row["id"]] = row
        return self.flat

    def make_row(self, step: Step) -> Row:
        row: Row = {}
        for column in columns_of(step.shape):
            value = getattr(step.record, column.field)
            if column.entity and value is not None:
                value = self.resolve(column.entity, value, column.entity == step.shape.table)
                self.flat.has_loose_ends |= value is None
            row[column.name] = value
        return row

    def link(self, row: Row, step: Step, owner: Step) -> None:
        """Name the owner in the row; a row of a service may name one of its places as well."""
        owner_id = self.given[id(owner.record)]
        if step.shape.table == "attribute":
            row["link_entity"], row["link_id"] = owner.shape.table, owner_id
            return
        row.update(dict.fromkeys(owner_columns(step.shape.table)))
        if place_id := self.places.get(getattr(step.record, "place_key", None) or ""):
            row["service_at_location_id"] = place_id
        row[f"{owner.shape.table}_id"] = owner_id

    def merge_or_name(self, row: Row, step: Step, owner: Step) -> Row:
        """The row that says the same already, with this owner added; or else this one, with an id."""
        table, key = step.shape.table, step.record.key
        if key is None:
            scope = f"{self.given[id(owner.record)]}/{digest_of(step.record).hex()}"
        elif (twin := self.by_key.get((table, key))) is None:
            scope = key
            self.by_key[table, key] = row
        elif can_merge(twin, row, owner_columns(table)):
            twin.update({name: row[name] for name in owner_columns(table) if row[name] is not None})
            return twin
        else:
            scope, key = f"{self.given[id(owner.record)]}/{key}", None
        row["id"] = self.choose(table, key, scope)
        if table == "service_at_location" and step.record.key:
            self.places[step.record.key] = row["id"]
        return row

    def choose(self, table: str, key: str | None, scope: str) -> uuid.UUID:
        self.used[f"{table}/{scope}"] += 1
        again = self.used[f"{table}/{scope}"]
        scope = f"{self.scope}/{scope}" + (f"/{again}" if again > 1 else "")
        mine = self.mine.get(table, set())
        chosen = self.ids.choose(table, key, scope, mine)
        mine.discard(chosen)
        return chosen


def can_merge(twin: Row, row: Row, owners: tuple[str, ...]) -> bool:
    """Whether two rows say the same and can name both owners."""
    return all(
        twin[name] == value or (name in owners and (value is None or twin[name] is None)) for name, value in row.items()
    )
