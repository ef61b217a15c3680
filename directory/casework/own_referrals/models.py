"""Who may see how their own referrals stand, and where the link to that goes."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.senders.models import ApiSender
from directory.casework.message_back.practice_models import KnownPractice
from directory.catalogue.models.merging import follows
from directory.catalogue.models.organizations import Organization
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

# One key seals where letters to referrers go: it is about no person who is supported.
SEALED_FOR = uuid.UUID("3d6f2b0a-94c1-4e57-8a1d-c07b5e2f9d46")
OF_ONE = " + ".join(
    f"(CASE WHEN {each} IS NULL THEN 0 ELSE 1 END)" for each in ("practice_id", "organization_id", "sender_id")
)


class ReferrerLink(Base):
    """That a practice, a group or a system of a team may see how its own referrals stand.

    Letters to a practice go to where the team's list of practices says, so that it is put right in one place; the
    others have an address of their own here.
    """

    __tablename__ = "referrer_link"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    practice_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("known_practice.id", ondelete="CASCADE"))
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    sender_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("api_sender.id"))
    address_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=moment)

    own_address = SealedText("address_sealed")

    practice: Mapped[KnownPractice | None] = relationship(lazy="raise")
    organization: Mapped[Organization | None] = relationship(lazy="raise")
    sender: Mapped[ApiSender | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(f"{OF_ONE} = 1", name="of_one_referrer"),
        CheckConstraint("(practice_id IS NULL) = (address_sealed IS NOT NULL)", name="practice_has_listed_address"),
        UniqueConstraint("practice_id"),
        UniqueConstraint("sender_id"),
        Index(None, "scheme_id"),
        Index(None, "organization_id"),
        Index(None, "made_by"),
    )

    @property
    def name(self) -> str:
        """What whoever refers is called."""
        of = self.practice or self.organization or self.sender
        return of.name if of else ""

    @property
    def address(self) -> str:
        """Where its letters go."""
        return self.practice.email if self.practice else str(self.own_address)

    @property
    def is_over(self) -> bool:
        """Whether nobody is to be shown anything: its system was disabled."""
        return self.sender is not None and self.sender.disabled_at is not None
