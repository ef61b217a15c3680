"""Whether two numbers of the same people go together, in a straight line."""

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import normal_quantile, t_p
from directory.outcomes.statistics.unsaid import Unsaid, as_numbers, varies


@dataclass(frozen=True)
class Correlation:
    """Pearson's r with Fisher's interval (from four people) and its t test (from three)."""

    n: int
    r: float | None
    low: float | None
    high: float | None
    t: float | None
    df: int | None
    p: float | None
    unsaid: Unsaid | None = None


def correlation(first: ArrayLike, second: ArrayLike, level: float = 0.95) -> Correlation:
    """Pearson's r of two numbers of the same people, in the same order."""
    one, other = as_numbers(first), as_numbers(second)
    n = len(one)
    if n != len(other):
        raise ValueError("each person has both numbers")
    if n < 3:
        return Correlation(n, None, None, None, None, None, None, Unsaid.FEW if n else Unsaid.NOBODY)
    if not all(varies(each, float(np.std(each))) for each in (one, other)):
        return Correlation(n, None, None, None, None, None, None, Unsaid.NO_VARIANCE)
    x, y = one - one.mean(), other - other.mean()
    r = float(np.clip((x @ y) / sqrt(float(x @ x) * float(y @ y)), -1, 1))
    if abs(r) > 1 - 1e-15:
        return Correlation(n, r, r, r, None, n - 2, 0.0)
    t = r * sqrt((n - 2) / (1 - r * r))
    low, high = fisher_interval(r, n, level) if n > 3 else (None, None)
    return Correlation(n, r, low, high, t, n - 2, t_p(t, n - 2), None if n > 3 else Unsaid.FEW)


def fisher_interval(r: float, n: int, level: float) -> tuple[float, float]:
    half = normal_quantile(level) / sqrt(n - 3)
    return tanh(atanh(r) - half), tanh(atanh(r) + half)
