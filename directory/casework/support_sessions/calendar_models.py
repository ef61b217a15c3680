"""The secret addresses by which calendars of staff follow their diaries."""

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment
from directory.security.sealing import SealedText


class CalendarLink(Base):
    """The secret address at which a member of staff's own calendar follows their diary in one team.

    `id` is half of the digest of its token, by which it is found. The token is sealed, so that its owner may see the
    address again.
    """

    __tablename__ = "calendar_link"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    person_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id", ondelete="CASCADE"))
    token_sealed: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=moment)

    token = SealedText("token_sealed")

    __table_args__ = (
        Index("uq_calendar_link_person_id_scheme_id", "person_id", "scheme_id", unique=True),
        Index(None, "scheme_id"),
    )
