"""Beyond the change itself: who is missing, groups as if they had begun alike, doses, and change before support."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from directory.outcomes.evaluating.dataset import People
from directory.outcomes.evaluating.groupings import Group
from directory.outcomes.evaluating.measures import Kind
from directory.outcomes.evaluating.pairs import Measured
from directory.outcomes.evaluating.results import MissingResult, TwoStarts
from directory.outcomes.statistics.between_groups import welch_difference
from directory.outcomes.statistics.correlation import correlation
from directory.outcomes.statistics.linear_model import LinearModel, linear_model
from directory.outcomes.statistics.missing_ends import bounds_of, impute_ends
from directory.outcomes.statistics.paired import paired_change
from directory.outcomes.statistics.shares import Share, share_of

Mask = NDArray[np.bool_]
GROUP: Final = "first group"
START: Final = "start"


def missing_of(found: Measured, people: People, groups: Sequence[Group]) -> MissingResult | None:
    """Who has a start of a score and no end, beside who has both."""
    if found.measure.kind is not Kind.SCALE:
        return None
    both, alone = found.has_both, ~np.isnan(found.baseline) & np.isnan(found.exit)
    known = ~np.isnan(people.age)
    start, end, missing_starts = found.baseline[both], found.exit[both], found.baseline[alone]
    part = found.measure.part
    return MissingResult(
        paired=len(start),
        missing=len(missing_starts),
        start=welch_difference(start, missing_starts),
        age=welch_difference(people.age[both & known], people.age[alone & known]),
        groups={
            each.key: (part_of(each.members, both), part_of(each.members, alone)) for each in groups if each.grouping
        },
        bounds=bounds_of(end - start, missing_starts, part.lowest, part.highest),
        imputed=impute_ends(start, end, missing_starts),
    )


def part_of(members: Mask, of: Mask) -> Share:
    return share_of(int(np.count_nonzero(members & of)), int(np.count_nonzero(of)))


def adjusted_difference(found: Measured, first: Mask, second: Mask) -> LinearModel:
    """The end by being in the first of two groups, and by the start: how far apart they ended had they begun alike."""
    both = found.has_both & (first | second)
    return linear_model(found.exit[both], {GROUP: first[both], START: found.baseline[both]})


def doses_of(found: Measured, doses: Mapping[str, NDArray[np.float64]]) -> dict[str, LinearModel]:
    """For each dose the end by it and by the start. People with more of it differ in other ways too."""
    if found.measure.kind is not Kind.SCALE:
        return {}
    models = {}
    for name, dose in doses.items():
        known = found.has_both & ~np.isnan(dose)
        models[name] = linear_model(found.exit[known], {name: dose[known], START: found.baseline[known]})
    return models


def two_starts_of(found: Measured) -> TwoStarts | None:
    """How those changed before support who were measured twice before it ended; None where nobody was."""
    twice = ~np.isnan(found.baseline) & ~np.isnan(found.last_start)
    if found.measure.kind is not Kind.SCALE or not twice.any():
        return None
    first, last = found.baseline[twice], found.last_start[twice]
    return TwoStarts(paired_change(first, last), correlation(first, last))
