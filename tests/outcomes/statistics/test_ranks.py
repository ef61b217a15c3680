"""Tests by rank, against textbooks, R's output and scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from directory.outcomes.statistics.ranks import rank_sum, signed_rank
from directory.outcomes.statistics.unsaid import Unsaid

# Hollander and Wolfe 1973, as in R's help of wilcox.test: depression before and after a tranquillizer.
BEFORE = (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30)
AFTER = (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29)
# R: `airquality`, ozone in May and in August.
MAY = (41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37)
AUGUST = (39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85)
LEVELS = st.integers(1, 5)
PAIRS = st.lists(st.tuples(LEVELS, LEVELS), min_size=1, max_size=60)


def test_depression_by_hand():
    """V = 40 as R prints; z = (40 - 22.5) / √71.25, so that half of p is the 0.01908 of the large sample."""
    found = signed_rank(AFTER, BEFORE)

    assert (found.rank_sum_up, found.rank_sum_down, found.changed) == (40, 5, 9)
    assert found.z == pytest.approx(17.5 / np.sqrt(71.25), rel=1e-12)
    assert found.p / 2 == pytest.approx(0.01908, abs=5e-6)


def test_ozone_with_ties_as_in_r():
    """`wilcox.test(Ozone ~ Month)`: W = 127.5, p-value = 0.0001208 with a continuity correction, which is taken off."""
    found = rank_sum(MAY, AUGUST)
    with_correction = 2 * stats.norm.sf((abs(127.5 - 338) - 0.5) / ((127.5 - 338) / found.z))

    assert (found.u_first, found.u) == (127.5, 127.5)
    assert with_correction == pytest.approx(0.0001208, abs=5e-8)


@given(PAIRS)
def test_signed_ranks_agree_with_scipy(pairs):
    before, after = zip(*pairs, strict=True)
    found = signed_rank(before, after)
    if before == after:
        assert found.unsaid is Unsaid.NO_CHANGE
        return

    theirs = stats.wilcoxon(after, before, zero_method="wilcox", correction=False, method="asymptotic")

    assert min(found.rank_sum_up, found.rank_sum_down) == theirs.statistic
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)


@given(st.lists(LEVELS, min_size=1, max_size=30), st.lists(LEVELS, min_size=1, max_size=30))
def test_rank_sums_agree_with_scipy(one, other):
    found = rank_sum(one, other)
    if len(set(one + other)) == 1:
        assert found.unsaid is Unsaid.NO_VARIANCE
        return

    theirs = stats.mannwhitneyu(one, other, use_continuity=False, method="asymptotic")

    assert found.u_first == theirs.statistic
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)


def test_z_says_which_way():
    assert signed_rank([1, 2, 3, 4], [2, 4, 5, 5]).z > 0 > signed_rank([2, 4, 5, 5], [1, 2, 3, 4]).z
    assert rank_sum([4, 5, 5], [1, 2, 5]).z > 0 > rank_sum([1, 2, 5], [4, 5, 5]).z


def test_who_did_not_change_is_counted_and_not_ranked():
    found = signed_rank([3, 3, 3, 2], [3, 3, 4, 4])

    assert (found.n, found.changed) == (4, 2)


@pytest.mark.parametrize(("one", "other", "why"), [([], [], Unsaid.NOBODY), ([1], [], Unsaid.NO_SECOND_GROUP)])
def test_groups_that_are_not_there(one, other, why):
    assert rank_sum(one, other).unsaid is why
    assert signed_rank([], []).unsaid is Unsaid.NOBODY
