"""When services happen: a schedule is a rule of RFC 5545, from which dates follow."""

import uuid
from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, new_id


class AttendingType(StrEnum):
    """How people take part (the words of Open Referral UK 1.0, which filters rely on)."""

    VENUE = "venue"
    ONLINE = "online"
    PHONE = "phone"
    HOME_VISIT = "home visit"


class Schedule(Base):
    """A repeating pattern. Times are wall-clock times in the United Kingdom.

    `valid_from` and `valid_to` say how long the information holds; `until` when the sessions themselves end.
    `byday` is a comma list such as `TU,TH`, or `2MO` and `-1FR` with MONTHLY.
    """

    __tablename__ = "schedule"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    location_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE")
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    dtstart: Mapped[date | None]
    until: Mapped[date | None]
    count: Mapped[int | None]
    freq: Mapped[str | None]
    interval: Mapped[int | None]
    wkst: Mapped[str | None]
    byday: Mapped[str | None]
    bymonthday: Mapped[str | None]
    byweekno: Mapped[str | None]
    byyearday: Mapped[str | None]
    timezone: Mapped[str | None]
    description: Mapped[str | None]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    schedule_link: Mapped[str | None]
    attending_type: Mapped[str | None]
    notes: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(
            "service_id IS NOT NULL OR location_id IS NOT NULL OR service_at_location_id IS NOT NULL",
            name="belongs_to_something",
        ),
        CheckConstraint("freq IN ('WEEKLY', 'MONTHLY')", name="known_freq"),
        CheckConstraint("valid_from <= valid_to", name="valid_dates_in_order"),
        Index(None, "service_id"),
        Index(None, "location_id"),
        Index(None, "service_at_location_id"),
    )
