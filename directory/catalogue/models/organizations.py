"""Who offers services: the organization and the numbers it is registered under."""

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.catalogue.models.contacts import Contact, Phone, WebAddress
from directory.catalogue.models.merging import follows
from directory.db import Base, moment, new_id


class Organization(Base):
    """A group, charity, company or public body that offers services."""

    __tablename__ = "organization"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    alternate_name: Mapped[str | None]
    description: Mapped[str | None]
    email: Mapped[str | None]
    website: Mapped[str | None]
    logo: Mapped[str | None]
    uri: Mapped[str | None]
    legal_status: Mapped[str | None]
    tax_status: Mapped[str | None]
    tax_id: Mapped[str | None]
    year_incorporated: Mapped[int | None]
    parent_organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id"), info=follows())
    last_modified: Mapped[datetime] = mapped_column(default=moment)
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    identifiers: Mapped[list["OrganizationIdentifier"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True
    )

    contacts: Mapped[list[Contact]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by=(Contact.name, Contact.title)
    )
    phones: Mapped[list[Phone]] = relationship(lazy="raise", cascade="all, delete-orphan", passive_deletes=True)
    additional_websites: Mapped[list[WebAddress]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, order_by=WebAddress.label
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy reads it from the class
    __table_args__ = (CheckConstraint("name <> ''", name="has_name"), Index(None, "name"))


class OrganizationIdentifier(Base):
    """A number an organization is registered under, for example a charity number (org-id.guide: GB-CHC)."""

    __tablename__ = "organization_identifier"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    identifier_scheme: Mapped[str | None]
    identifier_type: Mapped[str]
    identifier: Mapped[str]

    __table_args__ = (Index(None, "organization_id"), Index(None, "identifier"))
