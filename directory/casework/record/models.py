"""What was written down of a client, section by section, and the notes of the team."""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

# What was answered, by the code of the question: a text, or the codes that were chosen.
Answers = Mapping[str, str | list[str]]


class RecordedSection(Base):
    """One section of a client's record as it was written down once. The one with the highest number counts.

    Nothing is overwritten: what was known before stays, with who wrote it down and when. `answers` is JSON; a question
    that is not in it was not asked.
    """

    __tablename__ = "recorded_section"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    section: Mapped[str]
    number: Mapped[int]
    vocabulary: Mapped[str]
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    answers = SealedText("answers_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("client_id", "section", "number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def given(self) -> Answers:
        """What was answered, by the code of the question."""
        found: Answers = json.loads(self.answers)
        return found


class ClientNote(Base):
    """Something the team wrote down of a client, on a day. Private to the team, or for the person to see too.

    A note is never overwritten: its correction is a note of its own, which names the one it stands in the place of,
    and says why. One that was written into the wrong record is taken out by a correction that is empty: all of it is
    marked `is_taken_out` then, and nobody is told any more what it said.
    """

    __tablename__ = "client_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    corrects_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client_note.id", ondelete="CASCADE"))
    happened_on: Mapped[date]
    is_shared: Mapped[bool]
    is_taken_out: Mapped[bool] = mapped_column(default=False, server_default=false())
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0, server_default="0")
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    words = SealedText("words_sealed")
    why = SealedText("why_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(corrects_id IS NULL) = (why_sealed IS NULL)", name="correction_says_why"),
        CheckConstraint("corrects_id IS NOT NULL OR words_sealed IS NOT NULL", name="first_has_words"),
        UniqueConstraint("corrects_id"),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
