"""A share of people, with the interval of Wilson, which holds for few people and for shares near nought and one."""

from dataclasses import dataclass
from math import sqrt

from directory.outcomes.statistics.distributions import normal_quantile
from directory.outcomes.statistics.unsaid import Unsaid


@dataclass(frozen=True)
class Share:
    """`count` of `n` people."""

    count: int
    n: int
    share: float | None
    low: float | None
    high: float | None
    unsaid: Unsaid | None = None


def share_of(count: int, n: int, level: float = 0.95) -> Share:
    """A share with Wilson's interval, without continuity correction."""
    if not 0 <= count <= n:
        raise ValueError("a part is between none and all")
    if n == 0:
        return Share(0, 0, None, None, None, Unsaid.NOBODY)
    z, share = normal_quantile(level), count / n
    middle, below = share + z * z / (2 * n), 1 + z * z / n
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if count == 0 else (middle - half) / below
    high = 1.0 if count == n else (middle + half) / below
    return Share(count, n, share, low, high)
