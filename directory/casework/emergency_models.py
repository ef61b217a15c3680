"""Openings of restricted records in an emergency, and what came of looking into them."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class EmergencyAccess(Base):
    """A colleague opened a record that is restricted, for some hours, and said why. A manager looks into it later.

    `reference` is the client's, so that the list of openings needs nothing of the record itself.
    """

    __tablename__ = "emergency_access"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    reference: Mapped[str]
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    began_at: Mapped[datetime] = mapped_column(default=moment)
    ends_at: Mapped[datetime]
    reviewed_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    reviewed_at: Mapped[datetime | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    reason = SealedText("reason_sealed")
    note = SealedText("note_sealed")

    user: Mapped[User] = relationship(lazy="raise", foreign_keys=[user_id])
    reviewer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[reviewed_by])

    __table_args__ = (
        CheckConstraint("(reviewed_by IS NULL) = (reviewed_at IS NULL)", name="review_has_moment"),
        CheckConstraint("ends_at > began_at", name="ends_after_it_began"),
        Index(None, "client_id", "user_id"),
        Index(None, "user_id", "ends_at"),
        Index(None, "scheme_id", "reviewed_at"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
