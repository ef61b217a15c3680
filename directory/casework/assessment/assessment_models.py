"""Assessments: an appointment of its own, and what was found in it."""

import json
import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.assessment.assessment_states import OPEN_STATES, AssessmentState
from directory.casework.models import Client, one_of
from directory.casework.support_sessions.meeting_models import Meeting
from directory.casework.support_sessions.models import RemindBy, Way
from directory.casework.support_sessions.states import SessionReason
from directory.db import Base, new_id
from directory.security.sealing import SealedText

IS_OPEN = f"state IN ({', '.join(sorted(repr(str(each)) for each in OPEN_STATES))})"


class Assessment(Meeting, Base):
    """A first long talk, or a later one: when, how and with whom, and what was found. It uses up no support session.

    `strengths`, `concerns` and `needs`, a JSON list of codes of our vocabulary, are for the person too, but for those
    that `off_copy` names; `notes` are for colleagues alone. `not_asked` is a JSON list of what is still to be asked.
    A case has at most one that is not over. A home visit that was over when it was written down has no buddy.
    """

    __tablename__ = "assessment"
    CALLED_OFF: ClassVar[frozenset[str]] = frozenset({AssessmentState.NOT_HELD.value})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    coordinator_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=AssessmentState.PLANNED.value)
    reason: Mapped[str | None]
    why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    present_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    strengths_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    concerns_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    notes_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    needs: Mapped[str] = mapped_column(default="[]")
    not_asked: Mapped[str] = mapped_column(default="[]")
    off_copy: Mapped[str] = mapped_column(default="[]")
    planned_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    changed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    changed_at: Mapped[datetime | None]
    finished_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    finished_at: Mapped[datetime | None]
    submission_key: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)

    place = SealedText("place_sealed")
    why = SealedText("why_sealed")
    present = SealedText("present_sealed")
    strengths = SealedText("strengths_sealed")
    concerns = SealedText("concerns_sealed")
    notes = SealedText("notes_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    coordinator: Mapped[User] = relationship(lazy="raise", foreign_keys=[coordinator_id])
    buddy: Mapped[User | None] = relationship(lazy="raise", foreign_keys="Assessment.buddy_id")
    changer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[changed_by])

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("way", Way), name="known_way"),
        CheckConstraint(one_of("state", AssessmentState), name="known_state"),
        CheckConstraint(one_of("reason", SessionReason), name="known_reason"),
        CheckConstraint("(state = 'not held') = (reason IS NOT NULL)", name="not_held_has_reason"),
        CheckConstraint("(state = 'finished') = (finished_at IS NOT NULL)", name="finished_has_time"),
        CheckConstraint("(finished_at IS NULL) = (finished_by IS NULL)", name="finished_by_somebody"),
        CheckConstraint("lasts_minutes > 0", name="lasts"),
        CheckConstraint("check_in_due_at IS NULL OR way = 'home visit'", name="check_in_of_home_visit"),
        CheckConstraint("(buddy_id IS NULL) = (check_in_due_at IS NULL)", name="check_in_has_buddy"),
        CheckConstraint("(checked_in_at IS NULL) = (checked_in_by IS NULL)", name="checked_in_by_somebody"),
        CheckConstraint(one_of("remind_by", RemindBy), name="known_remind_by"),
        CheckConstraint("(remind_by IS NULL) = (remind_on IS NULL)", name="reminder_has_day"),
        UniqueConstraint("client_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "state", "starts_at"),
        Index(None, "case_id"),
        Index(None, "coordinator_id"),
        Index(None, "planned_by"),
        Index(None, "changed_by"),
        Index(None, "finished_by"),
        Index(None, "buddy_id"),
        Index(None, "checked_in_by"),
        Index(None, "reminded_by"),
        Index(None, "check_in_due_at"),
        Index("uq_assessment_open", "case_id", unique=True, sqlite_where=text(IS_OPEN), postgresql_where=text(IS_OPEN)),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def need_codes(self) -> tuple[str, ...]:
        """The codes of the needs that were found, in order."""
        return tuple(json.loads(self.needs))

    @property
    def topics_not_asked(self) -> tuple[str, ...]:
        """The codes of what is still to be asked, in order."""
        return tuple(json.loads(self.not_asked))

    @property
    def parts_off_copy(self) -> tuple[str, ...]:
        """The parts that the person does not get to see, in order."""
        return tuple(json.loads(self.off_copy))
