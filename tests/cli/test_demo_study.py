"""`lynchpin demo-study` on the command line."""

import json


def test_the_tables_of_the_study_stand_beside_ours_without_a_database(empty_instance, lynchpin):
    told = lynchpin("demo-study")

    assert told.exit_code == 0
    assert "Tables 2, 3 and text: wellbeing" in told.out
    assert "figures come out as printed" in told.out
    assert not empty_instance.exists()


def test_the_cohort_can_be_taken_in_and_evaluated_as_ones_own(ready_instance, lynchpin, tmp_path):
    lynchpin("demo-study", "--copy", tmp_path / "study.csv")
    lynchpin("outcomes", "import", tmp_path / "study.csv", "--name", "Like the study")

    lynchpin("evaluate", "--imported", "Like the study", "--out", tmp_path / "out", "--quiet")

    measures = json.loads((tmp_path / "out/evaluation.json").read_text("utf-8"))["measures"]
    assert measures["swemwbs_raw"]["groups"]["all"]["n"] == 342
    assert measures["eq5d_vas"]["groups"]["sex:female"]["n"] == 204
