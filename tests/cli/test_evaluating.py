"""`lynchpin evaluate` on the command line."""

import csv
import json
import stat
from datetime import timedelta

import openpyxl
import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.operations import make_scheme
from directory.audit.models import AuditEvent
from directory.cli.opening import opened_with_clients
from directory.config import make_data_key
from directory.db import reading, transaction
from directory.outcomes.evaluating.results import NO_COMPARISON_GROUP
from directory.security.keystore import use_key_store
from tests.factories.accounts import make_actor
from tests.factories.cohorts import a_pair, write_rows
from tests.factories.outcomes import make_measured_client

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


def test_files_that_lay_in_the_folder_are_not_told_as_written(leeds, lynchpin, tmp_path):
    out = tmp_path / "report"
    out.mkdir()
    (out / "minutes.txt").write_text("Of last week", "utf-8")

    told = lynchpin("evaluate", "--imported", leeds, "--out", out, "--quiet")

    assert "minutes.txt" not in told.err
    assert "evaluation.json, tables.xlsx, read-first.csv" in told.err


def test_numbers_below_nought_are_numbers_in_a_csv_too(leeds, lynchpin, tmp_path):
    lynchpin("evaluate", "--imported", leeds, "--out", tmp_path, "--quiet")

    with (tmp_path / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        men = next(row for row in csv.DictReader(file) if row["group"] == "Male")
    assert float(men["change_low"]) < 0


def test_the_area_and_all_contacts_stand_beside_the_cohort(leeds, lynchpin, tmp_path):
    area = tmp_path / "area.csv"
    area.write_text("grouping,group,people\nsex,female,509\nsex,male,491\n", "utf-8")

    told = lynchpin("evaluate", "--imported", leeds, "--population", area, "--contacts", "40-60").out

    assert "6 measured twice, 10.0% to 15.0%" in told
    assert "Female: 50.0% (95% interval 18.8% to 81.2%, n 6); area 50.9%" in told


def test_the_result_of_a_questionnaire_is_read_before_what_is_beside_it(leeds, lynchpin):
    told = lynchpin("evaluate", "--imported", leeds).out

    assert told.index("metric score") < told.index("raw total")


@pytest.fixture
def north(ready_instance, monkeypatch, tmp_path, key_store):
    """A scheme with three people, a manager and a commissioner."""
    monkeypatch.setenv("LYNCHPIN_DATA_KEY", make_data_key())
    monkeypatch.setenv("LYNCHPIN_KEY_STORE_URL", f"sqlite:///{tmp_path}/people.db")
    with opened_with_clients(), transaction() as db:
        scheme = make_scheme(db, "North")
        actor = make_actor(db, scheme=scheme)
        make_actor(db, Role.MANAGER, scheme=scheme, email="manager@north.example")
        make_actor(db, Role.COMMISSIONER, scheme=scheme, email="commissioner@north.example")
        for start, end in ((14, 21), (20, 18), (18, None)):
            make_measured_client(db, actor, start, end)
    yield "North"
    use_key_store(key_store)


def period(first=100, last=0):
    today = clock.today()
    return ("--from", today - timedelta(first), "--to", today - timedelta(last))


def test_a_scheme_is_evaluated_from_its_own_records(north, lynchpin, tmp_path):
    out = tmp_path / "report"

    told = lynchpin("evaluate", "--scheme", north, *period(), "--out", out)

    assert (told.exit_code, "Left out: people who object: 0" in told.out) == (0, True)
    document = json.loads((out / "evaluation.json").read_text("utf-8"))
    assert (document["kind"], document["run"]["scheme"], document["linkage"]["people"]) == ("internal", "North", 3)
    assert document["measures"]["swemwbs_metric"]["groups"]["all"]["n"] == 2
    assert {"Who counts", "Flow", "Support", "Activities"} <= set(
        openpyxl.load_workbook(out / "tables.xlsx").sheetnames
    )


def test_it_is_written_down_that_records_were_opened_and_for_whom(north, lynchpin):
    lynchpin("evaluate", "--scheme", north, *period(), "--as", "manager@north.example", "--quiet")

    with opened_with_clients(), reading() as db:
        (event,) = db.query(AuditEvent).where(AuditEvent.action == "outcomes.evaluated")
        assert (len(event.subject_ids), event.actor_id is None) == (3, False)


def test_exact_figures_are_not_for_a_commissioner(north, lynchpin):
    told = lynchpin("evaluate", "--scheme", north, *period(), "--as", "commissioner@north.example")

    assert (told.exit_code, "may not have exact figures" in told.err, told.out) == (1, True, "")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param((), "--imported NAME", id="nothing named"),
        pytest.param(("--scheme", "North"), "--from and --to", id="no period"),
        pytest.param(("--scheme", "North", "--imported", "Leeds", *period()), "Name one", id="both"),
        pytest.param(("--scheme", "North", *period(0, 9)), "before --from", id="a period that ends before it begins"),
        pytest.param(("--scheme", "North", *period(900, 800)), "Nobody who counts began", id="nobody in the period"),
        pytest.param(("--scheme", "South", *period()), "There are: ", id="no such scheme"),
    ],
)
def test_what_cannot_be_evaluated_is_told(north, lynchpin, words, says):
    told = lynchpin("evaluate", *words)

    assert (told.exit_code, says in told.err) == (1, True)
