"""How strong a group is: who pays for it and until when, how large it is, and what help it needs."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models.merging import follows
from directory.champions.capacity.room_models import RoomWay
from directory.db import Base, moment, new_id


class Income(StrEnum):
    """What a group has to spend in a year, in the bands that the voluntary sector is counted by."""

    MICRO = "under 10,000"
    SMALL = "10,000 to 100,000"
    MEDIUM = "100,000 to 1 million"
    LARGE = "over 1 million"


class Help(StrEnum):
    """What a group may need help with: the one list of it."""

    VOLUNTEERS = "volunteers"
    ROOM = "room"
    MONEY = "money"
    TRUSTEES = "trustees"
    TRANSPORT = "transport"
    EQUIPMENT = "equipment"
    BEING_KNOWN = "being known"
    TRAINING = "training"
    ADVICE = "advice"


INCOMES = ", ".join(f"'{each}'" for each in Income)
HELPS = ", ".join(f"'{each}'" for each in Help)
WAYS = ", ".join(f"'{each}'" for each in RoomWay)


class GroupStrength(Base):
    """What a group said of itself on a day; what it said last holds, and what it said before stays.

    `shows_volunteers` is its wish that everybody sees that it looks for volunteers. All else is for staff, and for
    those who pay for groups.
    """

    __tablename__ = "group_strength"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    funded_until: Mapped[date | None]
    main_funder: Mapped[str | None]
    income: Mapped[str | None]
    people_a_week: Mapped[int | None]
    staff: Mapped[int | None]
    volunteers: Mapped[int | None]
    shows_volunteers: Mapped[bool] = mapped_column(default=False)
    way: Mapped[str]
    said_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    helps: Mapped[list["HelpWanted"]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        CheckConstraint(f"income IN ({INCOMES})", name="known_income"),
        CheckConstraint("people_a_week >= 0 AND staff >= 0 AND volunteers >= 0", name="numbers_not_negative"),
        CheckConstraint(f"way IN ({WAYS})", name="known_way"),
        Index(None, "organization_id", "recorded_at"),
    )

    @property
    def help_wanted(self) -> frozenset[Help]:
        """What it needs help with."""
        return frozenset(Help(each.help) for each in self.helps)


class HelpWanted(Base):
    """A group needs help with something."""

    __tablename__ = "help_wanted"

    strength_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("group_strength.id", ondelete="CASCADE"), primary_key=True
    )
    help: Mapped[str] = mapped_column(primary_key=True)

    __table_args__ = (CheckConstraint(f"help IN ({HELPS})", name="known_help"),)
