"""When services happen: a schedule is a rule of RFC 5545, from which dates follow."""

import uuid
from datetime import date, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, new_id


class AttendingType(StrEnum):
    """How people take part (the words of Open Referral UK 1.0, which filters rely on)."""

    VENUE = "venue"
    ONLINE = "online"
    PHONE = "phone"
    HOME_VISIT = "home visit"


# Nobody has to be near anything for these.
WITHOUT_A_PLACE = (AttendingType.PHONE, AttendingType.ONLINE, AttendingType.HOME_VISIT)


class ExceptionKind(StrEnum):
    """What is different on a date: nothing happens, or something happens as well."""

    CLOSED = "closed"
    EXTRA = "extra"


class Calendar(StrEnum):
    """A kind of day that a schedule may treat in its own way. Which days those are depends on the place."""

    BANK_HOLIDAYS = "bank holidays"
    SCHOOL_HOLIDAYS = "school holidays"
    SCHOOL_TERMS = "school terms"


class Observance(StrEnum):
    """What a schedule does on the days of a calendar. "Ask" is an answer; nothing stated is none."""

    OPEN = "open"
    CLOSED = "closed"
    ASK = "ask"


class Schedule(Base):
    """A repeating pattern. Times are wall-clock times in the United Kingdom.

    `valid_from` and `valid_to` say how long the information holds; `until` when the sessions themselves end.
    `byday` is a comma list such as `TU,TH`, or `2MO` and `-1FR` with MONTHLY. The standard has no place for single
    dates left out or added, closed seasons, school terms and bank holidays: see `exceptions` and `observances`.
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

    exceptions: Mapped[list["ScheduleException"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    observances: Mapped[list["ScheduleObservance"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )

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


class ScheduleException(Base):
    """Dates on which a schedule differs from its rule: closed from one day to another, or one extra date.

    An extra date has hours of its own where it states any, and happens whatever else is closed then; on a date that
    the rule picks too, it stands instead.
    """

    __tablename__ = "schedule_exception"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    schedule_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    kind: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    opens_at: Mapped[time | None]
    closes_at: Mapped[time | None]
    reason: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("kind IN ('closed', 'extra')", name="known_kind"),
        CheckConstraint("starts_on <= ends_on", name="dates_in_order"),
        CheckConstraint("kind <> 'extra' OR starts_on = ends_on", name="extra_is_one_date"),
        CheckConstraint("kind = 'extra' OR (opens_at IS NULL AND closes_at IS NULL)", name="closed_has_no_hours"),
        Index(None, "schedule_id"),
    )


class ScheduleObservance(Base):
    """What a schedule does on the days of one calendar: term time only is "closed" in school holidays.

    Should several be stated for one calendar, the most careful counts.
    """

    __tablename__ = "schedule_observance"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    schedule_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("schedule.id", ondelete="CASCADE"))
    calendar: Mapped[str]
    observance: Mapped[str]

    __table_args__ = (
        CheckConstraint("calendar IN ('bank holidays', 'school holidays', 'school terms')", name="known_calendar"),
        CheckConstraint("observance IN ('open', 'closed', 'ask')", name="known_observance"),
        Index(None, "schedule_id"),
    )
