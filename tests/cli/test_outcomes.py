"""`lynchpin outcomes` on the command line."""

import csv
import json

import pytest
from sqlalchemy import func, select

from directory.cli import outcomes
from directory.db import open_database, transaction, use_database
from directory.outcomes.imported.models import ImportedAnswer, ImportedCohort, ImportedPerson
from directory.outcomes.imported.queries import get_cohort, read_dataset
from tests.factories.cohorts import a_pair, a_row, write_rows

PAST = [*a_pair("P1", 18, 24), *a_pair("P2", 20, 19, sex="male", age=44), *a_pair("P3", 15, 22, age="", ethnicity="")]


@pytest.fixture
def past(tmp_path):
    return write_rows(tmp_path / "past.csv", PAST)


@pytest.fixture
def count(own_url):
    """How many rows a table has."""

    def count(table):
        database = open_database(own_url)
        with database.read.connect() as connection:
            found = connection.scalar(select(func.count()).select_from(table))
        database.close()
        return found

    return count


def test_a_file_becomes_a_cohort_that_is_listed_and_removed(ready_instance, lynchpin, past, count):
    taken = lynchpin("outcomes", "import", past, "--name", "Leeds 2025")
    assert (taken.exit_code, taken.out) == (0, "“Leeds 2025”: 3 people, 6 answers.\n")
    assert lynchpin("outcomes", "list").out == "Leeds 2025: 3 people, 6 answers\n"

    gone = lynchpin("outcomes", "remove", "Leeds 2025", "--yes")

    assert gone.out == "“Leeds 2025” is removed.\n"
    assert "There is no cohort." in lynchpin("outcomes", "list").out
    assert [count(table) for table in (ImportedAnswer, ImportedPerson, ImportedCohort)] == [0, 0, 0]


def test_what_is_kept_is_what_the_file_said_without_the_mark_of_anybody(ready_instance, own_url, lynchpin, past):
    lynchpin("outcomes", "import", past, "--name", "Leeds 2025")

    database = open_database(own_url)
    use_database(database)
    with transaction() as db:
        dataset = read_dataset(db, get_cohort(db, "Leeds 2025"))
    use_database(None)
    database.close()
    assert dataset.people.sex.values() == ["female", "male", "female"]
    assert dataset.people.ethnicity.values() == ["white_british", "white_british", None]
    assert [str(each) for each in dataset.people.age.tolist()] == ["61.0", "44.0", "nan"]
    assert dataset.responses.value.tolist() == [18, 24, 20, 19, 15, 22]
    assert dataset.responses.person.tolist() == [0, 0, 1, 1, 2, 2]


def test_of_a_file_with_a_mistake_nothing_is_taken_in(ready_instance, lynchpin, tmp_path, count):
    wrong = write_rows(tmp_path / "wrong.csv", [*PAST, a_row(person="P4", value=40), a_row(person="P5", stage="end")])
    report = tmp_path / "mistakes.csv"

    told = lynchpin("outcomes", "import", wrong, "--name", "Leeds", "--report", report)

    assert told.exit_code == 1
    assert "Row 8, value:" in told.err
    assert "Row 9, stage:" in told.err
    assert "Nothing was taken in: 2 mistakes." in told.err
    assert [row["row"] for row in csv.DictReader(report.read_text("utf-8").splitlines())] == ["8", "9"]
    assert count(ImportedCohort) == 0


def test_a_name_that_is_taken_is_told(ready_instance, lynchpin, past):
    lynchpin("outcomes", "import", past, "--name", "Leeds")

    again = lynchpin("outcomes", "import", past, "--name", " Leeds ")

    assert (again.exit_code, "already" in again.err) == (1, True)
    assert lynchpin("outcomes", "remove", "Hull", "--yes").exit_code == 1


def test_an_import_that_is_stopped_leaves_nothing_behind(ready_instance, lynchpin, past, monkeypatch, count):
    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(outcomes, "finish_cohort", stopped)

    told = lynchpin("outcomes", "import", past, "--name", "Leeds")

    assert told.exit_code == 130
    assert [count(table) for table in (ImportedAnswer, ImportedPerson, ImportedCohort)] == [0, 0, 0]


def test_rows_go_in_batches(ready_instance, lynchpin, past, monkeypatch, count):
    monkeypatch.setattr("directory.outcomes.imported.operations.BATCH", 2)

    lynchpin("outcomes", "import", past, "--name", "Leeds")
    assert (count(ImportedPerson), count(ImportedAnswer)) == (3, 6)

    lynchpin("outcomes", "remove", "Leeds", "--yes")
    assert [count(table) for table in (ImportedAnswer, ImportedPerson, ImportedCohort)] == [0, 0, 0]


def test_programs_are_told_in_json(ready_instance, lynchpin, past, tmp_path):
    taken = json.loads(lynchpin("outcomes", "import", past, "--name", "Leeds", "--json").out)
    listed = json.loads(lynchpin("outcomes", "list", "--json").out)
    wrong = lynchpin("outcomes", "import", write_rows(tmp_path / "w.csv", [a_row(age=-1)]), "--name", "X", "--json")

    assert (taken["people"], taken["answers"]) == (3, 6)
    assert [each["name"] for each in listed] == ["Leeds"]
    assert json.loads(wrong.out)["mistakes"][0]["column"] == "age"


def test_who_removes_is_asked_first(ready_instance, lynchpin, past, monkeypatch):
    lynchpin("outcomes", "import", past, "--name", "Leeds")
    monkeypatch.setattr("click.confirm", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))

    lynchpin("outcomes", "remove", "Leeds")

    assert "Leeds" in lynchpin("outcomes", "list").out
