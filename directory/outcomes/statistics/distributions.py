"""Probabilities and quantiles of the normal and of Student's t distribution, and noncentral t.

scipy takes a while to import, and pages that show no statistics need none of it: it is imported when first asked.
"""

from collections.abc import Callable
from functools import lru_cache
from math import sqrt

import numpy as np

from directory.outcomes.statistics.unsaid import Numbers

NODES = 400
# What of the distribution of the standard deviation is left out at either end.
TAIL = 1e-15


def t_quantile(df: float, level: float) -> float:
    """How many standard errors an interval of this level reaches to either side."""
    from scipy.special import stdtrit

    return float(stdtrit(df, (1 + level) / 2))


def t_p(t: float, df: float) -> float:
    """The two-sided p value of Student's t."""
    from scipy.special import stdtr

    return float(2 * stdtr(df, -abs(t)))


def normal_quantile(level: float) -> float:
    """How many standard errors an interval of this level reaches to either side, by the normal distribution."""
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def normal_p(z: float) -> float:
    """The two-sided p value of a z."""
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))


def noncentral_t_below(t: float, df: float, shift: float) -> float:
    """How likely a noncentral t with this shift is at most t.

    Worked out as the mean of Φ(t·s - shift) over s, the estimated standard deviation as a share of the true one. It
    holds where scipy's own gives nan, which it does for negative t and for few degrees of freedom.
    """
    from scipy.special import ndtr

    s, weights = spread_of_sd(df)
    return float(weights @ ndtr(t * s - shift))


@lru_cache(maxsize=256)
def spread_of_sd(df: float) -> tuple[Numbers, Numbers]:
    """Values of the estimated standard deviation as a share of the true one, and how much each weighs."""
    from scipy.special import gammainccinv, gammaincinv, gammaln

    half = df / 2
    least, most = (sqrt(float(find(half, TAIL)) / half) for find in (gammaincinv, gammainccinv))
    nodes, weights = nodes_of_integral()
    s = (most - least) / 2 * nodes + (most + least) / 2
    density = np.exp((df - 1) * np.log(s) - half * (s * s - 1))
    scale = half * np.log(half) - half - gammaln(half) + np.log(2.0)
    return s, weights * density * np.exp(scale) * (most - least) / 2


@lru_cache(maxsize=1)
def nodes_of_integral() -> tuple[Numbers, Numbers]:
    """Where between -1 and 1 a function is asked, and how much each answer weighs, by Gauss and Legendre.

    Worked out once: on a busy machine it takes longer than all else.
    """
    return np.polynomial.legendre.leggauss(NODES)


def noncentral_interval(t: float, df: float, level: float) -> tuple[float, float]:
    """The shifts with which a t as large, or as small, as this one would just not be surprising."""
    if t < 0:
        low, high = noncentral_interval(-t, df, level)
        return -high, -low
    reach = 1 + 2 * normal_quantile(level) * sqrt(1 + t * t / (2 * df)) + t
    ends = [
        find_root(lambda shift, wanted=wanted: noncentral_t_below(t, df, shift) - wanted, t - reach, t + reach)  # type: ignore[misc]
        for wanted in ((1 + level) / 2, (1 - level) / 2)
    ]
    return ends[0], ends[1]


def find_root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function is nought, by halving what lies between until floats do."""
    while function(high) > 0:
        high += high - low
    while low < (middle := (low + high) / 2) < high:
        low, high = (middle, high) if function(middle) > 0 else (low, middle)
    return middle
