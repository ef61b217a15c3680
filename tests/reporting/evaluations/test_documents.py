"""What an evaluation looks like to programs and to people."""

import json

import pytest

from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.evaluating.results import NO_COMPARISON_GROUP
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.evaluations.tables import all_tables
from directory.reporting.evaluations.text import evaluation_lines
from tests.factories.datasets import make_dataset, make_people, pairs_of

ANSWERS = [
    *pairs_of("swemwbs", [(10, 12), (20, 19), (15, 21), (18, 18), (9, 16), (22, None)]),
    *pairs_of("eq5d5l", [(5, 3), (4, 4), (3, 2), (2, 1), (4, 5), (1, 1)], item=5),
    *pairs_of("gp_use", [(1, 5), (4, None), (2, 1), (3, 3), (1, 3), (2, 4)], item=1),
]


@pytest.fixture
def evaluation():
    people = make_people(6, sex=["male", "female"] * 3, age=[40, 70, 30, 55, None, 61])
    return evaluate_cohort(make_dataset(people, ANSWERS))


def test_every_number_is_in_the_document_by_measure_group_and_statistic(evaluation):
    document = evaluation_document(evaluation, {"cohort": "A try"})

    told = document["measures"]["swemwbs_raw"]["groups"]
    assert (told["all"]["n"], told["all"]["with_baseline"], told["all"]["change_mean"]) == (5, 6, 2.8)
    assert told["sex:male"]["n"] == 3
    assert document["measures"]["gp_use"]["groups"]["all"]["exit_lot_more"] == 1
    assert (document["kind"], NO_COMPARISON_GROUP in document["limits"]) == ("internal", True)


def test_it_is_json_without_what_json_does_not_know(evaluation):
    text = json.dumps(evaluation_document(evaluation, {}), allow_nan=False)

    assert json.loads(text)["people"]["n"] == 6


def test_every_figure_of_a_group_has_its_n(evaluation):
    for measure in evaluation_document(evaluation, {})["measures"].values():
        for figures in (*measure["groups"].values(), *measure["contrasts"].values()):
            assert isinstance(figures["n"], int)


def test_tables_hold_a_row_for_each_measure_and_group(evaluation):
    tables = {table.name: table for table in all_tables(evaluation)}

    scores = tables["Scores"]
    assert {len(row) for row in scores.rows} == {len(scores.headings)}
    everybody = next(row for row in scores.rows if row[:2] == ("Wellbeing (SWEMWBS): raw total", "Everybody"))
    assert everybody[scores.headings.index("change_mean")] == 2.8
    assert all(len(table.name) <= 31 for table in tables.values())


def test_the_text_says_that_nobody_was_compared_with(evaluation):
    assert NO_COMPARISON_GROUP in list(evaluation_lines(evaluation, "A try"))


def test_no_change_is_claimed_that_the_interval_does_not_bear(evaluation):
    """Five changes of 2, -1, 6, 0 and 7: mean 2.8, and an interval from below nought."""
    lines = "\n".join(evaluation_lines(evaluation, "A try"))

    assert "change +2.80 (SD 3.56), 95% interval -1.62 to 7.22: no clear change" in lines
    assert "1 have a start and no end" in lines


def test_a_clear_fall_of_loneliness_is_told_as_better():
    pairs = [(9, 4), (8, 3), (10, 6), (7, 1), (9, 5)]

    lines = "\n".join(evaluation_lines(evaluate_cohort(make_dataset(make_people(5), pairs_of("ctel", pairs))), "A try"))

    assert "change -4.80" in lines
    assert ": better" in lines


def test_who_is_missing_and_what_that_could_come_to_is_told(evaluation):
    measure = evaluation_document(evaluation, {})["measures"]["swemwbs_raw"]

    assert (measure["missing"]["start"]["first_n"], measure["missing"]["start"]["second_n"]) == (5, 1)
    assert measure["sensitivity"]["bounds"]["unchanged"] == pytest.approx(14 / 6)
    assert measure["sensitivity"]["imputed"]["draws"] == 20
    assert any("had the missing not changed" in line for line in evaluation_lines(evaluation, "A try"))
    assert {"Missing compared", "Missing by group", "If nobody were missing"} <= {
        table.name for table in all_tables(evaluation)
    }
