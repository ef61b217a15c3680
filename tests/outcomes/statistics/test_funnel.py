"""The limits of a funnel plot, against scipy's binomial distribution."""

import pytest
from scipy import stats

from directory.outcomes.statistics.funnel import binomial_limits


@pytest.mark.parametrize(
    ("n", "share"),
    [
        pytest.param(1, 0.5, id="one"),
        pytest.param(5, 0.9, id="five"),
        pytest.param(20, 0.3, id="twenty"),
        pytest.param(400, 0.9, id="many"),
        pytest.param(10, 0.0, id="nobody goes"),
        pytest.param(10, 1.0, id="everybody goes"),
    ],
)
@pytest.mark.parametrize("level", [0.95, 0.998])
def test_limits_are_the_quantiles_of_the_binomial_distribution(n, share, level):
    tail = (1 - level) / 2

    theirs = [max(stats.binom.ppf(chance, n, share), 0) / n for chance in (tail, 1 - tail)]

    assert binomial_limits(n, share, level) == pytest.approx(tuple(theirs))


def test_more_people_vary_less():
    few, many = (binomial_limits(n, 0.6, 0.95) for n in (10, 1_000))

    assert few[0] < many[0] < 0.6 < many[1] < few[1]
