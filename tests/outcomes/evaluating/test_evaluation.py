"""A cohort evaluated, against figures worked out by hand and by scipy from the same lists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from directory.outcomes.evaluating.evaluation import evaluate_cohort
from tests.factories.datasets import make_dataset, make_people, pairs_of

SEX = ["female", "male", "female", "male", "female", "male", None, "female"]
AGE = [49, 50, 33, 71, 50, 18, 60, None]
PAIRS = [(10, 12), (20, 19), (15, 21), (18, 18), (9, 16), (22, 30), (14, None), (None, 17)]


def by_code(evaluation):
    return {each.measure.code: each for each in evaluation.measures}


@pytest.fixture
def wellbeing():
    people = make_people(8, sex=SEX, age=AGE, ethnicity=["white_british"] * 6 + ["pakistani", "roma"])
    return evaluate_cohort(make_dataset(people, pairs_of("swemwbs", PAIRS)))


def test_everybody_with_both_is_in_the_change_and_the_others_are_counted(wellbeing):
    everybody = by_code(wellbeing)["swemwbs_raw"].groups["all"]

    answered = everybody.answered
    assert (answered.people, answered.with_baseline, answered.with_exit, answered.n) == (8, 7, 7, 6)
    assert everybody.change.change.mean == pytest.approx((2 - 1 + 6 + 0 + 7 + 8) / 6)
    assert (everybody.directions.improved, everybody.directions.same, everybody.directions.worse) == (4, 1, 1)


def test_fifty_is_with_those_over_fifty(wellbeing):
    groups = by_code(wellbeing)["swemwbs_raw"].groups

    assert (groups["age:under_50"].answered.n, groups["age:50_and_over"].answered.n) == (3, 3)
    assert groups["age:not_known"].answered.people == 1


def test_groups_of_a_grouping_add_up_to_everybody(wellbeing):
    groups = by_code(wellbeing)["swemwbs_raw"].groups

    for grouping in ("sex", "age", "ethnicity", "ethnic_group", "referral_source"):
        parts = [each.answered.people for key, each in groups.items() if key.startswith(f"{grouping}:")]
        assert sum(parts) == 8, grouping


def test_men_and_women_are_compared_by_both_tests(wellbeing):
    found = by_code(wellbeing)["swemwbs_raw"].contrasts["sex:male - sex:female"]

    men, women = [-1, 0, 8], [2, 6, 7]
    assert found.pooled.p == pytest.approx(stats.ttest_ind(men, women).pvalue)
    assert found.welch.p == pytest.approx(stats.ttest_ind(men, women, equal_var=False).pvalue)
    assert found.holm >= found.fdr >= found.pooled.p


def test_change_goes_with_age_as_scipy_says(wellbeing):
    found = by_code(wellbeing)["swemwbs_raw"].with_age

    theirs = stats.pearsonr(AGE[:6], [2, -1, 6, 0, 7, 8])
    assert (found.n, found.r, found.p) == (6, pytest.approx(theirs.statistic), pytest.approx(theirs.pvalue))


def test_less_loneliness_is_better():
    evaluation = evaluate_cohort(make_dataset(make_people(3), pairs_of("ctel", [(9, 4), (6, 7), (3, 3)])))

    ways = by_code(evaluation)["ctel"].groups["all"].directions
    assert (ways.improved, ways.same, ways.worse) == (1, 1, 1)


def test_levels_are_counted_before_and_after_and_ranked():
    pairs = [(5, 3), (4, 4), (3, 2), (2, 1), (4, 5)]

    found = by_code(evaluate_cohort(make_dataset(make_people(5), pairs_of("eq5d5l", pairs, item=5))))

    anxious = found["eq5d5l_anxiety_depression"].groups["all"]
    assert [each.count for each in anxious.baseline] == [0, 1, 1, 2, 1]
    assert [each.count for each in anxious.exit] == [1, 1, 1, 1, 1]
    theirs = stats.wilcoxon([-2, -1, -1, 1], correction=False, method="asymptotic")
    assert anxious.test.p == pytest.approx(theirs.pvalue)


def test_gp_use_is_never_paired():
    found = by_code(
        evaluate_cohort(make_dataset(make_people(3), pairs_of("gp_use", [(1, 5), (4, None), (2, 1)], item=1)))
    )

    use = found["gp_use"].groups["all"]
    assert ([each.count for each in use.baseline], [each.count for each in use.exit]) == (
        [1, 1, 0, 1],
        [1, 0, 0, 0, 1],
    )
    assert not hasattr(use, "change")
    assert found["gp_use"].with_age is None


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([(0, "baseline", "swemwbs", 0, 18)], id="one start"),
        pytest.param([(0, "exit", "swemwbs", 0, 18)], id="one end"),
        pytest.param(pairs_of("swemwbs", [(18, 20)]), id="one pair"),
        pytest.param(pairs_of("swemwbs", [(18, 20), (19, 21)]), id="all by the same"),
        pytest.param([(0, "review", "ons4", 1, 5)], id="a review alone"),
        pytest.param([(0, "baseline", "gp_use", 1, 1)], id="how often alone"),
    ],
)
def test_hardly_anything_is_evaluated_all_the_same(answers):
    evaluation = evaluate_cohort(make_dataset(make_people(2, sex=["male", "female"], age=[40, 70]), answers))

    assert evaluation.people == 2
    for measure in evaluation.measures:
        assert measure.groups["all"].answered.people == 2


@given(st.permutations(range(8)))
def test_the_order_of_people_does_not_matter(order):
    people = make_people(8, sex=[SEX[at] for at in order], age=[AGE[at] for at in order])
    one = evaluate_cohort(make_dataset(people, pairs_of("swemwbs", [PAIRS[at] for at in order])))
    other = evaluate_cohort(make_dataset(make_people(8, sex=SEX, age=AGE), pairs_of("swemwbs", PAIRS)))

    for key, group in by_code(other)["swemwbs_raw"].groups.items():
        again = by_code(one)["swemwbs_raw"].groups[key]
        assert again.answered == group.answered
        assert np.allclose(
            [again.change.change.mean or 0, again.change.t or 0], [group.change.change.mean or 0, group.change.t or 0]
        )
