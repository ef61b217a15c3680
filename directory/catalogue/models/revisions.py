"""The history of the catalogue: every change of a record, who made it, and why."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, Integer, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.sources import Source
from directory.db import Base, moment


class RevisionKind(StrEnum):
    """What a revision does to its record."""

    ADDED = "added"
    CHANGED = "changed"
    TAKEN_BACK = "taken back"
    """It takes an earlier revision back."""


class RevisionState(StrEnum):
    """How far a revision has come. While one is written or waits, the record stays as it was."""

    DRAFT = "draft"
    """Its author is still writing it; nobody else sees it."""
    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Revision(Base):
    """One change of a record: by a person or by a source, done at once or, as a suggestion, once somebody decides.

    `changes` holds field, before and after; a field that is the name of an owned table holds its rows. Revisions of
    records are in the order of their ids, which no clock can turn round.
    """

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    entity: Mapped[str]
    record_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(default=RevisionKind.CHANGED.value)
    state: Mapped[str] = mapped_column(default=RevisionState.DONE.value)
    is_suggestion: Mapped[bool] = mapped_column(default=False)
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    source_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(Source.id, ondelete="SET NULL"))
    made_at: Mapped[datetime] = mapped_column(default=moment)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    decided_at: Mapped[datetime | None]
    decision_note: Mapped[str | None]
    takes_back: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))

    author: Mapped[User | None] = relationship(lazy="raise", foreign_keys=author_id)
    source: Mapped[Source | None] = relationship(lazy="raise")
    decider: Mapped[User | None] = relationship(lazy="raise", foreign_keys=decided_by)

    __table_args__ = (
        CheckConstraint("kind IN ('added', 'changed', 'taken back')", name="known_kind"),
        CheckConstraint("state IN ('draft', 'waiting', 'done', 'refused', 'withdrawn')", name="known_state"),
        CheckConstraint("(state IN ('draft', 'waiting')) = (decided_at IS NULL)", name="decided_unless_waiting"),
        CheckConstraint("(kind = 'taken back') = (takes_back IS NOT NULL)", name="takes_back_another"),
        Index(
            "uq_revision_one_draft",
            "entity",
            "record_id",
            "author_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        Index(None, "entity", "record_id", "id"),
        Index(None, "state", "id"),
        Index(None, "author_id"),
        Index(None, "source_id"),
        Index(None, "decided_by"),
        Index(None, "takes_back"),
    )

    @property
    def is_from_group(self) -> bool:
        """Whether the group of the record suggested it itself: nobody else suggests without an account."""
        return self.is_suggestion and self.author_id is None and self.source_id is None

    @property
    def field_changes(self) -> tuple[FieldChange, ...]:
        """What changed, field by field."""
        return tuple(FieldChange(**each) for each in self.changes)


# What groups suggested themselves, as conditions: what `is_from_group` says of one.
FROM_GROUP = (Revision.is_suggestion, Revision.author_id.is_(None), Revision.source_id.is_(None))
