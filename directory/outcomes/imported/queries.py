"""Reading cohorts of past records."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.errors import NotFound
from directory.outcomes.evaluating.dataset import STAGES, Coded, Dataset, People, Responses
from directory.outcomes.imported.models import ImportedAnswer, ImportedCohort, ImportedPerson

AT_ONCE: Final = 50_000


def list_cohorts(db: Session) -> Sequence[ImportedCohort]:
    """The cohorts there are, by name."""
    whole = ImportedCohort.whole_at.is_not(None)
    return db.scalars(select(ImportedCohort).where(whole).order_by(ImportedCohort.name)).all()


def find_cohort(db: Session, name: str) -> ImportedCohort | None:
    """A cohort by its name."""
    wanted = (ImportedCohort.name == " ".join(name.split()), ImportedCohort.whole_at.is_not(None))
    return db.scalars(select(ImportedCohort).where(*wanted)).one_or_none()


def get_cohort(db: Session, name: str) -> ImportedCohort:
    """A cohort by its name. Raises NotFound."""
    cohort = find_cohort(db, name)
    if cohort is None:
        raise NotFound(f"There is no cohort “{name}”. `lynchpin outcomes list` says which there are.")
    return cohort


def read_dataset(db: Session, cohort: ImportedCohort) -> Dataset:
    """All of a cohort, for an evaluation."""
    return Dataset(read_people(db, cohort), read_responses(db, cohort))


def read_people(db: Session, cohort: ImportedCohort) -> People:
    person = ImportedPerson
    wanted = select(person.sex, person.age, person.ethnicity, person.referral_source)
    rows = db.execute(wanted.where(person.cohort_id == cohort.id).order_by(person.number)).all()
    sex, age, ethnicity, source = zip(*rows, strict=True)
    ages = np.array([np.nan if each is None else each for each in age], dtype=np.float64)
    return People(Coded.of(sex), ages, Coded.of(ethnicity), Coded.of(source))


def read_responses(db: Session, cohort: ImportedCohort) -> Responses:
    """The answers of a cohort as columns, read a part at a time."""
    answer = ImportedAnswer
    measures = tuple(db.scalars(select(answer.measure).where(answer.cohort_id == cohort.id).distinct()).all())
    measure_place = {measure: at for at, measure in enumerate(measures)}
    stage_place = {stage.value: at for at, stage in enumerate(STAGES)}
    wanted = select(answer.person, answer.stage, answer.taken_on, answer.measure, answer.item, answer.value)
    rows = db.execute(
        wanted.where(answer.cohort_id == cohort.id).order_by(answer.number).execution_options(yield_per=AT_ONCE)
    )
    parts: list[tuple[NDArray[Any], ...]] = []
    for some in rows.partitions():
        persons, stages, days, measured, items, values = zip(*some, strict=True)
        parts.append(
            (
                np.array(persons, dtype=np.int32),
                np.array([stage_place[each] for each in stages], dtype=np.int8),
                np.array([each.toordinal() if each else 0 for each in days], dtype=np.int32),
                np.array([measure_place[each] for each in measured], dtype=np.int16),
                np.array(items, dtype=np.int16),
                np.array(values, dtype=np.float64),
            )
        )
    person, stage, day, measure, item, value = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Responses(person, stage, day, measure, item, value, measures)
