"""How spells of support ended, and what is answered so far of the steps that close one."""

import json
import uuid
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.closing.reasons import ClosureReason, EndState, end_state_of
from directory.casework.models import one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class ExitAnswer(StrEnum):
    """What came of asking for the questionnaires at the end."""

    FILLED_IN = "filled in"
    REFUSED = "did not want to"
    NOT_ASKED = "not asked"


PUT_TO_MANAGER_ON, SENT_BACK_ON = "put_to_manager_on", "sent_back_on"
DECIDING = (PUT_TO_MANAGER_ON, SENT_BACK_ON)
STANDS = "replaced_at IS NULL AND undone_at IS NULL"


class Closure(Base):
    """How one spell of support ended. `number` counts them within the case: each puts right the one before.

    The one that stands is neither replaced by a later one nor undone, because the case was opened again.
    """

    __tablename__ = "closure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    number: Mapped[int]
    reason: Mapped[str]
    reason_note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    closed_on: Mapped[date]
    settled_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    what_next_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    onward_to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    onward_told_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    wanted_more: Mapped[bool | None]
    exit_answer: Mapped[str | None]
    exit_why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    replaced_at: Mapped[datetime | None]
    undone_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    undone_at: Mapped[datetime | None]
    why_undone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    reason_note = SealedText("reason_note_sealed")
    settled = SealedText("settled_sealed")
    what_next = SealedText("what_next_sealed")
    onward_to = SealedText("onward_to_sealed")
    onward_told = SealedText("onward_told_sealed")
    exit_why = SealedText("exit_why_sealed")
    why_undone = SealedText("why_undone_sealed")

    recorder: Mapped[User] = relationship(lazy="raise", foreign_keys=[recorded_by])

    __table_args__ = (
        CheckConstraint(one_of("reason", ClosureReason), name="known_reason"),
        CheckConstraint(one_of("exit_answer", ExitAnswer), name="known_exit_answer"),
        CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
        UniqueConstraint("case_id", "number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "recorded_by"),
        Index(None, "undone_by"),
        Index(
            "uq_closure_stands",
            "case_id",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def stands(self) -> bool:
        """Whether this is how the case ended, as it is known today."""
        return self.replaced_at is None and self.undone_at is None

    @property
    def end_state(self) -> EndState:
        return end_state_of(ClosureReason(self.reason))


class ClosingDraft(Base):
    """What one member of staff has answered so far of the steps that close a case, or put right how it ended.

    `answers` is JSON, by the names of the questions, and with the day on which a manager was asked to decide, or wanted
    somebody to be tried again. It is gone once the case is closed.
    """

    __tablename__ = "closing_draft"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client_case.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    answers_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(default=moment)

    answers = SealedText("answers_sealed")

    __table_args__ = (
        UniqueConstraint("case_id", "user_id"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "user_id"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def given(self) -> dict[str, Any]:
        """What was answered, by question."""
        return {name: value for name, value in self.kept.items() if name not in DECIDING}

    @property
    def kept(self) -> dict[str, Any]:
        """What was answered, and how it stands with a manager."""
        answers: dict[str, Any] = json.loads(self.answers)
        return answers

    @property
    def stamp(self) -> int:
        """A number below a thousand million that is another once the answers were kept anew."""
        return int(self.saved_at.timestamp() * 1000) % 999_999_937

    @property
    def put_to_manager_on(self) -> date | None:
        """Since when a manager is asked to decide about these answers."""
        return day_in(self.kept, PUT_TO_MANAGER_ON)

    @property
    def sent_back_on(self) -> date | None:
        """Since when a manager wants somebody to be tried again."""
        return day_in(self.kept, SENT_BACK_ON)


def day_in(kept: Mapping[str, Any], name: str) -> date | None:
    told = kept.get(name)
    return date.fromisoformat(told) if told else None
