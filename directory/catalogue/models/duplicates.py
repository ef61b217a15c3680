"""Records that may be one and the same, and those that were made one."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.field_changes import Plain
from directory.db import Base, moment, new_id

ENTITIES = "('service', 'organization')"
NOT_SPLIT = "split_at IS NULL"


class CandidateState(StrEnum):
    """What was decided of two records that may be one."""

    OPEN = "open"
    MERGED = "merged"
    DISMISSED = "dismissed"


class DuplicateCandidate(Base):
    """Two services, or two organizations, that may be one listed twice; the lower id first.

    `reasons` holds kind, points and detail of each reason, the strongest first. One that was dismissed and is open
    again keeps who dismissed it, when and why.
    """

    __tablename__ = "duplicate_candidate"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    entity: Mapped[str]
    first_id: Mapped[uuid.UUID]
    second_id: Mapped[uuid.UUID]
    score: Mapped[float]
    reasons: Mapped[list[Plain]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=CandidateState.OPEN.value)
    found_at: Mapped[datetime] = mapped_column(default=moment)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]
    note: Mapped[str | None]

    decider: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(f"entity IN {ENTITIES}", name="known_entity"),
        CheckConstraint("first_id < second_id", name="pair_in_order"),
        CheckConstraint("state IN ('open', 'merged', 'dismissed')", name="known_state"),
        CheckConstraint("(decided_by IS NULL) = (decided_at IS NULL)", name="decision_whole"),
        CheckConstraint("state = 'open' OR decided_at IS NOT NULL", name="decision_has_time"),
        UniqueConstraint("entity", "first_id", "second_id"),
        Index(None, "state", "score"),
        Index(None, "second_id"),
        Index(None, "decided_by"),
    )


class MergedRecord(Base):
    """A record that was merged into another: its id leads to that one from now on.

    `content` is what is needed to split them again: the rows that were taken away, those that moved, and what changed
    in the record that stays.
    """

    __tablename__ = "merged_record"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    entity: Mapped[str]
    old_id: Mapped[uuid.UUID]
    new_id: Mapped[uuid.UUID]
    old_name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    merged_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    merged_at: Mapped[datetime] = mapped_column(default=moment)
    note: Mapped[str | None]
    split_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    split_at: Mapped[datetime | None]
    split_note: Mapped[str | None]

    merger: Mapped[User] = relationship(lazy="raise", foreign_keys=[merged_by])
    splitter: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[split_by])

    __table_args__ = (
        CheckConstraint(f"entity IN {ENTITIES}", name="known_entity"),
        CheckConstraint("old_id <> new_id", name="into_another"),
        CheckConstraint("(split_by IS NULL) = (split_at IS NULL)", name="split_whole"),
        Index(
            "uq_merged_record_old",
            "entity",
            "old_id",
            unique=True,
            sqlite_where=text(NOT_SPLIT),
            postgresql_where=text(NOT_SPLIT),
        ),
        Index(None, "new_id"),
        Index(None, "merged_by"),
        Index(None, "split_by"),
    )


class MergedSourceRecord(Base):
    """A record of a source that was merged into one which another source gives: it is known, and changes nothing."""

    __tablename__ = "merged_source_record"

    source_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(primary_key=True)
    source_key: Mapped[str] = mapped_column(primary_key=True)
    merged_record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("merged_record.id", ondelete="CASCADE"))

    __table_args__ = (
        ForeignKeyConstraint(
            ["source_id", "entity", "source_key"],
            ["source_record.source_id", "source_record.entity", "source_record.source_key"],
            name="fk_merged_source_record_source_record",
            ondelete="CASCADE",
        ),
        Index(None, "merged_record_id"),
    )


class MergedRow(Base):
    """A row that a record got in a merge: the source that gives the record does not know it, and leaves it alone."""

    __tablename__ = "merged_row"

    row_table: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    merged_record_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("merged_record.id", ondelete="CASCADE"))

    __table_args__ = (Index(None, "merged_record_id"),)
