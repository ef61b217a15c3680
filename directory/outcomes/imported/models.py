"""Cohorts of past records: who took part, without a name, and what they answered."""

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from directory.db import Base, moment, new_id


class ImportedCohort(Base):
    """Past records that were brought as one file, under a name. `digest` is the SHA-256 of the file.

    It is there for nobody until `whole_at` is set: rows come in batches, so that others can write in between.
    """

    __tablename__ = "imported_cohort"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str]
    digest: Mapped[str]
    people: Mapped[int]
    answers: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(default=moment)
    whole_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_imported_cohort_name_whole",
            "name",
            unique=True,
            sqlite_where=text("whole_at IS NOT NULL"),
            postgresql_where=text("whole_at IS NOT NULL"),
        ),
    )


class ImportedPerson(Base):
    """Somebody of a cohort: a number, and what the figures are split by. Nothing of it is a name or leads to one."""

    __tablename__ = "imported_person"

    cohort_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("imported_cohort.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    sex: Mapped[str | None]
    age: Mapped[int | None]
    ethnicity: Mapped[str | None]
    referral_source: Mapped[str | None]


class ImportedAnswer(Base):
    """One value of a questionnaire: an answer by the number of its item, or the total where that is nought."""

    __tablename__ = "imported_answer"

    cohort_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    stage: Mapped[str]
    taken_on: Mapped[date | None]
    measure: Mapped[str]
    item: Mapped[int]
    value: Mapped[float]
    mode: Mapped[str | None]
    administered_by: Mapped[str | None]

    __table_args__ = (
        ForeignKeyConstraint(["cohort_id", "person"], ["imported_person.cohort_id", "imported_person.number"]),
        CheckConstraint("stage IN ('baseline', 'review', 'exit', 'follow_up')", name="known_stage"),
        Index(None, "cohort_id", "person"),
    )
