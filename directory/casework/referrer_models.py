"""Which groups of the directory refer people to a team: learnt once from a name, and kept with each referral."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText

# One key seals what referrers call their organisations: it is about no person.
SEALED_FOR = uuid.UUID("b8d1f0c4-2a77-4f39-9d0a-5e6c3b1a7f58")


class KnownReferrer(Base):
    """What referrers of a scheme write as their organisation is a group of the directory."""

    __tablename__ = "known_referrer"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    written_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    linked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    linked_at: Mapped[datetime] = mapped_column(default=moment)

    written = SealedText("written_sealed")

    __table_args__ = (Index(None, "scheme_id"), Index(None, "organization_id"), Index(None, "linked_by"))


class ReferralFromGroup(Base):
    """A referral, whose id it has, came from a group of the directory. It is the scheme's whose the referral is."""

    __tablename__ = "referral_from_group"

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True)
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )

    __table_args__ = (Index(None, "organization_id"),)
