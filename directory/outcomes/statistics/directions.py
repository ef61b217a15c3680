"""How many got better, worse, or stayed as they were."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.unsaid import as_numbers


@dataclass(frozen=True)
class Directions:
    """How many of `n` people are better, the same and worse than before."""

    n: int
    improved: int
    same: int
    worse: int


def directions(changes: ArrayLike, *, higher_is_better: bool, least: float = 0.0) -> Directions:
    """Count changes by direction. With `least`, smaller changes than that count as the same."""
    moved = as_numbers(changes) if higher_is_better else -as_numbers(changes)
    improved = moved >= least if least else moved > 0
    worse = moved <= -least if least else moved < 0
    counts = int(np.count_nonzero(improved)), int(np.count_nonzero(worse))
    return Directions(len(moved), counts[0], len(moved) - sum(counts), counts[1])
