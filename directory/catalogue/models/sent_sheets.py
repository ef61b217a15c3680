"""Spreadsheets that people sent in, kept until they are taken in or given up."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.accounts.models import User
from directory.db import Base, moment, new_id


class SheetState(StrEnum):
    """What became of a sheet."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    GIVEN_UP = "given up"


class SentSheet(Base):
    """A spreadsheet as it was sent, and what whoever sent it was shown that it would do.

    `shown` is that preview, so that nothing else is ever accepted. Both are gone when the sheet is given up.
    """

    __tablename__ = "sent_sheet"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    sent_by: Mapped[uuid.UUID] = mapped_column(ForeignKey(User.id))
    sent_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    source_name: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    shown: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=SheetState.WAITING.value)
    decided_at: Mapped[datetime | None]
    replays: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'accepted', 'given up')", name="known_state"),
        CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_unless_waiting"),
        CheckConstraint("(state = 'given up') = (content IS NULL)", name="given_up_is_empty"),
        CheckConstraint("(content IS NULL) = (shown IS NULL)", name="shown_with_content"),
        UniqueConstraint("sent_by", "submission_key"),
        Index(None, "sent_at"),
    )
