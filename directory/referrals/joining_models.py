"""Somebody who would like to go to an activity, and asks the group: without an account, and without a team."""

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class JoinAnswer(StrEnum):
    """What a group says to somebody who would like to come."""

    IN_TOUCH = "in touch"
    COME = "come along"
    FULL = "full"
    NOT_FOR_US = "not for us"


ANSWERS = ", ".join(f"'{answer}'" for answer in JoinAnswer)


class JoinRequest(Base):
    """What a group is told of somebody who would like to come, sealed under a key of its own.

    `team_id` is the team that may see it too, as they agreed, and `settled_at` when it saw to it, because the group did
    not, or could not.
    """

    __tablename__ = "join_request"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    reference: Mapped[str] = mapped_column(unique=True)
    submission_key: Mapped[str] = mapped_column(unique=True)
    replays: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(default=moment)
    may_leave_message: Mapped[bool]
    team_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("scheme.id"))
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    name_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    phone_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    email_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_by_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    contact_times_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    access_needs_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    interpreter_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    message_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    name = SealedText("name_sealed")
    phone = SealedText("phone_sealed")
    email = SealedText("email_sealed")
    contact_by = SealedText("contact_by_sealed")
    contact_times = SealedText("contact_times_sealed")
    access_needs = SealedText("access_needs_sealed")
    interpreter = SealedText("interpreter_sealed")
    message = SealedText("message_sealed")

    service: Mapped[Service] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(f"answer IN ({ANSWERS})", name="known_answer"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_has_time"),
        Index(None, "service_id"),
        Index(None, "made_at"),
        Index(None, "team_id"),
    )
