"""`lynchpin evaluate` on the command line."""

import json
import stat

import openpyxl
import pytest

from directory.outcomes.evaluating.results import NO_COMPARISON_GROUP
from tests.factories.cohorts import a_pair, write_rows

PAST = [
    row
    for number, (before, after) in enumerate([(18, 24), (20, 19), (15, 22), (12, 20), (25, 25), (9, 14)])
    for row in a_pair(f"P{number}", before, after, sex=("female", "male")[number % 2], age=30 + 10 * number)
]


@pytest.fixture
def leeds(ready_instance, lynchpin, tmp_path):
    """A cohort."""
    lynchpin("outcomes", "import", write_rows(tmp_path / "past.csv", PAST), "--name", "Leeds")
    return "Leeds"


def test_a_cohort_is_evaluated_to_text_and_files(leeds, lynchpin, tmp_path):
    out = tmp_path / "report"

    told = lynchpin("evaluate", "--imported", leeds, "--out", out)

    assert told.exit_code == 0
    assert NO_COMPARISON_GROUP in told.out
    document = json.loads((out / "evaluation.json").read_text("utf-8"))
    assert document["measures"]["swemwbs_raw"]["groups"]["all"]["n"] == 6
    assert document["run"]["cohort"] == "Leeds"
    book = openpyxl.load_workbook(out / "tables.xlsx")
    assert {"Read first", "People", "Scores", "Groups compared", "Every number"} <= set(book.sheetnames)
    assert (out / "scores.csv").read_text("utf-8-sig").startswith("measure,group,n,")
    assert stat.S_IMODE(out.stat().st_mode) == 0o700


def test_the_same_again_gives_the_same_file(leeds, lynchpin, tmp_path):
    lynchpin("evaluate", "--imported", leeds, "--out", tmp_path / "one", "--quiet")
    lynchpin("evaluate", "--imported", leeds, "--out", tmp_path / "two", "--quiet")

    one, two = ((tmp_path / name / "evaluation.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_age_groups_may_part_elsewhere(leeds, lynchpin):
    assert "65 and over" in lynchpin("evaluate", "--imported", leeds, "--age-limit", 65).out


def test_a_cohort_that_is_not_there_is_told(ready_instance, lynchpin):
    told = lynchpin("evaluate", "--imported", "Hull")

    assert (told.exit_code, "lynchpin outcomes list" in told.err) == (1, True)
