"""What was put off for a while, and how a listing stood before somebody said that it is still right."""

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.champions.models import ListingCheck
from directory.db import Base, moment


class SetAside(Base):
    """Something to do that is left until a day, for everybody whose it is; then it comes back by itself."""

    __tablename__ = "set_aside"

    kind: Mapped[str] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(primary_key=True)
    set_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(default=moment)
    until: Mapped[date]

    setter: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (Index(None, "until"), Index(None, "set_by"))


class CheckBefore(Base):
    """How a listing stood before one of the staff said that it is still right, so that a slip can be taken back."""

    __tablename__ = "check_before"

    check_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("listing_check.id", ondelete="CASCADE"), primary_key=True)
    assured_on: Mapped[date | None]
    assurer_email: Mapped[str | None]
    taken_back_at: Mapped[datetime | None]

    check: Mapped[ListingCheck] = relationship(lazy="raise")
