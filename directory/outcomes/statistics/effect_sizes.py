"""The size of a change beside how changes vary.

d_z is the mean change divided by the standard deviation of changes, t / √n: what the study printed as Cohen's d (.75,
.43 and .35). Other effect sizes divide by the standard deviation of scores and give other numbers, so that it is
always named.
"""

from dataclasses import dataclass
from math import sqrt

from directory.outcomes.statistics.distributions import noncentral_interval


@dataclass(frozen=True)
class EffectSize:
    """d_z with its exact interval by the noncentral t distribution."""

    d_z: float
    low: float
    high: float


def d_z(t: float, n: int, level: float = 0.95) -> EffectSize:
    """The effect size of a paired t of n people."""
    low, high = noncentral_interval(t, n - 1, level)
    return EffectSize(t / sqrt(n), low / sqrt(n), high / sqrt(n))
