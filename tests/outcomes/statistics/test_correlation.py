"""Pearson's r, against R's output and scipy."""

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.statistics.correlation import correlation
from directory.outcomes.statistics.unsaid import Unsaid

# Hollander and Wolfe 1973, as in R's help of cor.test: how light canned tuna is, and what a panel thinks of it.
LIGHT = (44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1)
PANEL = (2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)


def test_tuna_comes_out_as_r_prints_it():
    """`cor.test(x, y)`: t = 1.8411, df = 7, p-value = 0.1082, -0.1497426 0.8955795, cor 0.5711816."""
    found = correlation(LIGHT, PANEL)

    assert (found.n, found.df) == (9, 7)
    assert found.r == pytest.approx(0.5711816, abs=5e-8)
    assert (found.low, found.high) == (pytest.approx(-0.1497426, abs=5e-8), pytest.approx(0.8955795, abs=5e-8))
    assert found.t == pytest.approx(1.8411, abs=5e-5)
    assert found.p == pytest.approx(0.1082, abs=5e-5)


def test_it_agrees_with_scipy():
    rng = np.random.default_rng(53)
    age = rng.integers(16, 95, 338).astype(float)
    change = rng.normal(4, 5, 338) - age / 15

    found, theirs = correlation(age, change), stats.pearsonr(age, change)

    assert (found.r, found.p) == (pytest.approx(theirs.statistic), pytest.approx(theirs.pvalue))
    assert (found.low, found.high) == pytest.approx(tuple(theirs.confidence_interval()))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        pytest.param([], [], Unsaid.NOBODY, id="nobody"),
        pytest.param([1, 2], [2, 4], Unsaid.FEW, id="two people"),
        pytest.param([0.1, 0.1, 0.1], [1, 2, 3], Unsaid.NO_VARIANCE, id="all of one age"),
    ],
)
def test_what_does_not_go_together_in_any_way(one, other, why):
    found = correlation(one, other)

    assert (found.r, found.p, found.unsaid) == (None, None, why)


def test_three_people_have_an_r_and_no_interval():
    found = correlation([1, 2, 3], [1, 3, 2])

    assert found.r == pytest.approx(0.5)
    assert (found.low, found.high, found.unsaid) == (None, None, Unsaid.FEW)


def test_a_straight_line_is_one():
    found = correlation([1, 2, 3, 4], [2, 4, 6, 8])

    assert (found.r, found.low, found.high) == (1, 1, 1)
