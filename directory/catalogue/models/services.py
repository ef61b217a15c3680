"""What people can go to: the service and where it happens."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from directory.catalogue.models.conditions import CostOption, Funding, RequiredDocument, ServiceArea, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone, WebAddress
from directory.catalogue.models.merging import follows
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.taxonomies import Attribute
from directory.db import Base, moment, new_id, this_day


class ServiceStatus(StrEnum):
    """Whether a service runs (Open Referral UK 3.0)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Stage(StrEnum):
    """Whether a listing is for everybody's eyes. It is ours alone; the standard does not know it."""

    DRAFT = "draft"
    """It is being written, or waits for approval."""
    PUBLISHED = "published"
    ARCHIVED = "archived"
    """It was put away: its history and what hangs on it stay, and old links say that it is no longer listed."""


class Program(Base):
    """A programme that several services of an organization belong to."""

    __tablename__ = "program"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    name: Mapped[str]
    alternate_name: Mapped[str | None]
    description: Mapped[str]

    __table_args__ = (Index(None, "organization_id"),)


class Service(Base):
    """An activity, group or help that people can go to, call or have come to them.

    Ages are whole years. `assured_date` moves when someone checks the listing, `last_modified` when it, or anything
    nested in it, changes: never the other way round. `listed_on` is when it came into this catalogue, as far as known.
    From `closed_from` on what is active is closed for a while, until it is on again on `back_on`, if that is known:
    `catalogue.pausing` says how it stands on a day. No standard has a field for `easy_read`, what it is in very plain
    sentences, a line each, nor for `cost_help`, what helps those for whom it costs too much: free places, fares paid.
    """

    __tablename__ = "service"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organization.id"), info=follows())
    program_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("program.id", ondelete="SET NULL"))
    name: Mapped[str]
    alternate_name: Mapped[str | None]
    description: Mapped[str | None]
    easy_read: Mapped[str | None]
    url: Mapped[str | None]
    email: Mapped[str | None]
    status: Mapped[str] = mapped_column(default=ServiceStatus.ACTIVE.value)
    fees: Mapped[str | None]
    fees_description: Mapped[str | None]
    cost_help: Mapped[str | None]
    accreditations: Mapped[str | None]
    licenses: Mapped[str | None]
    eligibility_description: Mapped[str | None]
    minimum_age: Mapped[int | None]
    maximum_age: Mapped[int | None]
    application_process: Mapped[str | None]
    wait_time: Mapped[str | None]
    interpretation_services: Mapped[str | None]
    alert: Mapped[str | None]
    closed_from: Mapped[date | None]
    back_on: Mapped[date | None]
    assured_date: Mapped[date | None]
    assurer_email: Mapped[str | None]
    listed_on: Mapped[date | None] = mapped_column(default=this_day)
    last_modified: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1)
    stage: Mapped[str] = mapped_column(default=Stage.PUBLISHED.value, server_default=Stage.PUBLISHED.value)

    organization: Mapped[Organization] = relationship(lazy="raise")
    places: Mapped[list["ServiceAtLocation"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, back_populates="service"
    )
    schedules: Mapped[list[Schedule]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    contacts: Mapped[list[Contact]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    phones: Mapped[list[Phone]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    languages: Mapped[list[Language]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    cost_options: Mapped[list[CostOption]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    funding: Mapped[list[Funding]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    service_areas: Mapped[list[ServiceArea]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    required_documents: Mapped[list[RequiredDocument]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    capacities: Mapped[list[ServiceCapacity]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )
    additional_urls: Mapped[list[WebAddress]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by=WebAddress.label
    )
    photographs: Mapped[list[Photograph]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by=(Photograph.position, Photograph.id)
    )
    attributes: Mapped[list[Attribute]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=lambda: Service.id == foreign(Attribute.link_id)
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (
        CheckConstraint("name <> ''", name="has_name"),
        CheckConstraint("status IN ('active', 'inactive', 'defunct', 'temporarily closed')", name="known_status"),
        CheckConstraint("stage IN ('draft', 'published', 'archived')", name="known_stage"),
        CheckConstraint("minimum_age >= 0 AND maximum_age >= 0", name="ages_not_negative"),
        CheckConstraint("minimum_age <= maximum_age", name="ages_in_order"),
        Index(None, "organization_id"),
        Index(None, "last_modified"),
        Index(None, "assured_date"),
    )


class ServiceAtLocation(Base):
    """A service happening at one location, perhaps with times of its own."""

    __tablename__ = "service_at_location"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    location_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("location.id"))
    description: Mapped[str | None]

    service: Mapped[Service] = relationship(lazy="raise", back_populates="places")
    location: Mapped[Location] = relationship(lazy="raise")
    schedules: Mapped[list[Schedule]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (Index(None, "service_id"), Index(None, "location_id"))
