"""What a mean change could be if those without a measurement at the end had been measured.

Nobody knows what they would have said: bounds tell how far it can go, and multiple imputation what it would be if they
went on as others who began alike. That last is an assumption, and is refused where too many are missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from directory.outcomes.statistics.distributions import t_p, t_quantile
from directory.outcomes.statistics.unsaid import Numbers, Unsaid, as_numbers, varies

DRAWS: Final = 20
SEED: Final = 2018
MOST_MISSING: Final = 0.5


@dataclass(frozen=True)
class Bounds:
    """The mean change of all `n` with a start, of whom `missing` have no end.

    `unchanged` if they had stayed as they were; `lowest` and `highest` if all had ended at either end of the scale.
    `nil_at` is by how much they would have had to change on average for the mean change of all to be nought.
    """

    n: int
    missing: int
    unchanged: float | None
    lowest: float | None
    highest: float | None
    nil_at: float | None
    unsaid: Unsaid | None = None


@dataclass(frozen=True)
class Imputed:
    """The mean change of all `n` with a start, by multiple imputation of those `missing` an end."""

    n: int
    missing: int
    draws: int
    mean: float | None
    error: float | None
    low: float | None
    high: float | None
    df: float | None
    p: float | None
    unsaid: Unsaid | None = None


@dataclass(frozen=True)
class Pooled:
    """Estimates of several completed data sets put together by Rubin's rules."""

    estimate: float
    error: float
    df: float


def bounds_of(changes: ArrayLike, missing_starts: ArrayLike, lowest: float, highest: float) -> Bounds:
    """The bounds, from the changes of those with both and the starts of those without an end."""
    known, starts = as_numbers(changes), as_numbers(missing_starts)
    n, missing = len(known) + len(starts), len(starts)
    if not len(known):
        return Bounds(n, missing, None, None, None, None, Unsaid.NOBODY)
    total = float(known.sum())
    ends = [(total + float((end - starts).sum())) / n for end in (lowest, highest)]
    return Bounds(n, missing, total / n, ends[0], ends[1], -total / missing if missing else None)


def impute_ends(
    start: ArrayLike,
    end: ArrayLike,
    missing_starts: ArrayLike,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    most_missing: float = MOST_MISSING,
    level: float = 0.95,
) -> Imputed:
    """The mean change of everybody with a start, where ends that are missing are drawn given the start.

    Each draw takes a line of its own, and scatter about it, as likely as the pairs make them (Bayesian linear
    regression). Refused where a larger share is missing than `most_missing`. The same seed gives the same numbers.
    """
    before, after, starts = as_numbers(start), as_numbers(end), as_numbers(missing_starts)
    n, missing = len(before) + len(starts), len(starts)
    why = why_not(before, after - before, n, missing, most_missing)
    if why:
        return Imputed(n, missing, draws, None, None, None, None, None, None, why)
    estimates, variances = [], []
    for drawn in drawn_ends(before, after, starts, draws, seed):
        changes = np.concatenate((after - before, drawn - starts))
        estimates.append(float(changes.mean()))
        variances.append(float(changes.var(ddof=1)) / n)
    found = pool(estimates, variances, n - 1)
    half = t_quantile(found.df, level) * found.error
    mean = found.estimate
    p = t_p(mean / found.error, found.df)
    return Imputed(n, missing, draws, mean, found.error, mean - half, mean + half, found.df, p)


def why_not(before: Numbers, changes: Numbers, n: int, missing: int, most_missing: float) -> Unsaid | None:
    if n == 0:
        return Unsaid.NOBODY
    if not missing:
        return Unsaid.NONE_MISSING
    if missing / n > most_missing:
        return Unsaid.TOO_MUCH_MISSING
    if len(before) < 4:
        return Unsaid.FEW
    do_vary = all(varies(each, float(np.std(each))) for each in (before, changes))
    return None if do_vary else Unsaid.NO_VARIANCE


def drawn_ends(before: Numbers, after: Numbers, starts: Numbers, draws: int, seed: int) -> list[Numbers]:
    """Ends for those without one, so many times."""
    chance = np.random.default_rng(seed)
    q, r = np.linalg.qr(np.column_stack((np.ones(len(before)), before)))
    line = np.linalg.solve(r, q.T @ after)
    left = after - np.column_stack((np.ones(len(before)), before)) @ line
    df, inverse = len(before) - 2, np.linalg.inv(r)
    wanted = np.column_stack((np.ones(len(starts)), starts))
    found = []
    for _ in range(draws):
        sd = sqrt(float(left @ left) / chance.chisquare(df))
        drawn = line + sd * inverse @ chance.standard_normal(2)
        found.append(wanted @ drawn + sd * chance.standard_normal(len(starts)))
    return found


def pool(estimates: Sequence[float], variances: Sequence[float], complete_df: float) -> Pooled:
    """Rubin's rules, with the degrees of freedom of Barnard and Rubin 1999."""
    m = len(estimates)
    within, between = float(np.mean(variances)), float(np.var(estimates, ddof=1))
    total = within + (1 + 1 / m) * between
    share = (1 + 1 / m) * between / total
    observed = (complete_df + 1) / (complete_df + 3) * complete_df * (1 - share)
    df = observed if share == 0 else 1 / (share**2 / (m - 1) + 1 / observed)
    return Pooled(float(np.mean(estimates)), sqrt(total), df)
