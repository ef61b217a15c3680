"""Wilson's interval, against the examples of Newcombe 1998 (Statistics in Medicine 17:857, table I, method 3)."""

import pytest
from scipy import stats

from directory.outcomes.statistics.shares import share_of
from directory.outcomes.statistics.unsaid import Unsaid


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombes_examples(count, n, low, high):
    found = share_of(count, n)

    assert (found.low, found.high) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize(("count", "n"), [(0, 1), (1, 1), (27, 40), (265, 342), (999_999, 1_000_000)])
def test_it_agrees_with_scipy(count, n):
    found, theirs = share_of(count, n), stats.binomtest(count, n).proportion_ci(method="wilson")

    assert (found.low, found.high) == (pytest.approx(theirs.low, abs=1e-12), pytest.approx(theirs.high, abs=1e-12))


def test_of_nobody_there_is_no_share():
    assert (share_of(0, 0).share, share_of(0, 0).unsaid) == (None, Unsaid.NOBODY)
