"""What lies outside the areas of domains, as far as somebody has looked: the rest belongs by what it is about alone.

A map cannot be asked inside a query. `domain_areas` looks, and writes down here what it found.
"""

import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base


class ListingOutside(Base):
    """A listing lies outside an area. It names no row: what is gone or was made one goes at the next look."""

    __tablename__ = "listing_outside"

    area_code: Mapped[str] = mapped_column(primary_key=True)
    listing_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)

    __table_args__ = (Index(None, "listing_id"),)


class DistrictOutside(Base):
    """A postcode district, such as LS11, lies outside an area: questions about it are for others."""

    __tablename__ = "district_outside"

    area_code: Mapped[str] = mapped_column(primary_key=True)
    outward: Mapped[str] = mapped_column(primary_key=True)
