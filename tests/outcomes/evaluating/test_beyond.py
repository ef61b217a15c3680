"""Who is missing, groups that began alike, doses, and change before support; against scipy and numpy."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from directory.outcomes.evaluating.beyond import GROUP
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from tests.factories.datasets import make_dataset, make_people, pairs_of

SEX = ["female", "male", "female", "male", "female", "male", "female", "male", "female", "male"]
AGE = [49, 50, 33, 71, 50, 18, 60, 44, 81, 29]
PAIRS = [(10, 12), (20, 19), (15, 21), (18, 18), (9, 16), (22, 30), (14, 15), (11, 19), (13, None), (25, None)]
SESSIONS = [6, 1, 4, 2, 6, 5, 3, np.nan, 6, 6]
BOTH = PAIRS[:8]


@pytest.fixture
def dataset():
    return make_dataset(make_people(10, sex=SEX, age=AGE), pairs_of("swemwbs", PAIRS))


def raw(dataset):
    return {each.measure.code: each for each in evaluate_cohort(dataset).measures}["swemwbs_raw"]


def coefficients(outcome, *things):
    """By numpy's own least squares."""
    design = np.column_stack([np.ones(len(outcome)), *things])
    return np.linalg.lstsq(design, np.array(outcome, dtype=float), rcond=None)[0]


def test_who_is_missing_is_compared_with_who_is_not(dataset):
    missing = raw(dataset).missing

    theirs = stats.ttest_ind([start for start, _ in BOTH], [13, 25], equal_var=False)
    assert (missing.paired, missing.missing) == (8, 2)
    assert (missing.start.t, missing.start.p) == pytest.approx((theirs.statistic, theirs.pvalue))
    assert missing.age.second.mean == 55
    assert [share.count for share in missing.groups["sex:female"]] == [4, 1]
    assert missing.bounds.unchanged == pytest.approx(sum(end - start for start, end in BOTH) / 10)
    assert (missing.imputed.n, missing.imputed.missing) == (10, 2)


def test_men_and_women_are_compared_as_if_they_had_begun_alike(dataset):
    adjusted = raw(dataset).contrasts["sex:male - sex:female"].adjusted

    start, end = zip(*BOTH, strict=True)
    is_male = [each == "male" for each in SEX[:8]]
    assert (adjusted.n, adjusted.df) == (8, 5)
    assert adjusted.slopes[GROUP].estimate == pytest.approx(coefficients(end, is_male, start)[1])


def test_a_dose_goes_with_the_end_among_those_who_began_alike(dataset):
    found = raw(replace(dataset, doses={"sessions": np.array(SESSIONS)})).doses["sessions"]

    start, end = zip(*BOTH[:7], strict=True)
    assert found.n == 7
    assert found.slopes["sessions"].estimate == pytest.approx(coefficients(end, SESSIONS[:7], start)[1])


def test_change_between_two_starts_is_told_apart_from_change_with_support():
    starts = [(10, 13), (20, 19), (15, 18), (12, 12)]
    answers = [(at, "baseline", "swemwbs", 0, value) for at, pair in enumerate(starts) for value in pair]
    answers += [(at, "exit", "swemwbs", 0, 22) for at in range(5)] + [(4, "baseline", "swemwbs", 0, 9)]
    days = {at: 1 + at % 2 for at in range(8)}

    found = raw(make_dataset(make_people(5), answers, days))

    theirs = stats.ttest_rel([13, 19, 18, 12], [10, 20, 15, 12])
    change = found.two_starts.change
    assert (change.n, change.change.mean, change.t) == (4, 1.25, pytest.approx(theirs.statistic))
    assert found.two_starts.together.r == pytest.approx(stats.pearsonr([13, 19, 18, 12], [10, 20, 15, 12]).statistic)
    assert found.groups["all"].change.baseline.mean == (10 + 20 + 15 + 12 + 9) / 5


def test_where_all_have_one_start_nothing_is_said_of_two(dataset):
    assert raw(dataset).two_starts is None
