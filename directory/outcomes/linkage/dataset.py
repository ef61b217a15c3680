"""A cohort of a scheme as the dataset that is evaluated: what a file of past records would be, and what only records
have."""

from datetime import date

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.dataset import STAGES, Coded, Dataset, People, Responses
from directory.outcomes.instruments import swemwbs
from directory.outcomes.linkage.cohort import Cohort
from directory.outcomes.linkage.facts import UNKNOWN
from directory.outcomes.linkage.groups import groupings_of
from directory.outcomes.linkage.reading import Answered


def dataset_of(cohort: Cohort) -> Dataset:
    """What is evaluated of a cohort: as of a file of past records. Who was erased comes last, with nothing known."""
    facts = [*(each.facts for each in cohort.people), *(UNKNOWN for _ in cohort.kept)]
    routes = [each.spell.referral.source if each.spell.referral else None for each in cohort.people]
    people = People(
        Coded.of([each.sex for each in facts]),
        np.array([np.nan if each.age is None else float(each.age) for each in facts], dtype=np.float64),
        Coded.of([each.ethnicity for each in facts]),
        Coded.of([*routes, *(None for _ in cohort.kept)]),
    )
    return Dataset(people, responses_of(cohort), doses_of(cohort), groupings_of(cohort))


def doses_of(cohort: Cohort) -> dict[str, NDArray[np.float64]]:
    """How much each person had: sessions that took place, and weeks for which it is known that they went to something.

    Weeks at several activities at once are added up.
    """
    unknown = [np.nan] * len(cohort.kept)
    sessions = [float(each.support.sessions) for each in cohort.people]
    weeks = [sum(activity.weeks for activity in each.activities) for each in cohort.people]
    return {"sessions": np.array([*sessions, *unknown]), "weeks attended": np.array([*weeks, *unknown])}


def responses_of(cohort: Cohort) -> Responses:
    rows = [(at, each) for at, person in enumerate(cohort.people) for each in person.answered]
    for at, totals in enumerate(cohort.kept, len(cohort.people)):
        rows += [(at, Answered(swemwbs.CODE, stage, date.min, total)) for stage, total in totals.items()]
    measures = tuple(sorted({each.measure for _, each in rows}))
    stages = [stage.value for stage in STAGES]
    return Responses(
        person=np.array([at for at, _ in rows], dtype=np.int32),
        stage=np.array([stages.index(each.stage) for _, each in rows], dtype=np.int8),
        day=np.array([each.taken_on.toordinal() for _, each in rows], dtype=np.int32),
        measure=np.array([measures.index(each.measure) for _, each in rows], dtype=np.int16),
        item=np.array([each.item for _, each in rows], dtype=np.int16),
        value=np.array([each.value for _, each in rows], dtype=np.float64),
        measures=measures,
    )
