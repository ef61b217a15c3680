"""Asking a group again that has not answered: one letter about all of its people, and which of them it was about."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment, new_id


class GroupLetter(Base):
    """A letter of one team to one group about everybody it is asked about. `service_id` is one of what it runs.

    Its link leads to a page of all that the team asks of the address that this activity has today.
    """

    __tablename__ = "group_letter"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    made_at: Mapped[datetime] = mapped_column(default=moment)

    service: Mapped[Service] = relationship(lazy="raise")

    __table_args__ = (Index(None, "scheme_id"), Index(None, "service_id"), Index(None, "made_at"))


class ReferralNudge(Base):
    """That a group was asked about a referral again: for the first time or the second, and on which day."""

    __tablename__ = "referral_nudge"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    letter_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("group_letter.id", ondelete="SET NULL"))
    number: Mapped[int]
    nudged_on: Mapped[date]

    __table_args__ = (
        CheckConstraint("number IN (1, 2)", name="known_number"),
        UniqueConstraint("onward_referral_id", "number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "letter_id"),
    )
