"""What somebody without an account tells of a listing, or asks about it, until a champion has closed it."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

# One key seals what strangers write: nobody knows who they are, and what they wrote goes when its time is over.
SEALED_FOR = uuid.UUID("7c1d9a34-50b7-4f0e-8a61-0d2b6f4f9e27")


class About(StrEnum):
    """What a message is about: a question, or what is wrong with a listing."""

    QUESTION = "question"
    CLOSED = "closed"
    WRONG_CONTACT = "wrong contact"
    MOVED = "moved"
    OTHER = "other"


class Ending(StrEnum):
    """How a message ended."""

    ANSWERED = "answered"
    PUT_RIGHT = "put right"
    STILL_RIGHT = "still right"
    NOT_REAL = "not real"


class ListingMessage(Base):
    """A report or question about a listing. Who sent it is not asked, only how to reach them if they want an answer.

    `proposed` is JSON: what the listing should say, part by part. `email` and `phone` go as soon as the message is
    closed: an answer that is to be sent waits, sealed, in the outbox until it has left.
    """

    __tablename__ = "listing_message"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    reference: Mapped[str] = mapped_column(unique=True)
    submission_key: Mapped[str] = mapped_column(unique=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    about: Mapped[str]
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    proposed_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    told_at: Mapped[datetime] = mapped_column(default=moment)
    ending: Mapped[str | None]
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    service: Mapped[Service] = relationship(lazy="raise")
    closer: Mapped[User | None] = relationship(lazy="raise")

    words = SealedText("words_sealed")
    email = SealedText("email_sealed")
    phone = SealedText("phone_sealed")
    proposed = SealedText("proposed_sealed")
    answer = SealedText("answer_sealed")

    __table_args__ = (
        CheckConstraint("about IN ('question', 'closed', 'wrong contact', 'moved', 'other')", name="known_about"),
        CheckConstraint("ending IN ('answered', 'put right', 'still right', 'not real')", name="known_ending"),
        CheckConstraint(
            "(ending IS NULL) = (closed_at IS NULL) AND (ending IS NULL) = (closed_by IS NULL)",
            name="ending_is_somebodys",
        ),
        CheckConstraint(
            "ending IS NULL OR (email_sealed IS NULL AND phone_sealed IS NULL)", name="closed_without_contact"
        ),
        Index(None, "service_id"),
        Index(None, "told_at"),
        Index(None, "closed_at"),
        Index(None, "closed_by"),
    )

    @property
    def is_open(self) -> bool:
        """Whether nobody has closed it yet."""
        return self.ending is None

    @property
    def is_question(self) -> bool:
        return self.about == About.QUESTION
