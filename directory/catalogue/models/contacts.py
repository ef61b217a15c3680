"""How to reach a group: contacts, telephone numbers, the languages spoken, and its pages elsewhere."""

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.db import Base, new_id


class Contact(Base):
    """A named role or person at a group, as the group publishes it."""

    __tablename__ = "contact"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE")
    )
    location_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    name: Mapped[str | None]
    title: Mapped[str | None]
    department: Mapped[str | None]
    email: Mapped[str | None]

    phones: Mapped[list["Phone"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", passive_deletes=True, back_populates="contact"
    )

    __table_args__ = (
        CheckConstraint(
            "organization_id IS NOT NULL OR service_id IS NOT NULL"
            " OR service_at_location_id IS NOT NULL OR location_id IS NOT NULL",
            name="belongs_to_something",
        ),
        Index(None, "organization_id"),
        Index(None, "service_id"),
        Index(None, "service_at_location_id"),
        Index(None, "location_id"),
    )


class Phone(Base):
    """A telephone number, as written by the group. `type` is one of RFC 6350's: voice, text, textphone, fax, …"""

    __tablename__ = "phone"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    service_at_location_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("service_at_location.id", ondelete="CASCADE")
    )
    location_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    contact_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"))
    number: Mapped[str]
    extension: Mapped[str | None]
    type: Mapped[str | None]
    description: Mapped[str | None]

    contact: Mapped[Contact | None] = relationship(lazy="raise", back_populates="phones")

    __table_args__ = (
        CheckConstraint(
            "organization_id IS NOT NULL OR service_id IS NOT NULL OR service_at_location_id IS NOT NULL"
            " OR location_id IS NOT NULL OR contact_id IS NOT NULL",
            name="belongs_to_something",
        ),
        Index(None, "organization_id"),
        Index(None, "service_id"),
        Index(None, "service_at_location_id"),
        Index(None, "location_id"),
        Index(None, "contact_id"),
    )


class WebAddress(Base):
    """A page of a group or an activity beside its own, such as one on a social network (HSDS 3.1 url)."""

    # A column of services and organizations has the name that the standard gives this table.
    __tablename__ = "web_address"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    organization_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    label: Mapped[str | None]
    url: Mapped[str]

    __table_args__ = (
        CheckConstraint("organization_id IS NOT NULL OR service_id IS NOT NULL", name="belongs_to_something"),
        Index(None, "organization_id"),
        Index(None, "service_id"),
    )


class Language(Base):
    """A language a service is given in, or that a telephone is answered in. `code` is ISO 639."""

    __tablename__ = "language"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"))
    location_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("location.id", ondelete="CASCADE"))
    phone_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("phone.id", ondelete="CASCADE"))
    name: Mapped[str | None]
    code: Mapped[str | None]
    note: Mapped[str | None]

    __table_args__ = (
        CheckConstraint(
            "service_id IS NOT NULL OR location_id IS NOT NULL OR phone_id IS NOT NULL", name="belongs_to_something"
        ),
        Index(None, "service_id"),
        Index(None, "location_id"),
        Index(None, "phone_id"),
    )
