"""Findings: what a machine thinks is wrong with one value of a record, and what somebody decided of it."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.db import Base


class FindingKind(StrEnum):
    """What was looked at."""

    LINK = "link"
    PHONE = "phone"
    EMAIL = "email"
    PAST_DATE = "past date"
    CHARITY = "charity"
    COST = "cost"


class Found(StrEnum):
    """What is thought to be wrong."""

    NOT_THERE = "not there"
    NO_SUCH_HOST = "no such host"
    BAD_CERTIFICATE = "bad certificate"
    MOVED = "moved"
    PARKED = "parked"
    OUT_OF_ORDER = "out of order"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    NO_NOUGHT = "no nought"
    UNKNOWN_BEGINNING = "unknown beginning"
    NO_NUMBER = "no number"
    MADE_UP = "made up"
    NO_ADDRESS = "no address"
    ALL_OVER = "all over"
    IT_WAS = "it was"
    UNTIL_PAST = "until past"
    SAID_TO_COME = "said to come"
    REMOVED = "removed"
    OTHER_NAME = "other name"
    FREE_AND_PRICE = "free and price"
    FREE_IN_WORDS = "free in words"
    PRICE_IN_WORDS = "price in words"
    HELP_WITHOUT_COST = "help without cost"


class FindingState(StrEnum):
    """What became of a finding."""

    OPEN = "open"
    PUT_RIGHT = "put right"
    """The last look did not find it any more."""
    DISMISSED = "dismissed"
    """Somebody said that it is right as it is. It stays so for as long as the value does."""


# What is wrong with a link, as far as a visitor would see it.
WRONG_LINKS = (
    Found.NOT_THERE,
    Found.NO_SUCH_HOST,
    Found.BAD_CERTIFICATE,
    Found.MOVED,
    Found.PARKED,
    Found.OUT_OF_ORDER,
)


def words_of(values: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{each}'" for each in values)


class Finding(Base):
    """What is wrong with one value, `about`, in one field of a record.

    Its id comes from record, kind, field and value alone: the same thing found again is the same finding, and another
    value is another one. `detail` is what was found beside it, such as a name in a register, and `proposal` the value
    that would be right. `times` counts the days in a row on which it was found.
    """

    __tablename__ = "finding"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    entity: Mapped[str]
    record_id: Mapped[uuid.UUID]
    kind: Mapped[str]
    field: Mapped[str]
    about: Mapped[str]
    found: Mapped[str]
    detail: Mapped[str | None]
    proposal: Mapped[str | None]
    first_seen_on: Mapped[date]
    last_seen_on: Mapped[date]
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(default=FindingState.OPEN.value)
    reason: Mapped[str | None]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]

    decider: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("entity IN ('service', 'organization')", name="known_entity"),
        CheckConstraint(f"kind IN ({words_of(FindingKind)})", name="known_kind"),
        CheckConstraint(f"found IN ({words_of(Found)})", name="known_found"),
        CheckConstraint(f"state IN ({words_of(FindingState)})", name="known_state"),
        CheckConstraint("times >= 1 AND first_seen_on <= last_seen_on", name="seen_in_order"),
        CheckConstraint(
            "(state = 'dismissed') = (decided_by IS NOT NULL) AND (decided_by IS NULL) = (decided_at IS NULL)"
            " AND (decided_by IS NULL) = (reason IS NULL)",
            name="dismissed_by_somebody",
        ),
        Index(None, "record_id"),
        Index(None, "state", "kind"),
        Index(None, "decided_by"),
    )


class LinkCheck(Base):
    """When somebody's page was last looked for, and what came of it.

    `failed_days` counts the different days in a row on which it was not there, from `first_failed_on`; a page that is
    there, or of which the server tells nothing, has none.
    """

    __tablename__ = "link_check"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    url: Mapped[str]
    checked_on: Mapped[date]
    found: Mapped[str | None]
    moved_to: Mapped[str | None]
    failed_days: Mapped[int] = mapped_column(default=0)
    first_failed_on: Mapped[date | None]

    __table_args__ = (
        CheckConstraint(f"found IN ({words_of(WRONG_LINKS)})", name="known_found"),
        CheckConstraint(
            "(failed_days = 0) = (found IS NULL) AND (found IS NULL) = (first_failed_on IS NULL)", name="failed_whole"
        ),
        Index(None, "checked_on"),
        Index(None, "failed_days"),
    )
