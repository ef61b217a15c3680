"""p values of many tests, by hand and against scipy."""

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.statistics.many_tests import benjamini_hochberg, holm


def test_by_hand():
    """0.01 times four, 0.02 times three, then never less than the one before."""
    assert holm([0.02, 0.01, 0.04, 0.03]) == pytest.approx([0.06, 0.04, 0.06, 0.06])
    assert benjamini_hochberg([0.02, 0.01, 0.04, 0.03]) == pytest.approx([0.04, 0.04, 0.04, 0.04])


def test_benjamini_hochberg_agrees_with_scipy():
    ps = np.random.default_rng(7).uniform(0, 1, 40) ** 3

    assert benjamini_hochberg(ps.tolist()) == pytest.approx(stats.false_discovery_control(ps).tolist())


def test_what_was_not_tested_is_not_counted():
    assert holm([None, 0.03, None, 0.02]) == [None, pytest.approx(0.04), None, pytest.approx(0.04)]
    assert benjamini_hochberg([None]) == [None]


def test_none_exceeds_one():
    assert holm([0.9, 0.8, 0.7]) == [1, 1, 1]
