"""Referrals that a system sent, and each change of how they stand, for it to be told."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.senders.models import ApiSender
from directory.casework.models import one_of
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.told_status import ToldReason, ToldStatus
from directory.db import Base, moment, new_id


class SentReferral(Base):
    """A referral, whose id it has, was sent by a sender. `status` is how it stands, as that one is told.

    It follows the referral, whichever team has it by now, and goes with it.
    """

    __tablename__ = "sent_referral"

    id: Mapped[uuid.UUID] = mapped_column(ForeignKey("referral.id", ondelete="CASCADE"), primary_key=True)
    sender_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("api_sender.id"))
    status: Mapped[str] = mapped_column(default=ToldStatus.RECEIVED.value)
    reason: Mapped[str | None]
    status_at: Mapped[datetime] = mapped_column(default=moment)
    changes: Mapped[int] = mapped_column(default=0)

    referral: Mapped[Referral] = relationship(lazy="raise")
    sender: Mapped[ApiSender] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("status", ToldStatus), name="known_status"),
        CheckConstraint(one_of("reason", ToldReason), name="known_reason"),
        CheckConstraint("reason IS NULL OR status = 'not taken on'", name="reason_for_not_taking_on"),
        Index(None, "sender_id", "status_at", "id"),
    )


class ReferralEvent(Base):
    """That a referral stands in another way than before: one row a change, written with the change.

    It is told where the sender had an address for that when it was written; else `due_at` is empty. So many `tries`
    were made; where they came to nothing it was given up, until somebody has it told again.
    """

    __tablename__ = "referral_event"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("sent_referral.id", ondelete="CASCADE"))
    number: Mapped[int]
    status: Mapped[str]
    reason: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=moment)
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    leased_until: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    gave_up_at: Mapped[datetime | None]
    last_error: Mapped[str | None]

    sent: Mapped[SentReferral] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("status", ToldStatus), name="known_status"),
        CheckConstraint(one_of("reason", ToldReason), name="known_reason"),
        Index(None, "due_at"),
        UniqueConstraint("referral_id", "number"),
    )
