"""The first visit to a group: who goes along, when, how they get there, and whether it came about."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.casework.models import one_of
from directory.db import Base, moment, new_id
from directory.referrals.models import OnwardReferral
from directory.security.sealing import SealedText


class Company(StrEnum):
    """Who goes along for the first time."""

    NOBODY = "nobody"
    COORDINATOR = "coordinator"
    VOLUNTEER = "volunteer"
    GROUP = "somebody of the group"
    OWN = "somebody they know"


class Transport(StrEnum):
    """How somebody gets to a group."""

    BY_THEMSELVES = "by themselves"
    BUS = "bus or train"
    LIFT = "lift"
    COMMUNITY_TRANSPORT = "community transport"
    TAXI = "taxi"


# Somebody who was not there before stands beside them: a supported first visit.
SUPPORTED_BY = (Company.COORDINATOR, Company.VOLUNTEER, Company.GROUP)
# Who goes in one of these needs somebody to see to it.
TO_ARRANGE = (Transport.LIFT, Transport.COMMUNITY_TRANSPORT, Transport.TAXI)


class FirstVisit(Base):
    """What is planned for the first time somebody goes, and what came of it; one for each referral.

    `companion` is the name of who goes along, `meeting` where and when they meet, `getting_there` what was arranged.
    `came_about` is not known before the day.
    """

    __tablename__ = "first_visit"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    client_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("client.id"))
    onward_referral_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onward_referral.id"), unique=True)
    company: Mapped[str | None]
    companion_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    visit_on: Mapped[date | None]
    meeting_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    transport: Mapped[str | None]
    is_arranged: Mapped[bool] = mapped_column(default=False)
    getting_there_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    came_about: Mapped[bool | None]
    recorded_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)

    companion = SealedText("companion_sealed")
    meeting = SealedText("meeting_sealed")
    getting_there = SealedText("getting_there_sealed")

    referral: Mapped[OnwardReferral] = relationship(lazy="raise")
    recorder: Mapped[User] = relationship(lazy="raise")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(one_of("company", Company), name="known_company"),
        CheckConstraint(one_of("transport", Transport), name="known_transport"),
        CheckConstraint("came_about IS NULL OR visit_on IS NOT NULL", name="came_about_on_a_day"),
        CheckConstraint("NOT is_arranged OR transport IS NOT NULL", name="arranged_some_way"),
        Index(None, "client_id", "scheme_id"),
        Index(None, "scheme_id", "visit_on"),
        Index(None, "recorded_by"),
    )

    @property
    def person_id(self) -> uuid.UUID:
        """Whose data key seals this row."""
        return self.client_id

    @property
    def needs_transport(self) -> bool:
        """Whether somebody still has to see to how they get there."""
        return self.transport in TO_ARRANGE and not self.is_arranged
