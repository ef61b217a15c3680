"""Records that are kept for longer than their time."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import Client
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

IN_FORCE = "ended_at IS NULL"


class RetentionHold(Base):
    """Somebody's record is not to be erased, such as while a complaint or a claim goes on, until that is ended."""

    __tablename__ = "retention_hold"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    reason_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    held_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    held_at: Mapped[datetime] = mapped_column(default=moment)
    ended_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    ended_at: Mapped[datetime | None]

    reason = SealedText("reason_sealed")

    client: Mapped[Client] = relationship(lazy="raise")
    holder: Mapped[User] = relationship(lazy="raise", foreign_keys=[held_by])

    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "held_by"),
        Index(
            "uq_retention_hold_in_force",
            "client_id",
            unique=True,
            sqlite_where=text(IN_FORCE),
            postgresql_where=text(IN_FORCE),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
