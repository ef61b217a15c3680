"""Champion domains, the terms they cover, and the checks made of listings."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.db import Base, moment, new_id


class ChampionDomain(Base):
    """A part of the catalogue that one person keeps true, such as older people or mental health."""

    __tablename__ = "champion_domain"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    champion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))

    champion: Mapped[User | None] = relationship(lazy="raise")
    terms: Mapped[list[TaxonomyTerm]] = relationship(
        lazy="raise", secondary="champion_domain_term", order_by=TaxonomyTerm.name
    )

    __table_args__ = (Index(None, "champion_id"),)


class ChampionDomainTerm(Base):
    """A domain covers a term, and so every listing tagged with it."""

    __tablename__ = "champion_domain_term"

    domain_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("champion_domain.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "term_id"),)


class CheckResult(StrEnum):
    """What a check of a listing found."""

    STILL_RIGHT = "still right"
    CHANGED = "changed"


class ListingCheck(Base):
    """Somebody looked at a listing on a day."""

    __tablename__ = "listing_check"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    checked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    checked_on: Mapped[date]
    result: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    __table_args__ = (
        CheckConstraint("result IN ('still right', 'changed')", name="known_result"),
        Index(None, "service_id", "checked_on"),
        Index(None, "checked_by"),
    )
