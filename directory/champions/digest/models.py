"""What colleagues watch, who wants no weekly letter, and the letters of each week."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.taxonomies import TaxonomyTerm
from directory.db import Base, moment, new_id


class Watch(Base):
    """Somebody wants to hear of changes in what a term is hung on, or in what happens in a postcode district."""

    __tablename__ = "watch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    term_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("taxonomy_term.id", ondelete="CASCADE"))
    area: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(default=moment)

    term: Mapped[TaxonomyTerm | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("(term_id IS NULL) <> (area IS NULL)", name="term_or_area"),
        UniqueConstraint("user_id", "term_id"),
        UniqueConstraint("user_id", "area"),
        Index(None, "term_id"),
    )


class NoWeeklyLetter(Base):
    """Somebody wants no weekly letter, whatever they keep and watch."""

    __tablename__ = "no_weekly_letter"

    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    stopped_at: Mapped[datetime] = mapped_column(default=moment)


class WeeklyRound(Base):
    """The letters of one week, which tell of what was decided after one moment and until another.

    The week is named by the day on which its letters go out. `finished_at` is when all of them were written.
    """

    __tablename__ = "weekly_round"

    week_on: Mapped[date] = mapped_column(primary_key=True)
    after: Mapped[datetime]
    until: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class WeeklyLetter(Base):
    """One letter to one person in one week. `stop_key` is a digest of the token of its link that stops such letters."""

    __tablename__ = "weekly_letter"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    week_on: Mapped[date]
    stop_key: Mapped[uuid.UUID | None] = mapped_column(unique=True)
    made_at: Mapped[datetime] = mapped_column(default=moment)

    user: Mapped[User] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("user_id", "week_on"), Index(None, "made_at"))
