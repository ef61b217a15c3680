"""That a referral was taken on as that of somebody who is known, so that it can be taken out of their record again."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class TakenAsKnown(Base):
    """A referral came to the record of a client whom it did not begin, or had come and was of somebody else.

    `journal` is JSON and says what it changed there: see `journal.Journal`. Once the referral is taken out, neither it
    nor the journal stays here, so that nothing leads from this record to another person: only who took it out, when,
    and `why`.
    """

    __tablename__ = "taken_as_known"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    referral_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("referral.id"))
    journal_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    taken_at: Mapped[datetime] = mapped_column(default=moment)
    taken_out_at: Mapped[datetime | None]
    taken_out_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    why_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)

    journal = SealedText("journal_sealed")
    why = SealedText("why_sealed")

    __table_args__ = (
        CheckConstraint("(taken_out_at IS NULL) = (referral_id IS NOT NULL)", name="of_a_referral_until_out"),
        CheckConstraint("(taken_out_at IS NULL) = (taken_out_by IS NULL)", name="taken_out_by_somebody"),
        CheckConstraint("(taken_out_at IS NULL) = (why_sealed IS NULL)", name="taken_out_for_a_reason"),
        CheckConstraint("taken_out_at IS NULL OR journal_sealed IS NULL", name="journal_until_out"),
        UniqueConstraint("referral_id"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "taken_out_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id
