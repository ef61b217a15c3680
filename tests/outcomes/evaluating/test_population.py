"""The people of an area beside those of a cohort."""

import pytest

from directory.errors import WrongInput
from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.evaluating.population import compare_with_area, read_population
from tests.factories.datasets import make_dataset, make_people, pairs_of

HEADINGS = "grouping,group,people"


def test_groups_are_read_by_the_codes_of_an_evaluation():
    lines = [HEADINGS, "sex,Female,509", "age,under_65,700", "ethnicity,White: British,40", 'ethnicity,British,"1,060"']

    found = read_population(lines, 65)

    assert found == {"sex": {"female": 509}, "age": {"under_65": 700}, "ethnicity": {"white_british": 1100}}


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        pytest.param([], "no column grouping", id="an empty file"),
        pytest.param(["grouping,group"], "no column people", id="no numbers"),
        pytest.param([HEADINGS, "sex,women,5"], "row 2: groups of sex are female", id="a group that there is not"),
        pytest.param([HEADINGS, "age,under_65,5"], "row 2: groups of age are under_50", id="another age limit"),
        pytest.param([HEADINGS, "town,Leeds,5"], "row 2: grouping is one of sex", id="a grouping that there is not"),
        pytest.param([HEADINGS, "sex,male,half"], "row 2: people is a whole number", id="no number"),
        pytest.param([HEADINGS, "sex,male"], "row 2: people is a whole number", id="a short row"),
        pytest.param(["people,group,grouping", "5"], "row 2: grouping is one of sex", id="a row of one cell"),
        pytest.param([HEADINGS, ""], None, id="an empty row"),
    ],
)
def test_what_cannot_be_read_is_told_by_row(lines, says):
    if says is None:
        assert read_population(lines, 50) == {}
        return
    with pytest.raises(WrongInput, match=says):
        read_population(lines, 50)


def test_shares_are_of_those_who_are_known():
    people = make_people(4, sex=["male", "female", "female", None])
    evaluation = evaluate_cohort(make_dataset(people, pairs_of("swemwbs", [(10, 12)] * 4)))

    women, other = compare_with_area(evaluation, {"sex": {"female": 60, "other": 40}})

    assert (women.cohort.count, women.cohort.n, women.area.share) == (2, 2, 0.6)
    assert (other.label, other.cohort.count, other.area.share) == ("Other", 0, 0.4)
