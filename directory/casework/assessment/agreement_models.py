"""What a person agreed to of their plan, and when the plan is looked at again."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.assessment.agreed_words import in_lines, read
from directory.casework.models import Client, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class AgreedHow(StrEnum):
    """How somebody agreed to their plan."""

    IN_PERSON = "in person"
    PHONE = "phone"
    VIDEO = "video"
    WRITING = "in writing"


class PlanAgreement(Base):
    """That a person agreed to their plan as it stood: on which day, and how. One that was a mistake stays, as undone.

    `change_number` is that of the newest change of the plan which they agreed to, and `words` all of it that they saw,
    as `agreed_words` writes it; agreements from before they were kept have none.
    """

    __tablename__ = "plan_agreement"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    agreed_on: Mapped[date]
    how: Mapped[str]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    change_number: Mapped[int]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]
    submission_key: Mapped[str]

    note = SealedText("note_sealed")
    words = SealedText("words_sealed")

    __table_args__ = (
        CheckConstraint(one_of("how", AgreedHow), name="known_how"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "case_id"),
        Index(None, "recorded_by"),
        Index(None, "undone_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def in_lines(self) -> str:
        """What they agreed to as text, a line each; empty where it was not kept."""
        words = read(self.words)
        return in_lines(words) if words else ""


class PlanReview(Base):
    """A look at the plan together with the person: due on a day, with somebody who sees to it; held on a day.

    A case has at most one that is still to come. `change_number` is that of the newest change of the plan when it was
    held, so that the next one can say what changed since.
    """

    __tablename__ = "plan_review"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    due_on: Mapped[date]
    owner_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    held_on: Mapped[date | None]
    said_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    change_number: Mapped[int | None]
    planned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    planned_at: Mapped[datetime] = mapped_column(default=moment)
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    said = SealedText("said_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    owner: Mapped[User] = relationship(lazy="raise", foreign_keys=[owner_id])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("(held_on IS NULL) = (change_number IS NULL)", name="held_of_a_plan"),
        CheckConstraint("(held_on IS NULL) = (recorded_by IS NULL)", name="held_told_by_somebody"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "due_on"),
        Index(None, "owner_id"),
        Index(None, "planned_by"),
        Index(None, "recorded_by"),
        Index(
            "uq_plan_review_to_come",
            "case_id",
            unique=True,
            sqlite_where=text("held_on IS NULL"),
            postgresql_where=text("held_on IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
