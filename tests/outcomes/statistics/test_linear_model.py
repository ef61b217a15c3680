"""Ordinary least squares, against R's printed example and scipy."""

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.statistics.linear_model import INTERCEPT, linear_model
from directory.outcomes.statistics.unsaid import Unsaid


def numbers(words: str) -> list[float]:
    return [float(each) for each in words.split()]


# Weights of young women before and after, of Hand et al. 1994, as in the example of `anorexia` of R's MASS.
CBT = (
    numbers(
        "80.5 84.9 81.5 82.6 79.9 88.7 94.9 76.3 81 80.5 85 89.2 81.3 76.5 70 80.4 83.3 83 87.7 84.2 86.4 76.5 "
        "80.2 87.8 83.3 79.7 84.5 80.8 87.4"
    ),
    numbers(
        "82.2 85.6 81.4 81.9 76.4 103.6 98.4 93.4 73.4 82.1 96.7 95.3 82.4 72.5 90.9 71.3 85.4 81.6 89.1 83.9 82.7 "
        "75.7 82.6 100.4 85.2 83.6 84.6 96.2 86.7"
    ),
)
CONTROL = (
    numbers(
        "80.7 89.4 91.8 74 78.1 88.3 87.3 75.1 80.6 78.4 77.6 88.7 81.3 78.1 70.5 77.3 85.2 86 84.1 79.7 85.5 84.4 "
        "79.6 77.5 72.3 89"
    ),
    numbers(
        "80.2 80.1 86.4 86.3 76.1 78.1 75.1 86.7 73.5 84.6 77.4 79.5 89.6 81.4 81.8 77.3 84.2 75.4 79.5 73 88.3 "
        "84.7 81.4 81.2 88.2 78.8"
    ),
)
FAMILY = (
    numbers("83.8 83.3 86 82.5 86.7 79.6 76.9 94.2 73.4 80.5 81.6 82.1 77.6 83.5 89.9 86 87.3"),
    numbers("95.2 94.3 91.5 91.9 100.3 76.7 76.8 101.6 94.9 75.2 77.8 95.5 90.7 92.5 93.8 91.7 98"),
)
# What R prints of lm(Postwt ~ Prewt + Treat + offset(Prewt), anorexia).
PRINTED = {
    INTERCEPT: (49.7711090, 13.3909581),
    "before": (-0.5655388, 0.1611824),
    "control": (-4.0970655, 1.8934926),
    "family": (4.5630627, 2.1333359),
}


def test_an_analysis_of_covariance_is_what_r_prints():
    before = np.array(CBT[0] + CONTROL[0] + FAMILY[0])
    after = np.array(CBT[1] + CONTROL[1] + FAMILY[1])
    group = np.repeat([0, 1, 2], [len(CBT[0]), len(CONTROL[0]), len(FAMILY[0])])

    found = linear_model(after - before, {"before": before, "control": group == 1, "family": group == 2})

    assert (found.n, found.df) == (72, 68)
    for name, (estimate, error) in PRINTED.items():
        assert (found.slopes[name].estimate, found.slopes[name].error) == pytest.approx((estimate, error), rel=1e-6)
    assert found.slopes["family"].p == pytest.approx(0.03604, abs=5e-6)


def test_with_one_thing_it_is_a_straight_line_as_scipy_draws_it():
    x, y = [1.0, 2, 4, 7, 11], [3.0, 2, 6, 7, 15]

    found, theirs = linear_model(y, {"x": x}).slopes["x"], stats.linregress(x, y)

    assert (found.estimate, found.error, found.p) == pytest.approx((theirs.slope, theirs.stderr, theirs.pvalue))
    half = stats.t.ppf(0.975, 3) * theirs.stderr
    assert (found.low, found.high) == pytest.approx((theirs.slope - half, theirs.slope + half))


@pytest.mark.parametrize(
    ("outcome", "things", "why"),
    [
        pytest.param([], {"x": []}, Unsaid.NOBODY, id="nobody"),
        pytest.param([1, 2], {"x": [1, 2]}, Unsaid.FEW, id="a line through two points"),
        pytest.param([1, 2, 4], {"x": [1, 1, 1]}, Unsaid.NO_VARIANCE, id="a thing that does not vary"),
        pytest.param([1, 2, 4, 5], {"x": [1, 2, 3, 5], "y": [2, 4, 6, 10]}, Unsaid.NO_VARIANCE, id="twice the same"),
        pytest.param([2, 4, 6, 8], {"x": [1, 2, 3, 4]}, Unsaid.NO_VARIANCE, id="a line that leaves nothing over"),
    ],
)
def test_what_numbers_do_not_say_is_not_said(outcome, things, why):
    found = linear_model(outcome, things)

    assert (found.slopes, found.unsaid) == ({}, why)
