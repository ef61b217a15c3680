"""Ordinary least squares: what goes with an outcome, each thing with all others held the same.

An analysis of covariance is one: the score at the end, by the score at the start and a group.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import t_p, t_quantile
from directory.outcomes.statistics.unsaid import Numbers, Unsaid, as_numbers

INTERCEPT = "intercept"


@dataclass(frozen=True)
class Slope:
    """By how much the outcome is higher for one more of something."""

    estimate: float
    error: float
    low: float
    high: float
    t: float
    p: float


@dataclass(frozen=True)
class LinearModel:
    """A model of `n` people, with a slope for each thing by name and the residual variance; none where numbers do not
    say it."""

    n: int
    df: int
    slopes: Mapping[str, Slope]
    variance: float | None
    unsaid: Unsaid | None = None


def linear_model(outcome: ArrayLike, things: Mapping[str, ArrayLike], level: float = 0.95) -> LinearModel:
    """The model of an outcome by some things, with an intercept.

    Nothing is said where there are fewer than two people more than slopes, or where one thing follows from others.
    """
    y = as_numbers(outcome)
    design = np.column_stack([np.ones(len(y)), *(as_numbers(each) for each in things.values())])
    n, df = len(y), len(y) - design.shape[1]
    if df < 1:
        return LinearModel(n, max(df, 0), {}, None, Unsaid.FEW if n else Unsaid.NOBODY)
    if np.linalg.matrix_rank(scaled(design)) < design.shape[1]:
        return LinearModel(n, df, {}, None, Unsaid.NO_VARIANCE)
    q, r = np.linalg.qr(design)
    estimates = np.linalg.solve(r, q.T @ y)
    left = y - design @ estimates
    variance = float(left @ left) / df
    inverse = np.linalg.inv(r)
    errors = np.sqrt(variance * np.sum(inverse**2, axis=1))
    if not variance > np.finfo(float).eps ** 2 * max(1.0, float(y @ y)):
        return LinearModel(n, df, {}, None, Unsaid.NO_VARIANCE)
    reach = t_quantile(df, level)
    slopes = {
        name: slope_of(float(estimate), float(error), df, reach)
        for name, estimate, error in zip((INTERCEPT, *things), estimates, errors, strict=True)
    }
    return LinearModel(n, df, slopes, variance)


def scaled(design: Numbers) -> Numbers:
    """Columns of length one, so that what one of them is counted in makes no difference."""
    lengths = np.sqrt(np.sum(design**2, axis=0))
    found: Numbers = design / np.where(lengths > 0, lengths, 1)
    return found


def slope_of(estimate: float, error: float, df: int, reach: float) -> Slope:
    t = estimate / error
    return Slope(estimate, error, estimate - reach * error, estimate + reach * error, t, t_p(t, df))
