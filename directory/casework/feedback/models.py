"""What people told us of our own service, and each thing that was done about it."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.feedback.kinds import CameBy, FeedbackAbout, FeedbackKind, Finding, GivenBy, Severity
from directory.casework.feedback.states import FeedbackState
from directory.casework.models import Client, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Feedback(Base):
    """A complaint, thanks or an incident. Sealed under the key of the client it is about, else under one of its own.

    `person_id` names that key. `about_user_id` is the colleague it is about, who does not read it. `wish` is what would
    put it right, `giver` and `giver_contact` who told it and how to reach them, where that is no client of ours.
    `answer_by` is the day that was promised. `owner_id` sees to `next_step` by `next_step_on`.
    """

    __tablename__ = "feedback"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    person_id: Mapped[uuid.UUID]
    client_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("client.id"))
    kind: Mapped[str]
    given_by: Mapped[str]
    came_by: Mapped[str]
    about: Mapped[str]
    about_user_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    severity: Mapped[str | None]
    received_on: Mapped[date]
    happened_on: Mapped[date | None]
    words_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    wish_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    giver_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    giver_contact_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=FeedbackState.RECEIVED.value)
    state_at: Mapped[datetime] = mapped_column(default=moment)
    acknowledge_by: Mapped[date | None]
    acknowledged_on: Mapped[date | None]
    answer_by: Mapped[date | None]
    answered_on: Mapped[date | None]
    finding: Mapped[str | None]
    learning_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    next_step_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    next_step_on: Mapped[date | None]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    words = SealedText("words_sealed")
    wish = SealedText("wish_sealed")
    giver = SealedText("giver_sealed")
    giver_contact = SealedText("giver_contact_sealed")
    learning = SealedText("learning_sealed")
    next_step = SealedText("next_step_sealed")

    client: Mapped[Client | None] = relationship(lazy="raise")
    about_user: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[about_user_id])
    owner: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[owner_id])
    recorder: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[recorded_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("kind", FeedbackKind), name="known_kind"),
        CheckConstraint(one_of("given_by", GivenBy), name="known_giver"),
        CheckConstraint(one_of("came_by", CameBy), name="known_way"),
        CheckConstraint(one_of("about", FeedbackAbout), name="known_about"),
        CheckConstraint(one_of("severity", Severity), name="known_severity"),
        CheckConstraint(one_of("state", FeedbackState), name="known_state"),
        CheckConstraint(one_of("finding", Finding), name="known_finding"),
        CheckConstraint("client_id IS NULL OR client_id = person_id", name="sealed_as_the_client"),
        CheckConstraint("given_by <> 'client' OR client_id IS NOT NULL", name="client_is_named"),
        CheckConstraint("finding IS NULL OR kind = 'complaint'", name="finding_of_a_complaint"),
        CheckConstraint("next_step_sealed IS NULL OR next_step_on IS NOT NULL", name="next_step_has_a_day"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "scheme_id", "state"),
        Index(None, "client_id"),
        Index(None, "person_id"),
        Index(None, "about_user_id"),
        Index(None, "owner_id"),
        Index(None, "recorded_by"),
    )


class FeedbackStep(Base):
    """Something that was done about a complaint, thanks or an incident: a move, a word with somebody, a note.

    `is_acknowledged` where whoever told it heard that we have it.
    """

    __tablename__ = "feedback_step"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    feedback_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    person_id: Mapped[uuid.UUID]
    to_state: Mapped[str | None]
    is_acknowledged: Mapped[bool] = mapped_column(default=False, server_default=false())
    words_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]

    words = SealedText("words_sealed")

    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("to_state", FeedbackState), name="known_state"),
        UniqueConstraint("feedback_id", "submission_key"),
        Index(None, "person_id"),
        Index(None, "recorded_by"),
    )
