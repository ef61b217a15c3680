"""The conditions of using a service: cost, room, the area it serves, papers to bring, and who pays for it."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id


class CostOption(Base):
    """What somebody pays. Nought pence is free; no cost option at all means that the cost is not known."""

    __tablename__ = "cost_option"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    option: Mapped[str | None]
    currency: Mapped[str | None]
    amount_pence: Mapped[int | None]
    amount_description: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("amount_pence >= 0", name="amount_not_negative"),
        Index(None, "service_id"),
    )


class Funding(Base):
    """Who pays for a service or an organization."""

    __tablename__ = "funding"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    source: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("organization_id IS NOT NULL OR service_id IS NOT NULL", name="belongs_to_something"),
        Index(None, "organization_id"),
        Index(None, "service_id"),
    )


class ServiceArea(Base):
    """Where the people it serves live. `extent` holds a shape as text in the format `extent_type` names.

    It may hold for one of the places of the service only. Open Referral UK has the name under two names, which feeds
    fill with two things: the other stands in `service_area`.
    """

    __tablename__ = "service_area"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE")
    )
    name: Mapped[str | None]
    service_area: Mapped[str | None]
    description: Mapped[str | None]
    extent: Mapped[str | None]
    extent_type: Mapped[str | None]
    uri: Mapped[str | None]

    __table_args__ = (Index(None, "service_id"), Index(None, "service_at_location_id"))


class RequiredDocument(Base):
    """A paper a person has to bring."""

    __tablename__ = "required_document"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    document: Mapped[str | None]
    uri: Mapped[str | None]

    __table_args__ = (Index(None, "service_id"),)


class Room(StrEnum):
    """Whether a service takes more people."""

    HAS_ROOM = "has room"
    WAITING_LIST = "waiting list"
    FULL = "full"


class ServiceCapacity(Base):
    """How much room a service says it has (HSDS 3.1 service_capacity).

    `unit` is the name of what is counted; where its source has it from a scheme, the other four say so. `until` is the
    last day of what its group says will end, which the standard has no field for: full until a day.
    """

    __tablename__ = "service_capacity"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    room: Mapped[str]
    unit: Mapped[str] = mapped_column(default="places")
    unit_id: Mapped[uuid.UUID | None]
    unit_scheme: Mapped[str | None]
    unit_identifier: Mapped[str | None]
    unit_uri: Mapped[str | None]
    available: Mapped[int | None]
    maximum: Mapped[int | None]
    description: Mapped[str | None]
    updated: Mapped[datetime] = mapped_column(default=moment)
    until: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("until IS NULL OR room <> 'has room'", name="only_no_room_ends"),
        CheckConstraint("room IN ('has room', 'waiting list', 'full')", name="known_room"),
        CheckConstraint("available >= 0 AND maximum >= 0", name="places_not_negative"),
        Index(None, "service_id"),
    )
