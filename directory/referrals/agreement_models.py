"""That somebody agrees to one group being told about them: when, how, what may be told, and until when."""

import json
import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import GivenBy, GivenHow, one_of
from directory.db import Base, moment, new_id
from directory.referrals.models import OnwardReferral
from directory.referrals.told_parts import ToldPart
from directory.security.sealing import SealedText


class GroupAgreement(Base):
    """An agreement for the group of one referral, from a day, perhaps until another.

    Where they did not agree, `sharing_id` is what was written down of telling others without it. `parts` is JSON: what
    may be told. A change of mind ends one; agreeing again is another.
    """

    __tablename__ = "group_agreement"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    parts: Mapped[str]
    given_on: Mapped[date]
    given_how: Mapped[str | None]
    given_by: Mapped[str | None]
    sharing_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("unagreed_sharing.id"))
    withdrawn_on: Mapped[date | None]
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    note = SealedText("note_sealed")

    referral: Mapped[OnwardReferral] = relationship(lazy="raise", back_populates="agreements")
    recorder: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("given_how", GivenHow), name="known_given_how"),
        CheckConstraint(one_of("given_by", GivenBy), name="known_given_by"),
        CheckConstraint("(sharing_id IS NULL) = (given_how IS NOT NULL)", name="agreed_or_ground"),
        CheckConstraint("(given_how IS NULL) = (given_by IS NULL)", name="given_by_somebody"),
        CheckConstraint("withdrawn_on >= given_on", name="withdrawn_after_given"),
        Index(None, "scheme_id", "client_id"),
        Index(None, "sharing_id"),
        Index(None, "recorded_by"),
        Index(
            "uq_group_agreement_in_force",
            "onward_referral_id",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def told_parts(self) -> frozenset[ToldPart]:
        """What may be told beside who it is."""
        return frozenset(ToldPart(each) for each in json.loads(self.parts))
