"""Champion domains, the terms they cover, checks of listings, recommendations, and the gaps that were found."""

import uuid
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.champions.keeper_models import ChampionDomainDeputy
from directory.db import Base, moment, new_id


class ChampionDomain(Base):
    """A part of the catalogue that a champion and deputies keep true, such as older people or mental health.

    It covers the listings that carry one of its terms and lie in its area: a country, a council, or an area that an
    operator loaded; without one, everywhere. One that was ended covers nothing, and may be brought back.
    """

    __tablename__ = "champion_domain"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str | None]
    champion_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    area_code: Mapped[str | None]
    area_name: Mapped[str | None]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    ended_at: Mapped[datetime | None]

    champion: Mapped[User | None] = relationship(lazy="raise")
    deputies: Mapped[list[User]] = relationship(
        lazy="raise", secondary=ChampionDomainDeputy.__table__, order_by=User.name
    )
    terms: Mapped[list[TaxonomyTerm]] = relationship(
        lazy="raise", secondary="champion_domain_term", order_by=TaxonomyTerm.name
    )

    __table_args__ = (
        CheckConstraint("(area_code IS NULL) = (area_name IS NULL)", name="area_has_name"),
        Index(None, "champion_id"),
    )


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
    NO_ANSWER = "no answer"


class CheckWay(StrEnum):
    """How somebody made sure of a listing."""

    SEEN = "seen"
    PHONE = "phone"
    EMAIL = "email"
    VISIT = "visit"
    LINK = "link"
    """The group itself, by the link in a letter to it."""


class ListingCheck(Base):
    """Somebody looked at a listing on a day, or tried to reach its group; `checked_by` is empty for the group itself.

    `spoke_to` says whom they reached, as a part somebody plays and not a name: "the secretary".
    """

    __tablename__ = "listing_check"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    service_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service.id", ondelete="CASCADE"), info=follows())
    checked_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    way: Mapped[str] = mapped_column(default=CheckWay.SEEN.value, server_default=CheckWay.SEEN.value)
    spoke_to: Mapped[str | None]
    checked_on: Mapped[date]
    result: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    checker: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("result IN ('still right', 'changed', 'no answer')", name="known_result"),
        CheckConstraint("way IN ('seen', 'phone', 'email', 'visit', 'link')", name="known_way"),
        CheckConstraint("(way = 'link') = (checked_by IS NULL)", name="by_group_or_staff"),
        Index(None, "service_id", "checked_on"),
        Index(None, "checked_by"),
    )


STANDS = "taken_back_at IS NULL"
RECOMMENDED_BOTH = "A champion recommends each of these for the same thing. One of the two has to be taken back first."


class Recommendation(Base):
    """The champion of a domain recommends a listing to a scheme, for one of the terms of the domain, and says why.

    It is the word of the person who gave it for a year, or until `review_on`: `champions.recommending` says when it
    counts.
    """

    __tablename__ = "recommendation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    scheme_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("scheme.id"))
    domain_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("champion_domain.id", ondelete="CASCADE"))
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"))
    service_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("service.id", ondelete="CASCADE"), info=follows(unless=RECOMMENDED_BOTH)
    )
    reason: Mapped[str]
    recommended_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id"))
    recommended_on: Mapped[date]
    review_on: Mapped[date | None]
    taken_back_at: Mapped[datetime | None]

    domain: Mapped[ChampionDomain] = relationship(lazy="raise")
    term: Mapped[TaxonomyTerm] = relationship(lazy="raise")
    service: Mapped[Service] = relationship(lazy="raise")

    __table_args__ = (
        Index(
            "uq_recommendation_stands",
            "scheme_id",
            "domain_id",
            "service_id",
            "term_id",
            unique=True,
            sqlite_where=text(STANDS),
            postgresql_where=text(STANDS),
        ),
        Index(None, "domain_id"),
        Index(None, "term_id"),
        Index(None, "service_id"),
        Index(None, "recommended_by"),
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
    """Somebody needed something that the directory does not have, as they said when they asked a champion.

    It holds needs, the first half of a postcode, and a reason; nothing of the person, nor of what they said. What came
    of asking stands with the `Question`: the columns of the answer are those of the release before.
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


class GapNeed(Base):
    """A gap is about a need, an interest or a kind of people."""

    __tablename__ = "gap_need"

    gap_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("gap.id", ondelete="CASCADE"), primary_key=True)
    term_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"), primary_key=True)

    __table_args__ = (Index(None, "term_id"),)
