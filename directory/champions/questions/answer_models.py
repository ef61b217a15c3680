"""Answers of champions: where to send somebody, each kept as it was given, and who used them."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id


class Answer(Base):
    """What a champion answered, or an editor. An answer that is amended stays; the one of the highest number holds."""

    __tablename__ = "answer"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"))
    number: Mapped[int]
    answered_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime] = mapped_column(default=moment)
    advice: Mapped[str | None]
    phone_first: Mapped[bool] = mapped_column(default=False)
    is_nothing_yet: Mapped[bool] = mapped_column(default=False)

    answerer: Mapped[User] = relationship(lazy="raise")
    activities: Mapped[list["AnswerActivity"]] = relationship(
        lazy="raise", order_by="AnswerActivity.place", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("question_id", "number"),
        Index(None, "answered_by"),
    )


class AnswerActivity(Base):
    """An answer names an activity, in its place among others, and says why."""

    __tablename__ = "answer_activity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    answer_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"))
    place: Mapped[int]
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    note: Mapped[str | None]

    __table_args__ = (UniqueConstraint("answer_id", "place"), Index(None, "service_id"))


class AnswerUse(Base):
    """A colleague says that an answer helped: they went by it."""

    __tablename__ = "answer_use"

    question_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("question.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (Index(None, "user_id"),)
