"""Champion domains, the terms they cover, the checks made of listings, and the gaps that were found."""

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


class GapReason(StrEnum):
    """Why nothing in the directory would do."""

    NOTHING_FITS = "nothing fits"
    NOTHING_NEAR = "nothing near"
    FULL = "full"
    OTHER_TIMES = "other times"
    TOO_DEAR = "too dear"
    NO_ACCESS = "no access"


class Gap(Base):
    """Somebody needed something that the directory does not have: a question to the champion, until it is answered.

    It holds needs, the first half of a postcode, and a reason; nothing of the person, nor of what they said.
    """

    __tablename__ = "gap"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    asked_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    asked_at: Mapped[datetime] = mapped_column(default=moment)
    area: Mapped[str | None]
    reason: Mapped[str]
    answer: Mapped[str | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    asker: Mapped[User] = relationship(lazy="raise", foreign_keys=[asked_by])
    answerer: Mapped[User | None] = relationship(lazy="raise", foreign_keys=[answered_by])
    needs: Mapped[list[TaxonomyTerm]] = relationship(lazy="raise", secondary="gap_need", order_by=TaxonomyTerm.name)

    __table_args__ = (
        CheckConstraint(
            "reason IN ('nothing fits', 'nothing near', 'full', 'other times', 'too dear', 'no access')",
            name="known_reason",
        ),
        CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
            name="answer_is_somebodys",
        ),
        Index(None, "scheme_id", "asked_at"),
        Index(None, "asked_by"),
        Index(None, "answered_by"),
    )

    @property
    def is_open(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answer is None


class GapNeed(Base):
    """A gap is about a need, an interest or a kind of people."""

    __tablename__ = "gap_need"

    gap_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("gap.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "term_id"),)
