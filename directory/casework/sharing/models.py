"""What was told to others about a client without their agreement, because something weighed more."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client, one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class SharingGround(StrEnum):
    """The only reasons to tell others about somebody who has not agreed."""

    SAFEGUARDING = "safeguarding"
    VITAL_INTERESTS = "vital interests"
    BEST_INTERESTS = "best interests"


class ManagerPart(StrEnum):
    """What a manager had to do with it: where they did not decide, they were told."""

    DECIDED = "decided"
    TOLD = "told"


class UnagreedSharing(Base):
    """That something was told about a client without their agreement: on what ground, why, what, and to whom.

    Where the manager only was told, whoever wrote it down decided. A colleague who is a manager looks at it afterwards.
    """

    __tablename__ = "unagreed_sharing"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    ground: Mapped[str]
    shared_on: Mapped[date]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    told_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    told_to_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    manager_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    manager_part: Mapped[str]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    submission_key: Mapped[str]
    replays: Mapped[int] = mapped_column(default=0)
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[datetime | None]
    review_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    reason = SealedText("reason_sealed")
    told = SealedText("told_sealed")
    told_to = SealedText("told_to_sealed")
    review = SealedText("review_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    manager: Mapped[User] = relationship(lazy="raise", foreign_keys=[manager_id])
    recorder: Mapped[User] = relationship(lazy="raise", foreign_keys=[recorded_by])
    reviewer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[reviewed_by])

    __table_args__ = (
        CheckConstraint(one_of("ground", SharingGround), name="known_ground"),
        CheckConstraint(one_of("manager_part", ManagerPart), name="known_manager_part"),
        CheckConstraint("(reviewed_at IS NULL) = (reviewed_by IS NULL)", name="reviewed_by_somebody"),
        CheckConstraint("reviewed_by <> recorded_by", name="reviewed_by_another"),
        UniqueConstraint("scheme_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "reviewed_at"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
