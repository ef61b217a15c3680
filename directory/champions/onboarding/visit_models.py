"""First visits to a listing: what somebody looked at and asked, kept with the day and who."""

import uuid
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.db import Base, moment
from directory.security.sealing import SealedText

# One key seals what was noted on visits: it may name people who have no record here.
SEALED_FOR = uuid.UUID("5d8e1f0a-7b43-4c58-9a1d-2e6f4b90c713")


class ListingVisit(Base):
    """Somebody went to see a listing. `found` is JSON: by what is looked at, whether all is well, and a note.

    Its id comes from the listing and the key of the form, so that a form sent twice is one visit.
    """

    __tablename__ = "listing_visit"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    visited_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    visited_on: Mapped[date]
    found_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    visitor: Mapped[User] = relationship(lazy="raise")

    found = SealedText("found_sealed")

    __table_args__ = (Index(None, "service_id", "visited_on"), Index(None, "visited_by"))
