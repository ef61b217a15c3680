"""Two groups of different people: how far their means lie apart."""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import t_p, t_quantile
from directory.outcomes.statistics.means import MeanOf, mean_of
from directory.outcomes.statistics.unsaid import Unsaid, as_numbers, varies


class Variances(StrEnum):
    """Whether both groups are taken to vary alike."""

    POOLED = "pooled"
    WELCH = "welch"


@dataclass(frozen=True)
class GroupDifference:
    """The first group's mean minus the second's, with Student's t (pooled) or Welch's."""

    variances: Variances
    first: MeanOf
    second: MeanOf
    difference: float | None
    low: float | None
    high: float | None
    t: float | None
    df: float | None
    p: float | None
    unsaid: Unsaid | None = None


def pooled_difference(first: ArrayLike, second: ArrayLike, level: float = 0.95) -> GroupDifference:
    """Student's t test for two groups, taking both to vary alike: df is n₁ + n₂ - 2."""
    return difference(first, second, Variances.POOLED, level)


def welch_difference(first: ArrayLike, second: ArrayLike, level: float = 0.95) -> GroupDifference:
    """Welch's t test for two groups, each varying in its own way: df by Welch and Satterthwaite."""
    return difference(first, second, Variances.WELCH, level)


def difference(first: ArrayLike, second: ArrayLike, variances: Variances, level: float) -> GroupDifference:
    one, other = as_numbers(first), as_numbers(second)
    means = (mean_of(one, level), mean_of(other, level))
    if means[0].mean is None or means[1].mean is None:
        why = Unsaid.NOBODY if len(one) == len(other) == 0 else Unsaid.NO_SECOND_GROUP
        return GroupDifference(variances, *means, None, None, None, None, None, None, why)
    apart = means[0].mean - means[1].mean
    if len(one) < 2 or len(other) < 2:
        return GroupDifference(variances, *means, apart, None, None, None, None, None, Unsaid.ONE)
    error, df = error_and_df(means[0], means[1], variances)
    everybody = np.concatenate((one, other))
    if not varies(everybody, error):
        return GroupDifference(variances, *means, apart, None, None, None, None, None, Unsaid.NO_VARIANCE)
    t, half = apart / error, t_quantile(df, level) * error
    return GroupDifference(variances, *means, apart, apart - half, apart + half, t, df, t_p(t, df))


def error_and_df(one: MeanOf, other: MeanOf, variances: Variances) -> tuple[float, float]:
    """The standard error of the difference, and its degrees of freedom; nought where neither group varies."""
    squares = [(each.sd or 0.0) ** 2 for each in (one, other)]
    if variances is Variances.POOLED:
        df = one.n + other.n - 2
        pooled = ((one.n - 1) * squares[0] + (other.n - 1) * squares[1]) / df
        return sqrt(pooled * (1 / one.n + 1 / other.n)), df
    parts = (squares[0] / one.n, squares[1] / other.n)
    below = parts[0] ** 2 / (one.n - 1) + parts[1] ** 2 / (other.n - 1)
    return sqrt(sum(parts)), sum(parts) ** 2 / below if below else 0.0
