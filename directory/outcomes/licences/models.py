"""Licences that a team holds, and the words it has loaded."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id
from directory.outcomes.models import AnswerMode


class QuestionnaireLicence(Base):
    """A licence for one questionnaire in one language, as somebody confirmed that the team holds it.

    It holds through `expires_on`, where that is known, and until somebody ended it here. `confirmed_by` and `ended_by`
    are empty where that was done on the server.
    """

    __tablename__ = "questionnaire_licence"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    instrument: Mapped[str]
    licence_number: Mapped[str]
    language: Mapped[str]
    on_paper: Mapped[bool]
    on_screen: Mapped[bool]
    by_phone: Mapped[bool]
    in_person: Mapped[bool]
    expires_on: Mapped[date | None]
    confirmed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_at: Mapped[datetime] = mapped_column(default=moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        CheckConstraint("on_paper OR on_screen OR by_phone OR in_person", name="covers_something"),
        CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_by_has_time"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "instrument"),
        Index(None, "confirmed_by"),
        Index(None, "ended_by"),
    )

    @property
    def modes(self) -> frozenset[AnswerMode]:
        covered = {
            AnswerMode.PAPER: self.on_paper,
            AnswerMode.SCREEN: self.on_screen,
            AnswerMode.PHONE: self.by_phone,
            AnswerMode.IN_PERSON: self.in_person,
        }
        return frozenset(mode for mode, is_covered in covered.items() if is_covered)

    def holds_on(self, day: date) -> bool:
        """Whether it may be relied on that day."""
        return self.ended_at is None and (self.expires_on is None or day <= self.expires_on)


class QuestionnaireWording(Base):
    """The words of one questionnaire in one language, as one version that was loaded. Older ones stay.

    `content` is the wording as JSON, `digest` the SHA-256 of it: the same file again is no new version.
    """

    __tablename__ = "questionnaire_wording"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    instrument: Mapped[str]
    language: Mapped[str]
    number: Mapped[int]
    content: Mapped[str]
    digest: Mapped[str]
    loaded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    loaded_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (
        UniqueConstraint("scheme_id", "instrument", "language", "number"),
        Index(None, "loaded_by"),
    )
