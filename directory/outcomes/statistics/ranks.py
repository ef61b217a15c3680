"""Tests by rank, for answers that have an order and no distance: asymptotic, ties corrected.

Neither applies a continuity correction, so that both agree with what SPSS prints and with the study; R applies one to
both unless `correct=FALSE`, and exact p values where there are few people and no ties unless `exact=FALSE`.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import normal_p
from directory.outcomes.statistics.unsaid import Numbers, Unsaid, as_numbers


@dataclass(frozen=True)
class SignedRank:
    """Wilcoxon's test of pairs. `n` are all pairs, `changed` those that are ranked: pairs without a change are dropped.

    `rank_sum_up` is the sum of ranks of those who rose; z is above nought where rises outweigh falls.
    """

    n: int
    changed: int
    rank_sum_up: float | None
    rank_sum_down: float | None
    z: float | None
    p: float | None
    unsaid: Unsaid | None = None


@dataclass(frozen=True)
class RankSum:
    """The Mann-Whitney test. `u` is the smaller of the two U; z is above nought where the first group ranks higher."""

    n_first: int
    n_second: int
    u_first: float | None
    u: float | None
    z: float | None
    p: float | None
    unsaid: Unsaid | None = None


def signed_rank(baseline: ArrayLike, post: ArrayLike) -> SignedRank:
    """Whether rises outweigh falls, by the size of each."""
    before, after = as_numbers(baseline), as_numbers(post)
    changes = after - before
    moved = changes[changes != 0]
    if len(moved) == 0:
        why = Unsaid.NO_CHANGE if len(changes) else Unsaid.NOBODY
        return SignedRank(len(changes), 0, None, None, None, None, why)
    ranks, ties = midranks(np.abs(moved))
    up = float(ranks[moved > 0].sum())
    n = len(moved)
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    z = (up - n * (n + 1) / 4) / sqrt(variance)
    return SignedRank(len(changes), n, up, n * (n + 1) / 2 - up, z, normal_p(z))


def rank_sum(first: ArrayLike, second: ArrayLike) -> RankSum:
    """Whether one group's answers lie higher than another's."""
    one, other = as_numbers(first), as_numbers(second)
    sizes = (len(one), len(other))
    if not all(sizes):
        why = Unsaid.NO_SECOND_GROUP if any(sizes) else Unsaid.NOBODY
        return RankSum(*sizes, None, None, None, None, why)
    ranks, ties = midranks(np.concatenate((one, other)))
    both, product = sum(sizes), sizes[0] * sizes[1]
    u_first = float(ranks[: sizes[0]].sum()) - sizes[0] * (sizes[0] + 1) / 2
    u = min(u_first, product - u_first)
    variance = product / 12 * (both + 1 - ties / (both * (both - 1)))
    if variance <= 0:
        return RankSum(*sizes, u_first, u, None, None, Unsaid.NO_VARIANCE)
    z = (u_first - product / 2) / sqrt(variance)
    return RankSum(*sizes, u_first, u, z, normal_p(z))


def midranks(values: Numbers) -> tuple[Numbers, float]:
    """The rank of each value from 1, equal ones sharing their mean rank, and the sum of t³ - t over ties of t."""
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    sizes = counts.astype(np.float64)
    last = np.cumsum(sizes)
    middle: Numbers = last - (sizes - 1) / 2
    return middle[place], float((sizes**3 - sizes).sum())
