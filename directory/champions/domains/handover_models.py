"""How a domain went from one champion to another."""

import uuid
from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.letters import SEALED_FOR
from directory.accounts.models import User
from directory.db import Base, moment, new_id
from directory.security.sealing import SealedText


class DomainHandover(Base):
    """A domain was handed to a champion, with what they have to know: sealed, as it may speak of people of groups."""

    __tablename__ = "domain_handover"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    domain_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("champion_domain.id", ondelete="CASCADE"))
    from_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    to_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    handed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    note_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    handed_at: Mapped[datetime] = mapped_column(default=moment)

    giver: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[from_id])
    taker: Mapped[User] = relationship(lazy="raise", foreign_keys=[to_id])
    hander: Mapped[User] = relationship(lazy="raise", foreign_keys=[handed_by])

    note = SealedText("note_sealed")

    __table_args__ = (
        Index(None, "domain_id", "handed_at"),
        Index(None, "from_id"),
        Index(None, "to_id"),
        Index(None, "handed_by"),
    )
