"""Listings that wait to be checked, and the letters by which their groups were asked."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.db import Base, moment, new_id, this_day


class ToldWhy(StrEnum):
    """Why a champion has to make sure of a listing."""

    NO_ADDRESS = "no address"
    NOT_DELIVERED = "not delivered"
    NO_ANSWER = "no answer"
    ADDRESS_FAILS = "address fails"
    """A mail server says that there is no such address."""


class Verification(Base):
    """A listing waits to be checked: from the day on which it was due until somebody has looked.

    `since` is when it was last checked or, if it never was, listed. Its id comes from listing and day alone, so that
    it is begun once, whoever begins it. From `began_on` on its group is asked, `letters` times so far and last on
    `asked_on`: what was due long before anybody asked is asked about as often as all else. On `answered_on` it said
    what has changed, and its champion was told on `told_on` that nobody answers.
    """

    __tablename__ = "verification"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    since: Mapped[date]
    began_on: Mapped[date] = mapped_column(default=this_day)
    letters: Mapped[int] = mapped_column(default=0)
    asked_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    told_on: Mapped[date | None]
    told_why: Mapped[str | None]
    ended_on: Mapped[date | None]

    service: Mapped[Service] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("told_why IN ('no address', 'not delivered', 'no answer', 'address fails')", name="known_why"),
        CheckConstraint("(told_on IS NULL) = (told_why IS NULL)", name="told_for_a_reason"),
        CheckConstraint("(letters = 0) = (asked_on IS NULL)", name="asked_on_a_day"),
        Index(None, "service_id"),
        Index(None, "ended_on", "since"),
    )


class VerificationLetter(Base):
    """One letter to one group about all of its listings that were due, sent to the address registered then.

    It is kept as long as its link may work.
    """

    __tablename__ = "verification_letter"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    address: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=moment)

    verifications: Mapped[list[Verification]] = relationship(lazy="raise", secondary="verification_letter_listing")

    __table_args__ = (Index(None, "made_at"),)


class VerificationLetterListing(Base):
    """A letter asks about a listing."""

    __tablename__ = "verification_letter_listing"

    letter_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("verification_letter.id", ondelete="CASCADE"), primary_key=True
    )
    verification_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("verification.id", ondelete="CASCADE"), primary_key=True
    )

    __table_args__ = (Index(None, "verification_id"),)
