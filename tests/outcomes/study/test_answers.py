"""How anxious the made-up people are, and how they see a GP, by scipy's own tests."""

from collections import Counter

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.study.answers import (
    ANXIOUS_AFTER,
    ANXIOUS_BEFORE,
    GP_AFTER,
    GP_CELLS,
    GP_SAID_SAME,
    anxious_pairs,
    u_of,
)


def test_anxiety_has_the_printed_distributions_and_z():
    before, after = zip(*anxious_pairs(1), strict=True)

    assert tuple(Counter(before)[level] for level in range(1, 6)) == ANXIOUS_BEFORE
    assert tuple(Counter(after)[level] for level in range(1, 6)) == ANXIOUS_AFTER
    p = stats.wilcoxon(after, before, correction=False, method="asymptotic").pvalue
    assert stats.norm.isf(p / 2) == pytest.approx(5.47, abs=0.005)


def test_u_from_counts_is_that_of_scipy():
    one, other = (3, 0, 5, 1), (2, 4, 1, 1)
    spread = [np.repeat(np.arange(4), counts) for counts in (one, other)]

    assert u_of(one, other) == stats.mannwhitneyu(*spread).statistic


def test_everybody_who_said_something_is_in_a_cell_or_of_those_seven():
    assert sum(GP_CELLS.values()) + GP_SAID_SAME == sum(GP_AFTER) == 345


@pytest.mark.parametrize("people", range(250, 441))
def test_of_no_other_number_of_people_are_the_shares_at_the_end(people):
    """Each share, rounded, leaves none or one or two counts; only of 345 do any add up to everybody."""
    printed = (5.5, 21.7, 53.3, 14.5, 4.9)
    counts = [[n for n in range(people + 1) if round(100 * n / people, 1) == share] for share in printed]
    sums = {0}
    for each in counts:
        sums = {so_far + count for so_far in sums for count in each}

    assert (people in sums) == (people == 345)
