"""Addresses of groups at which no letter arrives."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment


class FailingAddress(Base):
    """A registered address of a group that a mail server says is none, as `plain_address` has it, and its code.

    Addresses of people are never kept here. Nobody is written to there any more until another one is registered.
    """

    __tablename__ = "failing_address"

    address: Mapped[str] = mapped_column(primary_key=True)
    status: Mapped[str]
    noted_at: Mapped[datetime] = mapped_column(default=moment)
