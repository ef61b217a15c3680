"""What a manager is asked about somebody who is younger than a scheme's service is meant for."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.casework.models import Client
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class AgeQuestion(Base):
    """Somebody came who is younger than the service is meant for: a manager says how they are helped.

    Nobody is turned away by the software.
    """

    __tablename__ = "age_question"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"), unique=True)
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    answer_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    answer = SealedText("answer_sealed")

    client: Mapped[Client] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_by_somebody"),
        Index(None, "scheme_id", "answered_at"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
