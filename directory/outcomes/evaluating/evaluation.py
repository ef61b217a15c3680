"""From a dataset to all its figures."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.beyond import adjusted_difference, doses_of, missing_of, two_starts_of
from directory.outcomes.evaluating.dataset import STAGES, Dataset, People, Stage
from directory.outcomes.evaluating.groupings import AGE_LIMIT, Contrast, Group, contrasts, every_group
from directory.outcomes.evaluating.measures import Kind, Measure
from directory.outcomes.evaluating.pairs import Measured, measured
from directory.outcomes.evaluating.results import (
    Answered,
    CohortEvaluation,
    ContrastResult,
    GroupResult,
    GroupSize,
    MeasureResult,
    OrdinalResult,
    ScaleResult,
    TwoQuestionsResult,
)
from directory.outcomes.packs.shape import Item, Level
from directory.outcomes.statistics.between_groups import pooled_difference, welch_difference
from directory.outcomes.statistics.correlation import Correlation, correlation
from directory.outcomes.statistics.directions import directions
from directory.outcomes.statistics.many_tests import benjamini_hochberg, holm
from directory.outcomes.statistics.means import mean_of
from directory.outcomes.statistics.paired import paired_change
from directory.outcomes.statistics.ranks import rank_sum, signed_rank
from directory.outcomes.statistics.shares import Share, share_of

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def evaluate_cohort(dataset: Dataset, age_limit: int = AGE_LIMIT) -> CohortEvaluation:
    """Every figure of a cohort, for everybody and for each group."""
    people, groups = dataset.people, every_group(dataset, age_limit)
    compared = contrasts(age_limit)
    measures = [evaluate_measure(each, dataset, groups, compared) for each in measured(dataset)]
    ages = people.age[~np.isnan(people.age)]
    return CohortEvaluation(
        people=len(people),
        answers=len(dataset.responses),
        not_in_pairs=stages_apart(dataset),
        age=mean_of(ages),
        youngest=float(ages.min()) if len(ages) else None,
        oldest=float(ages.max()) if len(ages) else None,
        groups={
            each.key: GroupSize(each.grouping, each.label, share_of(count(each.members), len(people)))
            for each in groups
        },
        measures=tuple(with_adjusted(measures)),
    )


def stages_apart(dataset: Dataset) -> dict[str, int]:
    """How many answers are of other stages than start and end, which the pairs leave out."""
    apart = (Stage.REVIEW, Stage.FOLLOW_UP)
    return {each.value: count(dataset.responses.stage == STAGES.index(each)) for each in apart}


def evaluate_measure(
    found: Measured, dataset: Dataset, groups: Sequence[Group], compared: Sequence[Contrast]
) -> MeasureResult:
    """One measure for every group."""
    members = {each.key: each.members for each in groups}
    return MeasureResult(
        measure=found.measure,
        too_young=found.too_young,
        groups={each.key: evaluate_group(found, each.members) for each in groups},
        contrasts={
            each.key: compare(found, members[each.first], members[each.second])
            for each in compared
            if each.first in members and each.second in members
        },
        with_age=change_with_age(found, dataset.people),
        missing=missing_of(found, dataset.people, groups),
        doses=doses_of(found, dataset.doses),
        two_starts=two_starts_of(found),
    )


def evaluate_group(found: Measured, members: Mask) -> GroupResult:
    both = found.has_both & members
    start, end = found.baseline[both], found.exit[both]
    answered = Answered(
        people=count(members),
        with_baseline=count(~np.isnan(found.baseline) & members),
        with_exit=count(~np.isnan(found.exit) & members),
        n=len(start),
    )
    measure = found.measure
    if measure.kind is Kind.SCALE:
        return scale_result(measure, answered, start, end)
    if measure.kind is Kind.ORDINAL:
        levels = levels_of(measure)
        ways = directions(end - start, higher_is_better=measure.higher_is_better)
        return OrdinalResult(
            answered, distribution(start, levels), distribution(end, levels), signed_rank(start, end), ways
        )
    pack = measure.pack
    return TwoQuestionsResult(
        answered,
        distribution(found.baseline[members], levels_of(measure)),
        distribution(found.exit[members], pack.exit_levels),
    )


def scale_result(measure: Measure, answered: Answered, start: Floats, end: Floats) -> ScaleResult:
    """A score before and after."""
    least = measure.pack.important_difference
    is_published = least is not None and least.score == getattr(measure.part, "name", "")
    better = measure.higher_is_better
    return ScaleResult(
        answered=answered,
        change=paired_change(start, end),
        directions=directions(end - start, higher_is_better=better),
        important=directions(end - start, higher_is_better=better, least=least.least)
        if least and is_published
        else None,
    )


def levels_of(measure: Measure) -> tuple[Level, ...]:
    return measure.part.levels if isinstance(measure.part, Item) else ()


def distribution(values: Floats, levels: Sequence[Level]) -> tuple[Share, ...]:
    """How many gave each answer, of those who gave any."""
    told = values[~np.isnan(values)]
    return tuple(share_of(count(told == level.value), len(told)) for level in levels)


def compare(found: Measured, first: Mask, second: Mask) -> ContrastResult:
    """Two groups: the changes of a score, or the answers at the end by rank where nothing is paired."""
    if found.measure.kind is Kind.ANOTHER_QUESTION:
        told = ~np.isnan(found.exit)
        return ContrastResult(ranks=rank_sum(found.exit[told & first], found.exit[told & second]))
    changes, both = found.exit - found.baseline, found.has_both
    one, other = changes[both & first], changes[both & second]
    if found.measure.kind is Kind.ORDINAL:
        return ContrastResult(ranks=rank_sum(one, other))
    return ContrastResult(
        pooled=pooled_difference(one, other),
        welch=welch_difference(one, other),
        adjusted=adjusted_difference(found, first, second),
    )


def change_with_age(found: Measured, people: People) -> Correlation | None:
    """How the change of a score goes with age at the start."""
    if found.measure.kind is not Kind.SCALE:
        return None
    known = found.has_both & ~np.isnan(people.age)
    return correlation(people.age[known], (found.exit - found.baseline)[known])


def with_adjusted(measures: Sequence[MeasureResult]) -> list[MeasureResult]:
    """The contrasts with p values that take into account how many of them there are."""
    every = [each for measure in measures for each in measure.contrasts.values()]
    ps = [p_of(each) for each in every]
    adjusted = iter(
        [
            replace(each, holm=by_holm, fdr=by_rate)
            for each, by_holm, by_rate in zip(every, holm(ps), benjamini_hochberg(ps), strict=True)
        ]
    )
    return [replace(measure, contrasts={key: next(adjusted) for key in measure.contrasts}) for measure in measures]


def p_of(contrast: ContrastResult) -> float | None:
    """The p value that counts: of the pooled t test, or of the test by rank."""
    test = contrast.pooled or contrast.ranks
    return test.p if test else None


def count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
