"""Who got better, worse, or stayed the same."""

import pytest

from directory.outcomes.statistics.directions import Directions, directions

CHANGES = (2.0, 0.5, 0.0, -0.5, -3.0, 1.0)


@pytest.mark.parametrize(
    ("higher_is_better", "least", "expected"),
    [
        pytest.param(True, 0, Directions(6, 3, 1, 2), id="a rise is better"),
        pytest.param(False, 0, Directions(6, 2, 1, 3), id="a fall is better"),
        pytest.param(True, 1, Directions(6, 2, 3, 1), id="at least one point"),
    ],
)
def test_each_is_counted_once(higher_is_better, least, expected):
    assert directions(CHANGES, higher_is_better=higher_is_better, least=least) == expected


def test_nobody():
    assert directions([], higher_is_better=True) == Directions(0, 0, 0, 0)
