"""Questionnaires filled in, and the scores they give."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, moment, new_id
from directory.outcomes.evaluation import Pair


class Occasion(StrEnum):
    """When in a case something was measured."""

    BASELINE = "baseline"
    EXIT = "exit"


class AnswerMode(StrEnum):
    """How the answers were given: reading items aloud tends to raise them, so it is kept."""

    PAPER = "on paper"
    SCREEN = "on a screen"
    PHONE = "over the phone"
    IN_PERSON = "read out in person"


class LeftOut(StrEnum):
    """Why a question has no answer."""

    REFUSED = "refused"
    NOT_ASKED = "not asked"


class InstrumentResponse(Base):
    """One questionnaire filled in by a client on one occasion of one case."""

    __tablename__ = "instrument_response"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    instrument: Mapped[str]
    occasion: Mapped[str]
    taken_on: Mapped[date]
    mode: Mapped[str]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    scores: Mapped[list["Score"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="Score.name"
    )
    answers: Mapped[list["InstrumentAnswer"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="InstrumentAnswer.item"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("occasion IN ('baseline', 'exit')", name="known_occasion"),
        CheckConstraint(
            "mode IN ('on paper', 'on a screen', 'over the phone', 'read out in person')", name="known_mode"
        ),
        UniqueConstraint("scheme_id", "case_id", "instrument", "occasion"),
        Index(None, "client_id", "scheme_id"),
    )


class Score(Base):
    """A number worked out from a response, by its name in the instrument."""

    __tablename__ = "score"

    response_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("instrument_response.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[float]

    @property
    def told(self) -> float:
        return self.value


class InstrumentAnswer(Base):
    """The answer to one question by its number, or why there is none."""

    __tablename__ = "instrument_answer"

    response_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("instrument_response.id", ondelete="CASCADE"), primary_key=True
    )
    item: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int | None]
    left_out: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(value IS NULL) = (left_out IS NOT NULL)", name="answered_or_left_out"),
        CheckConstraint("left_out IN ('refused', 'not asked')", name="known_left_out"),
    )

    @property
    def name(self) -> str:
        return f"Question {self.item}"

    @property
    def told(self) -> int | str:
        """The answer as the person reads it among all that is held of them."""
        return self.said

    @property
    def said(self) -> int | LeftOut:
        return LeftOut(self.left_out) if self.left_out is not None else self.value or 0


class KeptOutcome(Base):
    """What is left for the evaluation of one case of somebody who was erased. Nothing in it leads to them.

    `quarter` is the first day of the one in which the case was opened, `age_band` the youngest of the ten years of age
    that they were one of; empty where that was not known. `outcomes.keeping` says when there may be such a row.
    """

    __tablename__ = "kept_outcome"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    quarter: Mapped[date]
    age_band: Mapped[int | None]
    baseline: Mapped[float | None]
    exit: Mapped[float | None]
    attended: Mapped[bool]
    referrals_made: Mapped[int]
    referrals_attended: Mapped[int]
    referrals_sent_on: Mapped[int] = mapped_column(server_default="0")

    __table_args__ = (
        CheckConstraint("age_band % 10 = 0", name="ten_years"),
        Index(None, "scheme_id", "quarter"),
    )

    @property
    def pair(self) -> Pair | None:
        """Both scores; None where one is missing."""
        return None if self.baseline is None or self.exit is None else Pair(self.baseline, self.exit)

    @property
    def is_open(self) -> bool:
        """Whether support goes on. It ended with the erasure."""
        return False


def score_of(response: InstrumentResponse, name: str) -> float:
    """A score of a response by its name."""
    return next(score.value for score in response.scores if score.name == name)
