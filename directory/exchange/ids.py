"""Which id a record of a source gets in the catalogue.

The source's own UUID if that is free in the table, and otherwise one derived from the source, so that the same id
from two sources is two records and every run of the same file gives the same ids.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, Table, select

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.duplicates import MergedRecord
from directory.exchange.values import find_uuid

NAMESPACE = uuid.UUID("6f0c1a52-7a0b-5a59-9a2f-2f6d3c0f5b11")
Wanted = dict[str, set[uuid.UUID]]
"""Ids by table."""


def source_id_for(name: str) -> uuid.UUID:
    """The id of a new source: the same wherever the same name is used, so that derived ids are as well."""
    return uuid.uuid5(NAMESPACE, f"source/{name}")


class Ids:
    """The ids given out in one batch; `taken` are those in use in each table before it."""

    def __init__(self, source_id: uuid.UUID, taken: Wanted) -> None:
        self._source_id = source_id
        self._taken = defaultdict(set, taken)

    def choose(self, table: str, key: str | None, scope: str, mine: Collection[uuid.UUID] = ()) -> uuid.UUID:
        """The id of a record that the source calls `key`; `mine` are the rows its owner has already.

        `scope` tells apart records whose keys are unique within their owner only.
        """
        own = find_uuid(key)
        if own is not None and own in mine:
            return own
        taken = self._taken[table]
        if own is None or own in taken or mine:
            derived = self.derive(table, scope)
            if own is None or own in taken or derived in mine:
                return derived
        taken.add(own)
        return own

    def derive(self, table: str, scope: str) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"{self._source_id}/{table}/{scope}")


def find_taken(db: Connection, tables: dict[str, Table], wanted: Wanted) -> Wanted:
    """Which of the ids that a batch would like to use are in use, table by table.

    The id of a record that was merged into another leads there, and is nobody else's.
    """
    taken: Wanted = {}
    for name, ids in wanted.items():
        column = tables[name].c.id
        taken[name] = set()
        for some in portions(ids):
            taken[name].update(db.scalars(select(column).where(column.in_(some))))
            merged = (MergedRecord.entity == name, MergedRecord.old_id.in_(some), MergedRecord.split_at.is_(None))
            taken[name].update(db.scalars(select(MergedRecord.old_id).where(*merged)))
    return taken
