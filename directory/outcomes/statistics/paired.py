"""The same people measured twice: how much they changed, and how sure one can be of it."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import t_p
from directory.outcomes.statistics.effect_sizes import EffectSize, d_z
from directory.outcomes.statistics.means import MeanOf, mean_of
from directory.outcomes.statistics.unsaid import Unsaid, as_numbers, varies


@dataclass(frozen=True)
class PairedChange:
    """The paired t test of `n` people. Change is the later score minus the earlier one."""

    n: int
    baseline: MeanOf
    post: MeanOf
    change: MeanOf
    t: float | None
    df: int | None
    p: float | None
    effect: EffectSize | None
    unsaid: Unsaid | None = None


def paired_change(baseline: ArrayLike, post: ArrayLike, level: float = 0.95) -> PairedChange:
    """The change of the same people, in the same order, with Student's t for pairs.

    Where all change by the same there is a change and no t: nothing says how changes vary.
    """
    before, after = as_numbers(baseline), as_numbers(post)
    if len(before) != len(after):
        raise ValueError("each person has a score before and one after")
    changes = after - before
    change = mean_of(changes, level)
    means = (change.n, mean_of(before, level), mean_of(after, level), change)
    if change.mean is None or change.sd is None:
        return PairedChange(*means, None, None, None, None, change.unsaid)
    df = change.n - 1
    if not varies(np.concatenate((before, after)), change.sd):
        return PairedChange(*means, None, df, None, None, Unsaid.NO_VARIANCE)
    t = change.mean / (change.sd / sqrt(change.n))
    return PairedChange(*means, t, df, t_p(t, df), d_z(t, change.n, level))
