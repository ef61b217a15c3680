"""Where somebody was told they could go."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.casework.models import one_of
from directory.casework.triage.models import FollowsPerson, follows_args
from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment
from directory.security.sealing import SealedText


class SignpostAnswer(StrEnum):
    """What somebody said of a place they were told of: nothing yet, that they want to go, or that they do not."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Signpost(FollowsPerson, Base):
    """That somebody was told of an activity, or of a place that the directory does not hold.

    `room_warning` says why there may have been no room that day, and `in_spite` why they were told of it all the same.
    """

    __tablename__ = "signpost"

    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id"), info=follows())
    place_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    reason_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    told_on: Mapped[date]
    told_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    room_warning: Mapped[str | None]
    in_spite_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    answer: Mapped[str] = mapped_column(default=SignpostAnswer.OFFERED.value, server_default="offered")

    place = SealedText("place_sealed")
    reason = SealedText("reason_sealed")
    in_spite = SealedText("in_spite_sealed")

    service: Mapped[Service | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(service_id IS NULL) <> (place_sealed IS NULL)", name="to_one_place"),
        CheckConstraint("(room_warning IS NULL) = (in_spite_sealed IS NULL)", name="warned_and_told_why"),
        CheckConstraint(one_of("answer", SignpostAnswer), name="known_answer"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "service_id"),
        Index(None, "told_by"),
        Index(None, "scheme_id", "told_on"),
        *follows_args(),
    )

    @property
    def where_to(self) -> str:
        """The name of the activity, or the place as it was written down."""
        return self.service.name if self.service is not None else self.place
