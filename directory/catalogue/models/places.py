"""Where services happen: locations, their addresses, and what getting in and about is like."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id


class PlaceType(StrEnum):
    """Kinds of location and of address (Open Referral UK 3.0)."""

    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


PLACE_TYPES = "('physical', 'postal', 'virtual')"


class Location(Base):
    """A place, real or virtual. Latitude and longitude are WGS84 degrees and come together.

    What `hides_address` is a refuge, or somebody's home: where it is never leaves the staff's own pages.
    """

    __tablename__ = "location"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("organization.id", ondelete="SET NULL"), info=follows()
    )
    location_type: Mapped[str] = mapped_column(default=PlaceType.PHYSICAL.value)
    name: Mapped[str | None]
    alternate_name: Mapped[str | None]
    description: Mapped[str | None]
    transportation: Mapped[str | None]
    url: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    hides_address: Mapped[bool] = mapped_column(default=False, server_default=false())
    external_identifier: Mapped[str | None]
    external_identifier_type: Mapped[str | None]
    last_modified: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    addresses: Mapped[list["Address"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="Address.address_type"
    )
    accessibility: Mapped[list["Accessibility"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by="Accessibility.description"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint(f"location_type IN {PLACE_TYPES}", name="known_location_type"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="whole_point"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        Index(None, "organization_id"),
    )


class Address(Base):
    """A postal or physical address of a location."""

    __tablename__ = "address"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    attention: Mapped[str | None]
    address_1: Mapped[str]
    address_2: Mapped[str | None]
    city: Mapped[str]
    region: Mapped[str | None]
    state_province: Mapped[str]
    postal_code: Mapped[str]
    country: Mapped[str] = mapped_column(default="GB")
    address_type: Mapped[str] = mapped_column(default=PlaceType.PHYSICAL.value)

    __table_args__ = (
        CheckConstraint(f"address_type IN {PLACE_TYPES}", name="known_address_type"),
        Index(None, "location_id"),
        Index(None, "postal_code"),
    )


class Accessibility(Base):
    """One fact about access at a location: what there is, or what there is not.

    `question` is the code of the question it answers, where one was asked here. A fact with a question and no words
    says that nobody knew.
    """

    __tablename__ = "accessibility"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    accessibility: Mapped[str | None]
    description: Mapped[str | None]
    details: Mapped[str | None]
    url: Mapped[str | None]
    question: Mapped[str | None]
    width_cm: Mapped[int | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey(User.id))
    answered_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint("width_cm > 0", name="width_is_positive"),
        Index(None, "location_id"),
        Index(None, "answered_by"),
    )
