"""d_z and its interval, against the definition, scipy's noncentral t and what the study printed."""

from math import sqrt

import pytest
from scipy import stats

from directory.outcomes.statistics.distributions import noncentral_t_below
from directory.outcomes.statistics.effect_sizes import d_z


@pytest.mark.parametrize(
    ("t", "n", "printed"),
    [
        pytest.param(13.81, 342, 0.75, id="wellbeing"),
        pytest.param(7.64, 320, 0.43, id="health rating"),
        pytest.param(6.21, 306, 0.35, id="social networks"),
    ],
)
def test_the_study_printed_t_over_root_n(t, n, printed):
    """Woodall et al. 2018. Its third, .355 from rounded figures, was cut and not rounded, or t was a little less."""
    assert d_z(t, n).d_z == pytest.approx(printed, abs=0.0055)


@pytest.mark.parametrize(("t", "n"), [(4.0621, 10), (13.81, 342), (0.3, 12), (25.0, 1001), (2.1, 5)])
def test_at_both_ends_the_t_found_would_just_not_surprise(t, n):
    found = d_z(t, n)

    below = [stats.nct.cdf(t, n - 1, end * sqrt(n)) for end in (found.low, found.high)]

    assert below == [pytest.approx(0.975, abs=1e-8), pytest.approx(0.025, abs=1e-8)]


@pytest.mark.parametrize(("t", "df", "shift"), [(1.2, 1, 0.4), (-0.8, 4, 0.5), (2.0, 30, 1.5), (9.0, 200, 8.0)])
def test_noncentral_t_agrees_with_scipy(t, df, shift):
    assert noncentral_t_below(t, df, shift) == pytest.approx(stats.nct.cdf(t, df, shift), abs=1e-10)


@pytest.mark.parametrize(("t", "n"), [(0.0, 2), (600.0, 500_000), (1e5, 11), (12.7, 2)])
def test_extremes_have_an_interval_round_the_size(t, n):
    found = d_z(t, n)

    assert found.low < found.d_z < found.high


def test_many_people_give_the_interval_of_the_large_sample():
    """d ± z √(1/n + d²/2n), which textbooks give for large n."""
    found = d_z(316.2, 1_000_000)

    half = 1.959964 * sqrt((1 + found.d_z**2 / 2) / 1_000_000)
    assert (found.low, found.high) == (
        pytest.approx(found.d_z - half, abs=1e-6),
        pytest.approx(found.d_z + half, abs=1e-6),
    )
