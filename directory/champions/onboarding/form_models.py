"""The form in which a group tells of itself what its listing is to say, saved page by page."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.champions.messages.models import SEALED_FOR
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class GroupForm(Base):
    """What a group has answered so far, about what was suggested; it goes with the suggestion.

    `answers` is JSON, page by page. Sent, it waits for a champion, who may send it back once more with a `word`.
    `asked_by` is who sent the group the form; nobody where it came from the public page itself.
    """

    __tablename__ = "group_form"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    suggestion_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("group_suggestion.id", ondelete="CASCADE"), unique=True)
    asked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    word_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    begun_at: Mapped[datetime] = mapped_column(default=moment)
    saved_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]

    suggestion: Mapped[GroupSuggestion] = relationship(lazy="raise")

    answers = SealedText("answers_sealed")
    word = SealedText("word_sealed")

    __table_args__ = (
        CheckConstraint("sent_at IS NULL OR returned_at IS NULL", name="sent_or_returned"),
        CheckConstraint("(word_sealed IS NULL) = (returned_at IS NULL)", name="returned_with_a_word"),
        Index(None, "asked_by"),
    )
