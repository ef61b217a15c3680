"""Questions: where to send somebody, asked of the champions by a colleague; never who the person is."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.models import Gap
from directory.champions.questions.answer_models import Answer, AnswerUse
from directory.db import Base, moment, new_id

NEVER_ANSWERED = "first_answered_at IS NULL"


class Question(Base):
    """A colleague does not know where to send somebody: which needs, in what area, and what to think of.

    Everything in it was picked from lists. `sameness` is the same for the same question, so that somebody's own that
    waits is not asked twice. `waits_since` is empty while there is an answer; asking back sets it anew. `passed_on_at`
    says when others were told that it waits for too long. `gap_id` leads to what it says is missing, if it does.
    An answer is good for a year from `confirmed_at`, and is not offered again once somebody took it out.
    """

    __tablename__ = "question"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    area: Mapped[str | None]
    sameness: Mapped[str]
    gap_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("gap.id", ondelete="SET NULL"), unique=True)
    waits_since: Mapped[datetime | None] = mapped_column(default=moment)
    passed_on_at: Mapped[datetime | None]
    first_answered_at: Mapped[datetime | None]
    asked_back_at: Mapped[datetime | None]
    asked_back_why: Mapped[str | None]
    confirmed_at: Mapped[datetime | None]
    taken_out_at: Mapped[datetime | None]
    taken_out_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    asker: Mapped[User] = relationship(lazy="raise", foreign_keys=[asked_by])
    needs: Mapped[list[TaxonomyTerm]] = relationship(
        lazy="raise", secondary="question_need", order_by=TaxonomyTerm.name
    )
    circumstances: Mapped[list["QuestionCircumstance"]] = relationship(lazy="raise", cascade="all, delete-orphan")
    gap: Mapped[Gap | None] = relationship(lazy="raise")
    answers: Mapped[list[Answer]] = relationship(lazy="raise", order_by=Answer.number)
    uses: Mapped[list[AnswerUse]] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(asked_back_at IS NULL) = (asked_back_why IS NULL)", name="asked_back_says_why"),
        CheckConstraint(
            "asked_back_why IN ('full', 'too far', 'not suited', 'no reply', 'say more')", name="known_asked_back_why"
        ),
        CheckConstraint("(taken_out_at IS NULL) = (taken_out_by IS NULL)", name="taken_out_is_somebodys"),
        CheckConstraint("(first_answered_at IS NULL) = (confirmed_at IS NULL)", name="answer_was_confirmed"),
        CheckConstraint("first_answered_at IS NOT NULL OR waits_since IS NOT NULL", name="answered_or_waits"),
        Index(
            "uq_question_waits_once",
            "scheme_id",
            "asked_by",
            "sameness",
            unique=True,
            sqlite_where=text(NEVER_ANSWERED),
            postgresql_where=text(NEVER_ANSWERED),
        ),
        Index(None, "scheme_id", "confirmed_at"),
        Index(None, "asked_by"),
        Index(None, "waits_since"),
        Index(None, "taken_out_by"),
    )

    @property
    def is_waiting(self) -> bool:
        """Whether somebody waits for an answer, or for one more."""
        return self.waits_since is not None

    @property
    def answer(self) -> Answer | None:
        """The answer as it stands, of those that were read with the question."""
        return self.answers[-1] if self.answers else None


class QuestionNeed(Base):
    """A question is about a need, an interest or a kind of people."""

    __tablename__ = "question_need"

    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "term_id"),)


class QuestionCircumstance(Base):
    """Something to think of that was picked from a list, such as a wide band of ages or a language."""

    __tablename__ = "question_circumstance"

    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (
        CheckConstraint("kind IN ('age', 'access', 'time', 'cost', 'language', 'travel')", name="known_kind"),
    )
