"""Cohorts to evaluate, made of a few lists."""

from collections.abc import Mapping, Sequence

import numpy as np

from directory.outcomes.evaluating.dataset import STAGES, Coded, Dataset, People, Responses

Told = tuple[int, str, str, int, float]


def make_people(
    count: int,
    *,
    sex: Sequence[str | None] = (),
    age: Sequence[float | None] = (),
    ethnicity: Sequence[str | None] = (),
) -> People:
    """So many people; what is not said of them is not known."""
    nobody = [None] * count
    ages = [np.nan if each is None else each for each in (age or nobody)]
    return People(Coded.of(sex or nobody), np.array(ages), Coded.of(ethnicity or nobody), Coded.of(nobody))


def make_dataset(people: People, answers: Sequence[Told], days: Mapping[int, int] | None = None) -> Dataset:
    """Answers as (person, stage, measure, item, value); `days` are by their place, and the first day otherwise."""
    measures = tuple(sorted({each[2] for each in answers}))
    return Dataset(
        people,
        Responses(
            person=np.array([each[0] for each in answers], dtype=np.int32),
            stage=np.array([STAGES.index(each[1]) for each in answers], dtype=np.int8),
            day=np.array([(days or {}).get(place, 1) for place in range(len(answers))], dtype=np.int32),
            measure=np.array([measures.index(each[2]) for each in answers], dtype=np.int16),
            item=np.array([each[3] for each in answers], dtype=np.int16),
            value=np.array([each[4] for each in answers], dtype=np.float64),
            measures=measures,
        ),
    )


def pairs_of(measure: str, pairs: Sequence[tuple[float | None, float | None]], item: int = 0) -> list[Told]:
    """For each person a start and an end, where there is one."""
    return [
        (person, stage, measure, item, value)
        for person, pair in enumerate(pairs)
        for stage, value in zip(("baseline", "exit"), pair, strict=True)
        if value is not None
    ]
