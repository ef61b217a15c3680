"""Whose start goes with whose end, and what a questionnaire is worth that was not answered whole."""

import numpy as np
import pytest

from directory.outcomes.evaluating.pairs import measured
from tests.factories.datasets import make_dataset, make_people, pairs_of


def found(dataset):
    return {each.measure.code: each for each in measured(dataset)}


def test_both_scores_of_a_raw_total_are_evaluated():
    measures = found(make_dataset(make_people(1), pairs_of("swemwbs", [(18, 25)])))

    assert (measures["swemwbs_raw"].baseline.tolist(), measures["swemwbs_raw"].exit.tolist()) == ([18], [25])
    assert (measures["swemwbs_metric"].baseline[0], measures["swemwbs_metric"].exit[0]) == (17.43, 22.35)


def test_answers_are_added_up_where_there_is_no_total():
    items = [(0, "baseline", "swemwbs", number, 3) for number in range(1, 8)]

    assert found(make_dataset(make_people(1), items))["swemwbs_raw"].baseline.tolist() == [21]


def test_a_total_counts_where_there_are_answers_too():
    told = [(0, "baseline", "ctel", 0, 9), *((0, "baseline", "ctel", number, 1) for number in (1, 2, 3))]

    assert found(make_dataset(make_people(1), told))["ctel"].baseline.tolist() == [9]


def test_an_answer_left_out_leaves_out_the_score():
    items = [(0, "baseline", "swemwbs", number, 3) for number in range(1, 7)]

    assert found(make_dataset(make_people(2), [*items, (1, "baseline", "swemwbs", 0, 20)]))[
        "swemwbs_raw"
    ].baseline.tolist() == [pytest.approx(float("nan"), nan_ok=True), 20]


def test_three_answers_of_wemwbs_may_be_missing_and_not_four():
    told = [(0, "baseline", "wemwbs", number, 4) for number in range(1, 12)]
    told += [(1, "baseline", "wemwbs", number, 4) for number in range(1, 11)]

    baseline = found(make_dataset(make_people(2), told))["wemwbs"].baseline

    assert baseline[0] == 56
    assert np.isnan(baseline[1])


def test_the_first_start_and_the_last_end_make_the_pair():
    told = [
        (0, "baseline", "eq5d_vas", 0, 40),
        (0, "baseline", "eq5d_vas", 0, 55),
        (0, "exit", "eq5d_vas", 0, 60),
        (0, "exit", "eq5d_vas", 0, 70),
    ]

    pair = found(make_dataset(make_people(1), told, days={0: 5, 1: 9, 2: 30, 3: 20}))["eq5d_vas"]

    assert (pair.baseline.tolist(), pair.exit.tolist()) == ([40], [60])


def test_a_review_is_in_no_pair():
    measures = found(make_dataset(make_people(1), [(0, "baseline", "ctel", 0, 9), (0, "review", "ctel", 0, 3)]))

    assert measures["ctel"].has_both.tolist() == [False]


def test_who_is_too_young_for_a_questionnaire_is_left_out_and_counted():
    people = make_people(3, age=[15, 16, None])

    vas = found(make_dataset(people, pairs_of("eq5d_vas", [(40, 50), (50, 60), (60, 70)])))["eq5d_vas"]

    assert (vas.has_both.tolist(), vas.too_young) == ([False, True, True], 1)


def test_a_level_sum_needs_all_five_and_each_dimension_counts_by_itself():
    told = [(0, "baseline", "eq5d5l", number, 2) for number in range(1, 6)] + [(1, "baseline", "eq5d5l", 5, 4)]

    measures = found(make_dataset(make_people(2), told))

    assert measures["eq5d5l_level_sum"].baseline[0] == 10
    assert np.isnan(measures["eq5d5l_level_sum"].baseline[1])
    assert measures["eq5d5l_anxiety_depression"].baseline.tolist() == [2, 4]
