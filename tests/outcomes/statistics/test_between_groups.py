"""Two groups, against R's output for the sleep data and scipy."""

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.statistics.between_groups import pooled_difference, welch_difference
from directory.outcomes.statistics.unsaid import Unsaid

DRUG_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
DRUG_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)


def test_sleep_by_welch_as_r_prints_it():
    """`t.test(extra ~ group)`: t = -1.8608, df = 17.776, p-value = 0.07939, -3.3654832 0.2054832."""
    found = welch_difference(DRUG_1, DRUG_2)

    assert (found.t, found.df) == (pytest.approx(-1.860813, abs=5e-7), pytest.approx(17.77647, abs=5e-6))
    assert found.p == pytest.approx(0.07939414, abs=5e-9)
    assert (found.low, found.high) == (pytest.approx(-3.3654832, abs=5e-8), pytest.approx(0.2054832, abs=5e-8))


def test_sleep_pooled_as_r_prints_it():
    """`t.test(extra ~ group, var.equal = TRUE)`: t = -1.8608, df = 18, p-value = 0.07919, -3.363874 0.203874."""
    found = pooled_difference(DRUG_1, DRUG_2)

    assert (found.t, found.df) == (pytest.approx(-1.860813, abs=5e-7), 18)
    assert found.p == pytest.approx(0.07918671, abs=5e-9)
    assert (found.low, found.high) == (pytest.approx(-3.363874, abs=5e-7), pytest.approx(0.203874, abs=5e-7))


@pytest.mark.parametrize("sizes", [(2, 2), (5, 40), (139, 199)])
def test_both_agree_with_scipy(sizes):
    rng = np.random.default_rng(sizes)
    one, other = rng.normal(4.7, 4.9, sizes[0]), rng.normal(3.4, 5.6, sizes[1])

    found = pooled_difference(one, other), welch_difference(one, other)

    theirs = [stats.ttest_ind(one, other, equal_var=is_equal) for is_equal in (True, False)]
    assert [each.t for each in found] == pytest.approx([each.statistic for each in theirs])
    assert [each.df for each in found] == pytest.approx([each.df for each in theirs])
    assert [each.p for each in found] == pytest.approx([each.pvalue for each in theirs])


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        pytest.param([], [], Unsaid.NOBODY, id="nobody at all"),
        pytest.param([1.0, 2.0], [], Unsaid.NO_SECOND_GROUP, id="one group is empty"),
        pytest.param([1.0, 2.0], [3.0], Unsaid.ONE, id="one person in a group"),
        pytest.param([1.1, 1.1], [3.2, 3.2], Unsaid.NO_VARIANCE, id="no group varies"),
    ],
)
@pytest.mark.parametrize("compare", [pooled_difference, welch_difference])
def test_what_cannot_be_compared_is_told(compare, one, other, why):
    found = compare(one, other)

    assert (found.t, found.p, found.unsaid) == (None, None, why)


def test_one_group_may_not_vary_where_the_other_does():
    found = welch_difference([2.0, 2.0, 2.0], [1.0, 4.0, 7.0])

    assert found.df == pytest.approx(2)
    assert found.t == pytest.approx(-2 / np.sqrt(3))
