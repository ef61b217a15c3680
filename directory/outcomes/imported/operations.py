"""Keeping a cohort, and letting go of one, batch by batch: each call is one transaction of its caller."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from directory import clock
from directory.audit.operations import record_act
from directory.db import new_id
from directory.errors import Conflict, WrongInput
from directory.outcomes.evaluating.dataset import STAGES, Dataset
from directory.outcomes.imported.models import ImportedAnswer, ImportedCohort, ImportedPerson
from directory.outcomes.imported.queries import find_cohort
from directory.outcomes.imported.reading import ReadFile

# About half a second of writing.
BATCH: Final = 10_000
LONGEST_NAME = 100
ABANDONED_AFTER = timedelta(hours=6)

Rows = list[dict[str, Any]]


class NameTaken(Conflict):
    """There is a cohort of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is a cohort “{name}” already. Choose another name, or remove it first with"
            f" `lynchpin outcomes remove`."
        )


def begin_cohort(db: Session, name: str, read: ReadFile, digest: str) -> ImportedCohort:
    """A cohort that nobody sees yet. Raises NameTaken, and WrongInput for a name that is none."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongInput(f"Give the cohort a name of up to {LONGEST_NAME} letters.")
    if find_cohort(db, name):
        raise NameTaken(name)
    cohort = ImportedCohort(
        id=new_id(),
        name=name,
        digest=digest,
        people=len(read.dataset.people),
        answers=len(read.dataset.responses),
        begun_at=clock.now(),
    )
    db.add(cohort)
    return cohort


def add_rows(db: Session, table: type[ImportedPerson] | type[ImportedAnswer], rows: Rows) -> None:
    """Put in a batch."""
    db.execute(insert(table), rows)


def finish_cohort(db: Session, cohort: ImportedCohort) -> None:
    """Let a cohort be seen. Raises NameTaken where another of its name was quicker."""
    if find_cohort(db, cohort.name):
        raise NameTaken(cohort.name)
    db.get_one(ImportedCohort, cohort.id).whole_at = clock.now()
    record_act(db, None, None, "cohort.imported", "imported_cohort", [cohort.id])


def hide_cohort(db: Session, cohort: ImportedCohort) -> None:
    """Let nobody see a cohort any more: the first step of removing it."""
    db.get_one(ImportedCohort, cohort.id).whole_at = None
    record_act(db, None, None, "cohort.removed", "imported_cohort", [cohort.id])


def remove_rows(db: Session, cohort: ImportedCohort) -> bool:
    """Take out a batch of what a cohort holds; at last the cohort itself. Returns whether anything is left."""
    for table in (ImportedAnswer, ImportedPerson):
        of_cohort = table.cohort_id == cohort.id
        last = db.scalar(select(table.number).where(of_cohort).order_by(table.number).offset(BATCH).limit(1))
        is_in_batch = table.number < last if last is not None else of_cohort
        gone = db.execute(delete(table).where(of_cohort, is_in_batch))
        if gone.rowcount:  # type: ignore[attr-defined]
            return True
    db.execute(delete(ImportedCohort).where(ImportedCohort.id == cohort.id))
    return False


def list_abandoned(db: Session) -> list[ImportedCohort]:
    """Cohorts that were never finished or whose removal was stopped, and nobody works on any more."""
    is_old = ImportedCohort.begun_at < clock.now() - ABANDONED_AFTER
    return list(db.scalars(select(ImportedCohort).where(ImportedCohort.whole_at.is_(None), is_old)))


def person_batches(cohort: ImportedCohort, dataset: Dataset) -> Iterator[Rows]:
    """The people of a dataset as rows, batch by batch."""
    people = dataset.people
    ages = [None if np.isnan(age) else int(age) for age in people.age]
    columns = (people.sex.values(), ages, people.ethnicity.values(), people.referral_source.values())
    names = ("sex", "age", "ethnicity", "referral_source")
    for start in range(0, len(people), BATCH):
        parts = zip(*(column[start : start + BATCH] for column in columns), strict=True)
        yield [
            {"cohort_id": cohort.id, "number": number, **dict(zip(names, values, strict=True))}
            for number, values in enumerate(parts, start)
        ]


def answer_batches(cohort: ImportedCohort, read: ReadFile) -> Iterator[Rows]:
    """The answers of a file as rows, batch by batch."""
    responses = read.dataset.responses
    days = {day: date.fromordinal(day) if day else None for day in np.unique(responses.day).tolist()}
    modes, askers = ((*each.labels, None) for each in (read.modes, read.administered_by))
    for start in range(0, len(responses), BATCH):
        part = slice(start, start + BATCH)
        columns = (
            responses.person[part].tolist(),
            [STAGES[each].value for each in responses.stage[part].tolist()],
            [days[each] for each in responses.day[part].tolist()],
            [responses.measures[each] for each in responses.measure[part].tolist()],
            responses.item[part].tolist(),
            responses.value[part].tolist(),
            [modes[each] for each in read.modes.codes[part].tolist()],
            [askers[each] for each in read.administered_by.codes[part].tolist()],
        )
        yield [
            {"cohort_id": cohort.id, "number": number, **dict(zip(ANSWER_COLUMNS, values, strict=True))}
            for number, values in enumerate(zip(*columns, strict=True), start)
        ]


ANSWER_COLUMNS: Final = ("person", "stage", "taken_on", "measure", "item", "value", "mode", "administered_by")
