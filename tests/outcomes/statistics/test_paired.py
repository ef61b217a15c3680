"""The paired t test, against R's output for the sleep data (Student 1908), scipy and the study."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from directory.outcomes.statistics.paired import paired_change
from directory.outcomes.statistics.unsaid import Unsaid

# R: `sleep`, the extra hours of ten patients with either drug.
DRUG_1 = (0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
DRUG_2 = (1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
WHOLE = st.integers(7, 35).map(float)
PAIRS = st.lists(st.tuples(WHOLE, WHOLE), min_size=3, max_size=40)


def test_sleep_comes_out_as_r_prints_it():
    """`t.test(extra ~ group, paired = TRUE)`: t = -4.0621, df = 9, p-value = 0.002833, -2.4598858 -0.7001142."""
    found = paired_change(DRUG_2, DRUG_1)

    assert (found.n, found.df) == (10, 9)
    assert found.t == pytest.approx(-4.062128, abs=5e-7)
    assert found.p == pytest.approx(0.00283289, abs=5e-9)
    assert found.change.mean == pytest.approx(-1.58, abs=1e-12)
    assert (found.change.low, found.change.high) == (
        pytest.approx(-2.4598858, abs=5e-8),
        pytest.approx(-0.7001142, abs=5e-8),
    )
    assert (found.baseline.mean, found.post.mean) == (pytest.approx(2.33), pytest.approx(0.75))


@given(PAIRS)
def test_it_agrees_with_scipy(pairs):
    before, after = (np.array(each) for each in zip(*pairs, strict=True))
    found = paired_change(before, after)
    if np.ptp(after - before) == 0:
        assert found.unsaid is Unsaid.NO_VARIANCE
        return

    theirs = stats.ttest_rel(after, before)

    assert found.t == pytest.approx(theirs.statistic, rel=1e-9, abs=1e-12)
    assert found.p == pytest.approx(theirs.pvalue, rel=1e-9)
    interval = theirs.confidence_interval(0.95)
    assert (found.change.low, found.change.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


def test_turning_before_and_after_round_turns_every_sign():
    one, other = paired_change(DRUG_1, DRUG_2), paired_change(DRUG_2, DRUG_1)

    assert one.t == pytest.approx(-other.t)
    assert one.p == other.p
    assert (one.effect.low, one.effect.high) == (pytest.approx(-other.effect.high), pytest.approx(-other.effect.low))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param([], [], Unsaid.NOBODY, id="nobody"),
        pytest.param([17.0], [21.0], Unsaid.ONE, id="one person"),
        pytest.param([10.1, 11.2, 14.3], [12.1, 13.2, 16.3], Unsaid.NO_VARIANCE, id="all changed by the same"),
        pytest.param([20.0, 20.0], [20.0, 20.0], Unsaid.NO_VARIANCE, id="nobody changed"),
    ],
)
def test_what_cannot_be_said_is_left_out_and_told(before, after, why):
    found = paired_change(before, after)

    assert (found.t, found.p, found.effect, found.unsaid) == (None, None, None, why)


def test_one_person_still_has_a_change():
    found = paired_change([17.0], [21.0])

    assert (found.change.mean, found.change.sd, found.change.low) == (4, None, None)


def test_somebody_without_a_second_score_is_no_pair():
    with pytest.raises(ValueError, match="left out"):
        paired_change([10.0, 12.0], [11.0, float("nan")])
