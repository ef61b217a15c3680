"""Reading what was merged: where an old id leads, and the merges that can be undone."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from directory.catalogue.models.duplicates import MergedRecord
from directory.errors import NotFound

PAGE_SIZE = 25
# No honest chain of merges is longer.
LONGEST_CHAIN = 100


@dataclass(frozen=True)
class MergePage:
    """One page of merges, the newest first."""

    merges: Sequence[MergedRecord]
    total: int
    page: int


def find_survivor(db: Session, entity: str, record_id: uuid.UUID) -> uuid.UUID | None:
    """The record that one which was merged is now, however often it was merged on; None for one that never was."""
    found = None
    for _ in range(LONGEST_CHAIN):
        merged = find_merge(db, entity, found or record_id)
        if merged is None:
            return found
        found = merged.new_id
    return found


def find_merge(db: Session, entity: str, old_id: uuid.UUID) -> MergedRecord | None:
    """The merge, not undone since, in which a record went into another."""
    return db.scalar(
        select(MergedRecord).where(
            MergedRecord.entity == entity, MergedRecord.old_id == old_id, MergedRecord.split_at.is_(None)
        )
    )


def get_merge(db: Session, merge_id: uuid.UUID, *, to_change: bool = False) -> MergedRecord:
    """A merge with who made and who undid it. Raises NotFound."""
    wanted = select(MergedRecord).where(MergedRecord.id == merge_id)
    if to_change:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    else:
        wanted = wanted.options(joinedload(MergedRecord.merger), joinedload(MergedRecord.splitter))
    found = db.scalar(wanted)
    if found is None:
        raise NotFound("There is no such merge.")
    return found


def list_merges(db: Session, page: int = 1) -> MergePage:
    """Merges that people made, the newest first. Raises NotFound for a page below 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    total = db.scalar(select(func.count()).select_from(MergedRecord)) or 0
    merges = db.scalars(
        select(MergedRecord)
        .options(joinedload(MergedRecord.merger), joinedload(MergedRecord.splitter))
        .order_by(MergedRecord.merged_at.desc(), MergedRecord.id)
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return MergePage(merges, total, page)
