"""That a group was told of a referral otherwise than by email: by telephone, or by a letter on paper."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import one_of
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class ToldHow(StrEnum):
    """How a group was told."""

    PHONE = "phone"
    PRINT = "print"


class ReferralTelling(Base):
    """A call to a group, with whom a colleague spoke; or a letter that was printed and posted or handed over."""

    __tablename__ = "referral_telling"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    how: Mapped[str]
    told_on: Mapped[date]
    spoke_to_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    submission_key: Mapped[str]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    spoke_to = SealedText("spoke_to_sealed")

    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("how", ToldHow), name="known_how"),
        UniqueConstraint("onward_referral_id", "submission_key"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
