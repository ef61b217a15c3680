"""Where the id of a record that was merged into another leads."""

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.duplicates import MergedRecord

# No honest chain of merges is longer.
LONGEST_CHAIN = 100


def find_survivor(db: Session, entity: str, record_id: uuid.UUID) -> uuid.UUID | None:
    """The record that one which was merged is now, however often it was merged on; None for one that never was."""
    found = None
    for _ in range(LONGEST_CHAIN):
        merged = find_merge(db, entity, found or record_id)
        if merged is None:
            return found
        found = merged.new_id
    return found


def id_now(db: Session, entity: str, record_id: uuid.UUID) -> uuid.UUID:
    """The id under which a record is found, whatever it was merged into since somebody saw it."""
    return find_survivor(db, entity, record_id) or record_id


def ids_before(db: Session, entity: str, record_id: uuid.UUID) -> set[uuid.UUID]:
    """The ids under which a record was found: its own, and those of all that were merged into it."""
    found = newest = {record_id}
    while newest:
        merged = (MergedRecord.entity == entity, MergedRecord.new_id.in_(newest), MergedRecord.split_at.is_(None))
        newest = set(db.scalars(select(MergedRecord.old_id).where(*merged))) - found
        found = found | newest
    return found


def find_merge(db: Session, entity: str, old_id: uuid.UUID) -> MergedRecord | None:
    """The merge, not undone since, in which a record went into another."""
    return db.scalar(
        select(MergedRecord).where(
            MergedRecord.entity == entity, MergedRecord.old_id == old_id, MergedRecord.split_at.is_(None)
        )
    )
