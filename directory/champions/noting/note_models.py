"""What champions note of listings for their colleagues."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.champions.models import STANDS
from directory.db import Base, new_id

NOTED_OF_BOTH = "A champion notes the same of each of these. One of the two notes has to be taken back first."


class NoteKind(StrEnum):
    """What is noted of a listing."""

    FIRST_STEP = "first step"
    RING_FIRST = "ring first"
    ASK_FOR = "ask for"
    QUIET_ON = "quiet on"
    SLOW_TO_ANSWER = "slow to answer"
    NOT_NOW = "not now"


class ListingNote(Base):
    """A champion tells the colleagues of a scheme something of a listing, until it is taken back.

    Its words are never changed, so that what was kept of one says what was read: other words are another note.
    Somebody should look at it again on `review_on`.
    """

    __tablename__ = "listing_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), info=follows(unless=NOTED_OF_BOTH)
    )
    kind: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    given_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    given_on: Mapped[date]
    review_on: Mapped[date]
    taken_back_at: Mapped[datetime | None]

    service: Mapped[Service] = relationship(lazy="raise")
    giver: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(
            "kind IN ('first step', 'ring first', 'ask for', 'quiet on', 'slow to answer', 'not now')",
            name="known_kind",
        ),
        CheckConstraint("review_on > given_on", name="reviewed_later"),
        Index(
            "uq_listing_note_stands",
            "scheme_id",
            "service_id",
            "kind",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index(None, "service_id"),
        Index(None, "given_by"),
        Index(None, "scheme_id", "review_on"),
    )
