"""Variety among the first suggestions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.matching.variety import varied

SHARES = st.floats(0, 1, width=32)


def ordered(scores, *worths):
    """The rows in their varied order; a row worth 0.6 or more to a need serves it."""
    scored = np.array(scores, np.float32)
    order = np.argsort(-scored, kind="stable").astype(np.int32)
    columns = [np.array(each, np.float32)[order] for each in worths]
    return order[varied(scored[order], columns, [each >= 0.6 for each in columns])].tolist()


@pytest.mark.parametrize(
    ("scores", "worths", "order"),
    [
        pytest.param([0.2, 0.9, 0.5], [], [1, 2, 0], id="no needs"),
        pytest.param([0.2, 0.9, 0.5], [[0, 0, 1]], [1, 2, 0], id="one need"),
        pytest.param([0.9, 0.88, 0.85], [[1, 1, 0], [0, 0, 1]], [0, 2, 1], id="the other need next"),
        pytest.param([0.9, 0.88, 0.1], [[1, 1, 0], [0, 0, 1]], [0, 1, 2], id="but not far worse ones"),
        pytest.param([], [[], []], [], id="nothing at all"),
    ],
)
def test_first_places_are_given_with_variety(scores, worths, order):
    assert ordered(scores, *worths) == order


def test_every_need_that_can_be_served_is_served_among_the_first_eight():
    scores = [1 - row / 20 for row in range(20)]
    walks, whist = [1.0] * 18 + [0.0, 0.0], [0.0] * 18 + [0.7, 0.0]

    assert 18 in ordered(scores, walks, whist)[:8]


@settings(deadline=None)
@given(st.lists(st.tuples(SHARES, SHARES, SHARES), min_size=1, max_size=30), st.data())
def test_better_fit_never_falls(rows, data):
    scores, first, second = (list(each) for each in zip(*rows, strict=True))
    row = data.draw(st.integers(0, len(rows) - 1))
    before = ordered(scores, first, second).index(row)

    scores[row] = data.draw(st.floats(scores[row], 1, width=32))

    assert ordered(scores, first, second).index(row) <= before


@settings(deadline=None)
@given(st.lists(st.tuples(SHARES, SHARES, SHARES), max_size=30))
def test_all_rows_stay_and_none_comes_twice(rows):
    columns = list(zip(*rows, strict=True)) or [(), (), ()]

    assert sorted(ordered(*columns)) == list(range(len(rows)))
