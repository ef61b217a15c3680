"""How far a share may lie from that of everybody by chance alone, given of how many it is: the limits of a funnel plot.

Exact binomial limits of whole people (Spiegelhalter 2005, Statistics in Medicine 24:1185, who interpolates between
them). Shares of few people vary much, so that a ranking of them would mostly rank chance.
"""

from typing import Final

import numpy as np

LEVELS: Final = (0.95, 0.998)
# What a sum of probabilities may be off by.
ROUNDING: Final = 1e-12


def binomial_limits(n: int, share: float, level: float) -> tuple[float, float]:
    """The shares of `n` people between which at least so great a part of groups lie whose true share is this one.

    What lies outside comes by chance in at most half of the rest, to either side.
    """
    from scipy.special import bdtr

    tail = (1 - level) / 2
    below = np.asarray(bdtr(np.arange(n + 1), n, share))
    low, high = (int(np.searchsorted(below, chance - ROUNDING)) for chance in (tail, 1 - tail))
    return low / n, min(high, n) / n
