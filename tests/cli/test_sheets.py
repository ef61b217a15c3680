"""`lynchpin sheets`: a look first, and then what was wanted and no more."""

import io
import json

import pytest

from directory.catalogue.models.services import Service
from directory.db import make_engine
from tests.factories.sheets import sheet_line, write_sheet


@pytest.fixture
def ready_tables(ready_instance, lynchpin):
    lynchpin("db", "upgrade")


def count_services(url):
    engine = make_engine(url)
    with engine.connect() as connection:
        found = len(connection.execute(Service.__table__.select()).all())
    engine.dispose()
    return found


@pytest.fixture
def sheet(tmp_path):
    def write(*lines, name="groups.csv"):
        return write_sheet(tmp_path / name, *lines)

    return write


def test_check_tells_every_mistake_and_writes_nothing(ready_tables, own_url, lynchpin, sheet):
    told = lynchpin("sheets", "check", sheet(sheet_line(1), sheet_line(2, From="half ten")))

    assert told.exit_code == 1
    assert "1 new, 0 changed, 0 unchanged, 1 wrong." in told.out
    assert "Row 3, From: “half ten” is no time. Write it like 10:30 or 10.30am." in told.err
    assert count_services(own_url) == 0


def test_sound_rows_go_in_beside_wrong_ones(ready_tables, own_url, lynchpin, sheet, tmp_path):
    wrong = tmp_path / "wrong.xlsx"
    path = sheet(sheet_line(1), sheet_line(2, From="half ten"))

    told = lynchpin("sheets", "import", path, "--source", "groups", "--yes", "--wrong", wrong)

    assert (told.exit_code, count_services(own_url)) == (0, 1)
    assert wrong.stat().st_size > 0


def test_all_or_nothing_takes_nothing_in_where_a_row_is_wrong(ready_tables, own_url, lynchpin, sheet):
    path = sheet(sheet_line(1), sheet_line(2, From="half ten"))

    told = lynchpin("sheets", "import", path, "--source", "groups", "--yes", "--all-or-nothing")

    assert (told.exit_code, count_services(own_url)) == (1, 0)
    assert "Nothing was taken in" in told.err


def test_nothing_goes_in_where_somebody_says_no(ready_tables, own_url, lynchpin, sheet, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))

    told = lynchpin("sheets", "import", sheet(sheet_line()), "--source", "groups")

    assert (told.exit_code, count_services(own_url)) == (130, 0)


def test_preview_is_there_as_json(ready_tables, lynchpin, sheet):
    told = lynchpin("sheets", "check", sheet(sheet_line()), "--json")

    shown = json.loads(told.out)
    assert (shown["new"], shown["activities"][0]["rows"]) == (1, [2])


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_template_is_written_in_each_format(empty_instance, lynchpin, tmp_path, ending):
    told = lynchpin("sheets", "template", tmp_path / f"template.{ending}")

    assert told.exit_code == 0
    assert (tmp_path / f"template.{ending}").stat().st_size > 0


def test_template_in_another_format_is_refused(empty_instance, lynchpin, tmp_path):
    told = lynchpin("sheets", "template", tmp_path / "template.pdf")

    assert told.exit_code == 1
    assert "A spreadsheet ends in .xlsx, .ods or .csv, not in .pdf." in told.err
    assert list(tmp_path.glob("*.pdf")) == []
