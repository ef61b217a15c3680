"""Each person's measure at the start and at the end: the first start, and the last end, where there are several."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.dataset import STAGES, TOTAL, Dataset, People, Responses, Stage
from directory.outcomes.evaluating.measures import Measure, measures_of
from directory.outcomes.packs.registry import PACKS
from directory.outcomes.packs.shape import Pack, ScoreKind

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Measured:
    """A measure of everybody in the cohort, nan where it is missing. Who is below its age is missing and counted.

    `last_start` is the last of several starts, of those who were measured more than once before the end.
    """

    measure: Measure
    baseline: Floats
    exit: Floats
    too_young: int
    last_start: Floats

    @property
    def has_both(self) -> Mask:
        both: Mask = ~np.isnan(self.baseline) & ~np.isnan(self.exit)
        return both


def measured(dataset: Dataset) -> Iterator[Measured]:
    """Every measure that anybody answered, in the order of questionnaires."""
    for code in sorted(dataset.responses.measures):
        pack = PACKS[code]
        starts, ends = (values_at(dataset, pack, stage) for stage in (Stage.BASELINE, Stage.EXIT))
        again = starts_again(dataset, pack)
        is_young = too_young(dataset.people, pack)
        answered = ~np.isnan(np.stack([*starts.values(), *ends.values()])).all(axis=0)
        for measure in measures_of(pack):
            start, end = (np.where(is_young, np.nan, each[measure.code]) for each in (starts, ends))
            if not (np.isnan(start).all() and np.isnan(end).all()):
                last = np.where(is_young, np.nan, again[measure.code])
                yield Measured(measure, start, end, int(np.count_nonzero(is_young & answered)), last)


def too_young(people: People, pack: Pack) -> Mask:
    """Who is known to be below the age from which a questionnaire is for."""
    found: Mask = people.age < (pack.from_age or 0)
    return found


def starts_again(dataset: Dataset, pack: Pack) -> dict[str, Floats]:
    """Each measure at the last of several starts, of those who have more than one."""
    people = len(dataset.people)
    first, last = (
        rows_of_one_day(dataset.responses, pack, Stage.BASELINE, people, is_last=each) for each in (False, True)
    )
    return values_of(dataset, pack, np.setdiff1d(last, first, assume_unique=True))


def values_at(dataset: Dataset, pack: Pack, stage: Stage) -> dict[str, Floats]:
    """Each measure of a questionnaire at one stage, for everybody: of the first start, and of the last end."""
    is_last = stage is not Stage.BASELINE
    chosen = rows_of_one_day(dataset.responses, pack, stage, len(dataset.people), is_last=is_last)
    return values_of(dataset, pack, chosen)


def values_of(dataset: Dataset, pack: Pack, chosen: NDArray[np.intp]) -> dict[str, Floats]:
    """Each measure of a questionnaire from some rows, of which each person has those of one day."""
    answers = {number: spread(dataset, chosen, number) for number in (TOTAL, *(each.number for each in pack.items))}
    scores = scores_of(pack, answers)
    return {
        each.code: scores[each.part.name] if isinstance(each.part, ScoreKind) else answers[each.part.number]
        for each in measures_of(pack)
    }


def rows_of_one_day(responses: Responses, pack: Pack, stage: Stage, people: int, *, is_last: bool) -> NDArray[np.intp]:
    """The rows of a questionnaire at a stage: of each person those of one day, the first or the last."""
    wanted = (responses.measure == responses.measures.index(pack.code)) & (responses.stage == STAGES.index(stage))
    rows = np.flatnonzero(wanted)
    person, day = responses.person[rows], responses.day[rows]
    if not is_last:
        chosen = np.full(people, np.iinfo(np.int32).max, dtype=np.int32)
        np.minimum.at(chosen, person, day)
    else:
        chosen = np.full(people, -1, dtype=np.int32)
        np.maximum.at(chosen, person, day)
    found: NDArray[np.intp] = rows[day == chosen[person]]
    return found


def spread(dataset: Dataset, rows: NDArray[np.intp], item: int) -> Floats:
    """The answers to one item, for everybody."""
    responses = dataset.responses
    told = rows[responses.item[rows] == item]
    values = np.full(len(dataset.people), np.nan)
    values[responses.person[told]] = responses.value[told]
    return values


def scores_of(pack: Pack, answers: dict[int, Floats]) -> dict[str, Floats]:
    """The scores of everybody: of the total that was given, else of the answers, by the rule of what may be missing."""
    total = answers[TOTAL]
    if pack.items and pack.from_total:
        items = np.stack([answers[each.number] for each in pack.items])
        given = np.count_nonzero(~np.isnan(items), axis=0)
        is_enough = np.isnan(total) & (given >= max(len(pack.items) - pack.may_be_missing, 1))
        total = np.where(is_enough, np.nansum(items, axis=0) * len(pack.items) / np.maximum(given, 1), total)
    scores = {each.name: np.full(len(total), np.nan) for each in pack.scores}
    if pack.from_total:
        for value in np.unique(total[~np.isnan(total)]).tolist():
            is_it = total == value
            for name, score in pack.from_total(value).items():
                scores[name][is_it] = score
    return scores
