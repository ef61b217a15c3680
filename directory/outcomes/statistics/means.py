"""The mean of some numbers, how they vary, and how sure one can be of it."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import t_quantile
from directory.outcomes.statistics.unsaid import Unsaid, as_numbers


@dataclass(frozen=True)
class MeanOf:
    """The mean of `n` numbers with the interval of Student's t; `sd` is the sample's."""

    n: int
    mean: float | None
    sd: float | None
    low: float | None
    high: float | None
    unsaid: Unsaid | None = None


def mean_of(values: ArrayLike, level: float = 0.95) -> MeanOf:
    """The mean with its interval. One number has a mean and nothing else."""
    numbers = as_numbers(values)
    n = len(numbers)
    if n == 0:
        return MeanOf(0, None, None, None, None, Unsaid.NOBODY)
    mean = float(numbers.mean())
    if n == 1:
        return MeanOf(1, mean, None, None, None, Unsaid.ONE)
    sd = float(np.std(numbers, ddof=1))
    half = t_quantile(n - 1, level) * sd / sqrt(n)
    return MeanOf(n, mean, sd, mean - half, mean + half)
