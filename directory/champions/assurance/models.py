"""What was found of a group's safeguarding, insurance and the like, each time that somebody looked."""

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from directory.accounts.models import User
from directory.catalogue.models.merging import follows
from directory.catalogue.models.organizations import Organization
from directory.db import Base, moment
from directory.security.sealing import SealedText

# One key seals the names that groups give us: they belong to no client, and go with the group's record.
SEALED_FOR = uuid.UUID("5d0c6a0e-2f8b-4b55-8f5a-9d3c0b7e41aa")


class Held(StrEnum):
    """Whether a group has something. That nobody knows is an answer, and no no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Dbs(StrEnum):
    """Whether those who work alone with people were checked by the Disclosure and Barring Service, or the like."""

    YES = "yes"
    NOT_NEEDED = "not needed"
    UNKNOWN = "unknown"


class AssuranceWay(StrEnum):
    """How it is known."""

    SEEN = "seen"
    """Somebody of the staff has seen the papers."""
    TOLD = "told"
    """The group says so."""


class Assurance(Base):
    """What was found of a group on a day, and until when that holds; the row that was recorded last counts.

    `recorded_by` is empty where the group wrote it down itself, by its link. Rows are never changed.
    """

    __tablename__ = "assurance"
    person_id: ClassVar[uuid.UUID] = SEALED_FOR

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    organization_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("organization.id", ondelete="CASCADE"), info=follows()
    )
    policy: Mapped[str]
    policy_dated_on: Mapped[date | None]
    policy_seen_on: Mapped[date | None]
    lead_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    insurance: Mapped[str]
    insurance_pence: Mapped[int | None]
    insured_until: Mapped[date | None]
    dbs: Mapped[str]
    complaints_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    data_protection: Mapped[str]
    way: Mapped[str]
    checked_on: Mapped[date]
    valid_until: Mapped[date]
    recorded_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=moment)

    lead = SealedText("lead_sealed")
    complaints = SealedText("complaints_sealed")

    organization: Mapped[Organization] = relationship(lazy="raise")
    recorder: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        CheckConstraint("policy IN ('yes', 'no', 'unknown')", name="known_policy"),
        CheckConstraint("insurance IN ('yes', 'no', 'unknown')", name="known_insurance"),
        CheckConstraint("dbs IN ('yes', 'not needed', 'unknown')", name="known_dbs"),
        CheckConstraint("data_protection IN ('yes', 'no', 'unknown')", name="known_data_protection"),
        CheckConstraint("way IN ('seen', 'told')", name="known_way"),
        CheckConstraint("recorded_by IS NOT NULL OR way = 'told'", name="groups_only_tell"),
        CheckConstraint("checked_on <= valid_until", name="days_in_order"),
        CheckConstraint("insurance_pence > 0", name="insured_for_something"),
        CheckConstraint(
            "insurance = 'yes' OR (insurance_pence IS NULL AND insured_until IS NULL)", name="insured_if_at_all"
        ),
        CheckConstraint("policy = 'yes' OR (policy_dated_on IS NULL AND policy_seen_on IS NULL)", name="seen_if_held"),
        Index(None, "organization_id", "recorded_at"),
        Index(None, "recorded_by"),
    )
