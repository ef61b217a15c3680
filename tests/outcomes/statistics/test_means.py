"""A mean with its interval."""

import pytest

from directory.outcomes.statistics.means import mean_of
from directory.outcomes.statistics.unsaid import Unsaid


def test_four_numbers_by_hand():
    """Squares 4 + 1 + 0 + 9 = 14, sd √(14/3), t for 3 degrees 3.182446."""
    found = mean_of([1, 2, 3, 6])

    assert (found.n, found.mean) == (4, 3)
    assert found.sd == pytest.approx(2.160247, abs=5e-7)
    assert (found.low, found.high) == (pytest.approx(-0.437435, abs=2e-6), pytest.approx(6.437435, abs=2e-6))


@pytest.mark.parametrize(("values", "mean", "why"), [([], None, Unsaid.NOBODY), ([5], 5, Unsaid.ONE)])
def test_too_few_for_an_interval(values, mean, why):
    found = mean_of(values)

    assert (found.mean, found.sd, found.low, found.unsaid) == (mean, None, None, why)


def test_numbers_that_do_not_vary_leave_no_doubt():
    assert (mean_of([2, 2, 2]).low, mean_of([2, 2, 2]).high) == (2, 2)
