"""Support sessions, and questions for more of them than the team gives."""

import uuid
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client, one_of
from directory.casework.support_sessions.meeting_models import Meeting
from directory.casework.support_sessions.rules import Counted, counted_of
from directory.casework.support_sessions.states import AskingState, SessionReason, SessionState
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class Way(StrEnum):
    """How a coordinator and a person meet."""

    PLACE = "place"
    HOME = "home visit"
    PHONE = "phone"
    VIDEO = "video"


class RemindBy(StrEnum):
    """How somebody wants to be reminded of a time at which they are met."""

    TEXT = "text"
    CALL = "call"
    EMAIL = "email"
    LETTER = "letter"


class SupportSession(Meeting, Base):
    """One meeting of a spell of support, planned or past. Its number is worked out, and so stands in no column.

    `place` is where they meet; `note` says more on why it did not take place. `notes` are for the team, `shared` is
    what was agreed, in words for the person. One that takes the place of another names it in `replaces_id`.
    """

    __tablename__ = "support_session"
    CALLED_OFF: ClassVar[frozenset[str]] = frozenset({SessionState.CANCELLED.value, SessionState.RESCHEDULED.value})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    coordinator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=SessionState.PLANNED.value)
    reason: Mapped[str | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    shared_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    replaces_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("support_session.id"), unique=True)
    planned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    place = SealedText("place_sealed")
    note = SealedText("note_sealed")
    notes = SealedText("notes_sealed")
    shared = SealedText("shared_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    coordinator: Mapped[User] = relationship(lazy="raise", foreign_keys=[coordinator_id])
    buddy: Mapped[User | None] = relationship(lazy="raise", foreign_keys="SupportSession.buddy_id")
    planner: Mapped[User] = relationship(lazy="raise", foreign_keys=[planned_by])
    recorder: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[recorded_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("way", Way), name="known_way"),
        CheckConstraint(one_of("state", SessionState), name="known_state"),
        CheckConstraint(one_of("reason", SessionReason), name="known_reason"),
        CheckConstraint(
            "(state IN ('did not happen', 'cancelled', 'rescheduled')) = (reason IS NOT NULL)", name="ending_has_reason"
        ),
        CheckConstraint("(state = 'planned') = (recorded_at IS NULL)", name="recorded_once_over"),
        CheckConstraint("(recorded_at IS NULL) = (recorded_by IS NULL)", name="recorded_by_somebody"),
        CheckConstraint("lasts_minutes > 0", name="lasts"),
        CheckConstraint("(way = 'home visit') = (check_in_due_at IS NOT NULL)", name="home_visit_has_check_in"),
        CheckConstraint("(buddy_id IS NULL) = (check_in_due_at IS NULL)", name="check_in_has_buddy"),
        CheckConstraint("(checked_in_at IS NULL) = (checked_in_by IS NULL)", name="checked_in_by_somebody"),
        CheckConstraint(one_of("remind_by", RemindBy), name="known_remind_by"),
        CheckConstraint("(remind_by IS NULL) = (remind_on IS NULL)", name="reminder_has_day"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "coordinator_id", "starts_at"),
        Index(None, "case_id"),
        Index(None, "coordinator_id"),
        Index(None, "planned_by"),
        Index(None, "recorded_by"),
        Index(None, "buddy_id"),
        Index(None, "checked_in_by"),
        Index(None, "reminded_by"),
        Index(None, "check_in_due_at"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def counted(self) -> Counted:
        """What its number is worked out from."""
        return counted_of(self.id, self.starts_at, self.state, self.reason)


class MoreSessions(Base):
    """A question for more sessions than the team gives, with the reason; and what a manager decided."""

    __tablename__ = "more_sessions"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    sessions: Mapped[int]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=AskingState.ASKED.value)
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)

    reason = SealedText("reason_sealed")
    answer = SealedText("answer_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    asker: Mapped[User] = relationship(lazy="raise", foreign_keys=[asked_by])
    decider: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[decided_by])

    __table_args__ = (
        CheckConstraint(one_of("state", AskingState), name="known_state"),
        CheckConstraint("sessions BETWEEN 1 AND 12", name="some_more"),
        CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_once"),
        CheckConstraint("(decided_at IS NULL) = (decided_by IS NULL)", name="decided_by_somebody"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "state"),
        Index(None, "case_id"),
        Index(None, "asked_by"),
        Index(None, "decided_by"),
        Index(
            "uq_more_sessions_asked",
            "case_id",
            unique=True,
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
