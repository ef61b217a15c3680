"""The cohort made anew from its seed."""

from datetime import date

import pytest

from directory.outcomes.evaluating.evaluation import evaluate_cohort
from directory.outcomes.imported.reading import read_past_records
from directory.outcomes.study.cohort import Cohort, write_cohort
from directory.reporting.evaluations.document import evaluation_document
from directory.reporting.study.comparison import compare_with_study
from directory.reporting.study.printed import Evidence


@pytest.mark.slow
def test_a_cohort_made_anew_comes_out_as_printed_too(tmp_path):
    path = tmp_path / "study.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write_cohort(file, Cohort())

    dataset = read_past_records(path, date(2026, 11, 27)).dataset
    compared = compare_with_study(Evidence(evaluation_document(evaluate_cohort(dataset), {}), dataset))

    assert [each.printed.label for each in compared if each.agrees == bool(each.printed.doubt)] == []
