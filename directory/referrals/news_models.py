"""That somebody is told by us what a group answered: in the way they wish, by whom, and when it was done."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import one_of
from directory.casework.support_sessions.models import RemindBy
from directory.db import Base, moment, new_id
from directory.referrals.models import OnwardReferral


class ReferralNews(Base):
    """One answer of a group that somebody is to be told of. Without a `way` nobody knows yet how they want to be told.

    `move_number` is the step of the referral that it is about. It is told by a colleague at `told_at`, or by the letter
    that is about this row; `called_off_at` says that it is news no more.
    """

    __tablename__ = "referral_news"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"))
    move_number: Mapped[int]
    way: Mapped[str | None]
    due_on: Mapped[date]
    told_at: Mapped[datetime | None]
    told_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    called_off_at: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=moment)

    referral: Mapped[OnwardReferral] = relationship(lazy="raise")
    teller: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint(one_of("way", RemindBy), name="known_way"),
        CheckConstraint("(told_at IS NULL) = (told_by IS NULL)", name="told_by_somebody"),
        CheckConstraint("told_at IS NULL OR called_off_at IS NULL", name="one_ending"),
        UniqueConstraint("onward_referral_id", "move_number"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "told_by"),
    )
