"""Paired change and its interval: against values worked out by hand, and the figures of the study."""

from math import sqrt
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.outcomes.evaluation import Pair, confidence_interval, paired_change

SCORES = st.integers(700, 3500).map(lambda hundredths: hundredths / 100)
PAIRS = st.lists(st.builds(Pair, SCORES, SCORES), min_size=2, max_size=40)


def values_with(n: int, mean: float, sd: float) -> list[float]:
    """`n` numbers, an even many, of just this mean and sample standard deviation."""
    away = sd * sqrt((n - 1) / n)
    return [mean - away, mean + away] * (n // 2)


def test_nobody_has_no_change():
    assert paired_change([]) is None


def test_one_person_has_a_change_but_no_interval():
    change = paired_change([Pair(17.43, 21.54)])

    assert change.mean_change == pytest.approx(4.11)
    assert (change.sd_change, change.low, change.high) == (None, None, None)


def test_four_people_as_worked_out_by_hand():
    # Changes 1, 2, 3, 6: mean 3, squares 4 + 1 + 0 + 9 = 14, sd √(14/3) = 2.1602, t for 3 degrees 3.1824.
    change = paired_change([Pair(10, 11), Pair(10, 12), Pair(10, 13), Pair(10, 16)])

    assert (change.n, change.mean_baseline, change.mean_exit, change.mean_change) == (4, 10, 13, 3)
    assert change.sd_change == pytest.approx(2.1602, abs=1e-4)
    assert (change.low, change.high) == (pytest.approx(-0.4374, abs=1e-3), pytest.approx(6.4374, abs=1e-3))


def test_rises_falls_and_no_change_are_counted():
    change = paired_change([Pair(10, 12), Pair(10, 11), Pair(12, 10), Pair(9, 9)])

    assert (change.rose, change.fell, change.same) == (2, 1, 1)


@pytest.mark.parametrize(
    ("n", "mean", "sd", "low", "high"),
    [
        pytest.param(342, 3.98, 5.33, 3.41, 4.55, id="wellbeing of all"),
        pytest.param(212, 3.98, 5.08, 3.29, 4.67, id="wellbeing of women"),
        pytest.param(306, 0.83, 2.35, 0.57, 1.10, id="social networks of all"),
        pytest.param(204, 7.98, 22.63, 4.86, 11.11, id="health rating of women"),
    ],
)
def test_the_intervals_of_the_study_are_met(n, mean, sd, low, high):
    """Woodall et al. 2018, as printed. Their figures are rounded, and so is what follows from them."""
    found = confidence_interval(values_with(n, mean, sd))

    assert found == (pytest.approx(low, abs=0.011), pytest.approx(high, abs=0.011))


def test_equal_changes_leave_no_doubt():
    assert confidence_interval([2.0, 2.0, 2.0]) == (2.0, 2.0)


@given(PAIRS)
def test_the_interval_holds_the_mean(pairs):
    change = paired_change(pairs)

    assert change.low <= change.mean_change <= change.high
    assert change.mean_change == pytest.approx(fmean(pair.change for pair in pairs))
    assert change.rose + change.fell + change.same == change.n


@given(PAIRS, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs, random):
    shuffled = random.sample(pairs, len(pairs))

    one, other = paired_change(pairs), paired_change(shuffled)

    assert one.mean_change == pytest.approx(other.mean_change)
    assert one.low == pytest.approx(other.low)
    assert (one.rose, one.fell, one.same) == (other.rose, other.fell, other.same)


@given(PAIRS)
def test_more_people_like_these_make_it_surer(pairs):
    once, twice = paired_change(pairs), paired_change([*pairs, *pairs])

    assert twice.high - twice.low <= once.high - once.low + 1e-9
