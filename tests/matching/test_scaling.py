"""Scores on one scale."""

import numpy as np
import pytest

from directory.matching.scaling import blend, scaled


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([0, 0], [0, 0], id="nobody"),
        pytest.param([-1, -2], [0, 0], id="below zero"),
        pytest.param([4, 2, 0], [1, 0.5, 0], id="shares of the best"),
        pytest.param([3, 3], [1, 1], id="all alike"),
    ],
)
def test_scores_are_scaled_to_the_best(scores, expected):
    assert scaled(np.array(scores, np.float32)).tolist() == expected


def test_only_the_best_thousand_count():
    found = scaled(np.arange(1, 2001, dtype=np.float32))

    assert np.count_nonzero(found) == 999
    assert found[-1] == 1


def test_listing_without_a_vector_is_judged_by_its_words():
    has_vector = np.array([False])

    blended = blend(has_vector, np.array([0.4], np.float32), np.array([0.0], np.float32), 0.3)

    assert blended[0] == pytest.approx(0.4)
