"""Feeds of other directories that are mirrored here: where each is, how far a run has come, and how runs ended."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models.sources import Source
from directory.db import Base, moment, new_id


class Walk(StrEnum):
    """What a run reads: every record whole, the list of all and what is new in it, or only what is new."""

    EVERYTHING = "everything"
    LIST = "list"
    CHANGES = "changes"


class RunStep(StrEnum):
    """How far a run has come: it reads the feed's pages, or writes what it read into the catalogue."""

    READING = "reading"
    TAKING = "taking"


class RunResult(StrEnum):
    """How a run ended. After `held` a person has to look: the feed was taken, and nothing was closed."""

    DONE = "done"
    INCOMPLETE = "incomplete"
    HELD = "held"
    FAILED = "failed"


class Feed(Base):
    """A source that is read again and again from an address. `kind` is the format it gives services in.

    `changed_until` is the latest change of theirs that we know of, `walked_at` when all of the feed was last read.
    `held_missing` says how many services were gone when a person was asked to look.
    """

    __tablename__ = "feed"

    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Source.id, ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    added_at: Mapped[datetime] = mapped_column(default=moment)
    walked_at: Mapped[datetime | None]
    changed_until: Mapped[datetime | None]
    wait_until: Mapped[datetime | None]
    held_missing: Mapped[int | None]
    leased_by: Mapped[uuid.UUID | None]
    leased_until: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("kind IN ('oruk-3.0', 'oruk-1.0')", name="known_kind"),
        CheckConstraint("(leased_by IS NULL) = (leased_until IS NULL)", name="lease_has_an_end"),
    )


class FeedRun(Base):
    """One reading of a feed. While it has no end, the next run goes on from `next_page` and what is staged.

    `problem` says why the reading of pages ended early, `reason` why the run ended as it did, or stopped. `told` is how
    many services the feed says it has, `listed` how many it lists, `unread` how many of those could not be read.
    """

    __tablename__ = "feed_run"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Feed.source_id, ondelete="CASCADE"))
    walk: Mapped[str]
    has_whole_items: Mapped[bool]
    step: Mapped[str] = mapped_column(default=RunStep.READING.value)
    started_at: Mapped[datetime] = mapped_column(default=moment)
    ended_at: Mapped[datetime | None]
    result: Mapped[str | None]
    reason: Mapped[str | None]
    problem: Mapped[str | None]
    first_page: Mapped[int] = mapped_column(default=1)
    next_page: Mapped[int] = mapped_column(default=1)
    staged_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    listed_bytes: Mapped[int] = mapped_column(BigInteger, default=0)
    told: Mapped[int | None]
    changed_until: Mapped[datetime | None]
    listed: Mapped[int] = mapped_column(default=0)
    unread: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    kept_here: Mapped[int] = mapped_column(default=0)
    closed: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint("walk IN ('everything', 'list', 'changes')", name="known_walk"),
        CheckConstraint("step IN ('reading', 'taking')", name="known_step"),
        CheckConstraint("result IN ('done', 'incomplete', 'held', 'failed')", name="known_result"),
        CheckConstraint("(ended_at IS NULL) = (result IS NULL)", name="end_has_result"),
        Index(None, "source_id", "started_at"),
    )


class FeedAbsence(Base):
    """A service that a feed used to list and, when all of it was last read, did not list any more."""

    __tablename__ = "feed_absence"

    source_id: Mapped[uuid.UUID] = mapped_column(ForeignKey(Feed.source_id, ondelete="CASCADE"), primary_key=True)
    source_key: Mapped[str] = mapped_column(primary_key=True)
    noticed_at: Mapped[datetime] = mapped_column(default=moment)
