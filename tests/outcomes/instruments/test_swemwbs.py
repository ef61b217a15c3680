"""The metric score, against the published table."""

import pytest

from directory.errors import WrongInput
from directory.outcomes.instruments import swemwbs

# Stewart-Brown et al. 2009, typed in by hand from the table and not taken from the code.
PUBLISHED = (
    "7 7.00|8 9.51|9 11.25|10 12.40|11 13.33|12 14.08|13 14.75|14 15.32|15 15.84|16 16.36|17 16.88|18 17.43|19 17.98"
    "|20 18.59|21 19.25|22 19.98|23 20.73|24 21.54|25 22.35|26 23.21|27 24.11|28 25.03|29 26.02|30 27.03|31 28.13"
    "|32 29.31|33 30.70|34 32.55|35 35.00"
)
TABLE = [(int(raw), float(metric)) for raw, metric in (row.split() for row in PUBLISHED.split("|"))]


@pytest.mark.parametrize(("raw", "metric"), TABLE)
def test_each_total_has_its_published_score(raw, metric):
    assert swemwbs.metric_score(raw) == metric


def test_every_possible_total_is_in_the_table():
    assert [raw for raw, _ in TABLE] == list(range(swemwbs.LOWEST, swemwbs.HIGHEST + 1))


def test_a_higher_total_has_a_higher_score():
    scores = [swemwbs.metric_score(raw) for raw, _ in TABLE]

    assert scores == sorted(set(scores))


@pytest.mark.parametrize("total", [6, 36, 0, -7])
def test_totals_that_seven_answers_cannot_give_are_refused(total):
    with pytest.raises(WrongInput) as refused:
        swemwbs.metric_score(total)

    assert refused.value.fields["total"] == "The total of the seven answers is between 7 and 35"
