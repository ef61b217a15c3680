"""What somebody who sent a referral was warned of, and did first."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.champions.noting.note_models import ListingNote
from directory.db import Base, moment, new_id


class HeededNote(Base):
    """Whoever made a referral was told by a note to ring first, and said that they did."""

    __tablename__ = "heeded_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id", ondelete="CASCADE"))
    note_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("listing_note.id", ondelete="CASCADE"))
    heeded_at: Mapped[datetime] = mapped_column(default=moment)

    note: Mapped[ListingNote] = relationship(lazy="raise")

    __table_args__ = (
        UniqueConstraint("onward_referral_id", "note_id"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "note_id"),
    )
