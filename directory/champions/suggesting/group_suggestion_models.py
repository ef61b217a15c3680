"""A group or activity that somebody without an account says is missing, until a champion has looked into it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models.merging import follows
from directory.champions.messages.models import SEALED_FOR
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class SuggestionEnding(StrEnum):
    """What became of a suggestion."""

    BEGUN = "begun"
    KNOWN = "known"
    NOT_FOUND = "not found"
    NOT_FOR_US = "not for us"
    NOT_REAL = "not real"


class GroupSuggestion(Base):
    """What somebody tells of a group. Who they are is not asked, only how to reach them if we have a question.

    `email` goes as soon as it is closed. `service_id` is the listing that was begun because of it.
    """

    __tablename__ = "group_suggestion"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True)
    submission_key: Mapped[str] = mapped_column(unique=True)
    is_own: Mapped[bool]
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    about_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    told_at: Mapped[datetime] = mapped_column(default=moment)
    ending: Mapped[str | None]
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="SET NULL"), info=follows())
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    name = SealedText("name_sealed")
    about = SealedText("about_sealed")
    place = SealedText("place_sealed")
    contact = SealedText("contact_sealed")
    email = SealedText("email_sealed")

    __table_args__ = (
        CheckConstraint("ending IN ('begun', 'known', 'not found', 'not for us', 'not real')", name="known_ending"),
        CheckConstraint(
            "(ending IS NULL) = (closed_at IS NULL) AND (ending IS NULL) = (closed_by IS NULL)",
            name="ending_is_somebodys",
        ),
        CheckConstraint("ending IS NULL OR email_sealed IS NULL", name="closed_without_contact"),
        Index(None, "told_at"),
        Index(None, "closed_at"),
        Index(None, "closed_by"),
        Index(None, "service_id"),
    )

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.ending is None
