"""What a mean change could be if nobody were missing."""

from math import sqrt

import numpy as np
import pytest

from directory.outcomes.statistics.missing_ends import bounds_of, impute_ends, pool
from directory.outcomes.statistics.unsaid import Unsaid


def test_bounds_put_everybody_at_either_end_of_the_scale():
    found = bounds_of([4, 2, 0], [10, 20], 7, 35)

    assert (found.n, found.missing) == (5, 2)
    assert (found.unchanged, found.lowest, found.highest) == pytest.approx((1.2, (6 - 3 - 13) / 5, (6 + 25 + 15) / 5))
    assert found.nil_at == -3


def test_with_nobody_missing_the_bounds_are_the_mean_itself():
    found = bounds_of([4, 2, 0], [], 7, 35)

    assert (found.unchanged, found.lowest, found.highest, found.nil_at) == (2, 2, 2, None)


def test_rubins_rules_by_hand():
    found = pool([1.0, 2.0, 3.0], [0.4, 0.5, 0.6], 20)

    # Within 0.5, between 1, together 0.5 + 4/3; of it 8/11 between; df of the observed 21/23 · 20 · 3/11.
    assert (found.estimate, found.error) == pytest.approx((2, sqrt(11 / 6)))
    assert found.df == pytest.approx(1 / ((8 / 11) ** 2 / 2 + 1 / (21 / 23 * 20 * 3 / 11)), rel=1e-12)


def test_where_ends_follow_from_starts_the_missing_ones_are_found():
    start = np.arange(10, 30, 0.5)
    end = 12 + 0.5 * start + np.tile([0.01, -0.01], 20)

    found = impute_ends(start, end, [10, 15, 20])

    true = np.concatenate((end - start, 12 - 0.5 * np.array([10, 15, 20])))
    assert found.mean == pytest.approx(true.mean(), abs=0.002)
    assert found.error == pytest.approx(true.std(ddof=1) / sqrt(43), rel=0.01)
    assert (found.n, found.missing, found.draws) == (43, 3, 20)


def test_the_same_seed_gives_the_same_numbers():
    start, end = [10, 12, 15, 20, 22, 17], [14, 12, 19, 25, 20, 21]

    one, again, other = (impute_ends(start, end, [11, 18], seed=seed) for seed in (1, 1, 2))

    assert one == again
    assert one.mean != other.mean
    assert one.low < one.mean < one.high


@pytest.mark.parametrize(
    ("start", "end", "missing", "why"),
    [
        pytest.param([], [], [], Unsaid.NOBODY, id="nobody"),
        pytest.param([10, 12, 15, 20], [14, 12, 19, 25], [], Unsaid.NONE_MISSING, id="nobody missing"),
        pytest.param([10, 12, 15, 20], [14, 12, 19, 25], [1, 2, 3, 4, 5], Unsaid.TOO_MUCH_MISSING, id="more than half"),
        pytest.param([10, 12, 15], [14, 12, 19], [11], Unsaid.FEW, id="few pairs"),
        pytest.param([10, 10, 10, 10], [14, 12, 19, 12], [11], Unsaid.NO_VARIANCE, id="all began alike"),
        pytest.param([10, 12, 15, 20], [12, 14, 17, 22], [11], Unsaid.NO_VARIANCE, id="all changed alike"),
    ],
)
def test_where_it_would_be_a_guess_it_is_refused(start, end, missing, why):
    found = impute_ends(start, end, missing)

    assert (found.mean, found.unsaid) == (None, why)


def test_half_may_be_missing_and_the_limit_may_be_set():
    start, end = [10, 12, 15, 20], [14, 12, 19, 25]

    assert impute_ends(start, end, [11, 13, 16, 19]).unsaid is None
    assert impute_ends(start, end, [11], most_missing=0.1).unsaid is Unsaid.TOO_MUCH_MISSING
