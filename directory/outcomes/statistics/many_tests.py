"""Many tests at once: some come out small by chance, so that p values are made larger.

Holm keeps the chance of even one false finding; Benjamini and Hochberg keep the share of false ones among findings.
What could not be tested (None) is not counted and stays None.
"""

from collections.abc import Callable, Sequence

import numpy as np

from directory.outcomes.statistics.unsaid import Numbers


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """p values by Holm, in the order given."""
    return adjusted(ps, lambda sorted_ps: np.maximum.accumulate(sorted_ps * np.arange(len(sorted_ps), 0, -1)))


def benjamini_hochberg(ps: Sequence[float | None]) -> list[float | None]:
    """p values by Benjamini and Hochberg, in the order given."""
    return adjusted(ps, step_up)


def step_up(sorted_ps: Numbers) -> Numbers:
    raised = sorted_ps * len(sorted_ps) / np.arange(1, len(sorted_ps) + 1)
    return np.minimum.accumulate(raised[::-1])[::-1]


def adjusted(ps: Sequence[float | None], rule: Callable[[Numbers], Numbers]) -> list[float | None]:
    given = np.array([each for each in ps if each is not None], dtype=np.float64)
    order = np.argsort(given, kind="stable")
    raised = np.empty_like(given)
    raised[order] = np.minimum(rule(given[order]), 1)
    told = iter(raised.tolist())
    return [None if each is None else next(told) for each in ps]
