"""`lynchpin import`: what is told, what is written, and how it ends."""

import csv
import json

import pytest

from directory.exchange.formats import Format
from tests.factories.feeds import feed_service, write_lines

BROKEN = b'{"id": "x"'


@pytest.fixture
def feed(tmp_path):
    """Writes a file of these records."""

    def write(*records, name="feed.ndjson"):
        return write_lines(tmp_path / name, *records)

    return write


def test_what_was_taken_in_is_told(ready_instance, lynchpin, feed):
    told = lynchpin("import", feed(feed_service(1), feed_service(2)))

    assert (told.exit_code, told.err) == (0, "")
    assert told.out.startswith("2 new, 0 changed, 0 unchanged, 0 refused in ")


def test_the_format_can_be_said_by_its_name(ready_instance, lynchpin, feed):
    path = feed(feed_service(1))

    told = [lynchpin("import", path, "--format", each.value) for each in (Format.ORUK_3, Format.TABULAR)]

    assert [each.exit_code for each in told] == [0, 1]


def test_the_summary_comes_as_json_with_refusals_beside_it(ready_instance, lynchpin, feed):
    told = lynchpin("import", feed(feed_service(1), BROKEN), "--json")

    assert json.loads(told.out)["new"] == 1
    assert told.err.startswith("  line 2: the record is not JSON")


@pytest.mark.parametrize(
    ("records", "exit_code"),
    [
        pytest.param([feed_service(1), BROKEN], 0, id="some was refused"),
        pytest.param([BROKEN, BROKEN], 1, id="all was refused"),
        pytest.param([], 1, id="there was nothing"),
    ],
)
def test_an_import_fails_where_nothing_went_in(ready_instance, lynchpin, feed, records, exit_code):
    assert lynchpin("import", feed(*records)).exit_code == exit_code


def test_what_was_refused_is_written_to_the_report(ready_instance, lynchpin, feed, tmp_path):
    report = tmp_path / "refused.csv"

    told = lynchpin("import", feed(feed_service(1), BROKEN), "--report", report)

    [row] = csv.DictReader(report.read_text().splitlines())
    assert (row["number"], row["unit"]) == ("2", "line")
    assert f"What was refused is in {report}." in told.err


def test_the_file_to_import_is_never_written_over(ready_instance, lynchpin, feed, tmp_path):
    path = feed(feed_service(1))
    (tmp_path / "link.csv").symlink_to(path)
    before = path.read_bytes()

    told = [lynchpin("import", path, "--report", each) for each in (path, tmp_path / "link.csv")]

    assert [each.exit_code for each in told] == [2, 2]
    assert "is the file to import" in told[0].err
    assert path.read_bytes() == before


def test_the_database_is_never_written_over(upgraded_instance, lynchpin, feed):
    database = upgraded_instance / "lynchpin.db"

    told = lynchpin("import", feed(feed_service(1)), "--report", database)

    assert (told.exit_code, "is the database" in told.err) == (2, True)
    assert database.read_bytes().startswith(b"SQLite format 3")


def test_an_import_that_fails_leaves_the_older_report(upgraded_instance, lynchpin, feed, tmp_path):
    report = tmp_path / "refused.csv"
    report.write_text("older")

    told = lynchpin("import", feed(b"\xff\xfe[\0]\0"), "--report", report)

    assert told.exit_code == 1
    assert told.err == (f"Error: This file is in UTF-16; Open Referral feeds are in UTF-8. {report} was not written.\n")
    assert report.read_text() == "older"


def test_a_file_cut_short_fails_and_reports_what_was_read(ready_instance, lynchpin, tmp_path):
    path, report = tmp_path / "feed.json", tmp_path / "refused.csv"
    path.write_text("[" + json.dumps(feed_service(1)) + ', {"id": 7},')

    told = lynchpin("import", path, "--report", report)

    assert told.exit_code == 1
    assert "The file was not read to its end" in told.out
    assert len(report.read_text().splitlines()) == 2


def test_a_report_that_cannot_be_written_is_told_before_anything_goes_in(ready_instance, lynchpin, feed, tmp_path):
    path = feed(feed_service(1))

    told = lynchpin("import", path, "--report", tmp_path / "nowhere" / "refused.csv")

    assert told.exit_code == 1
    assert told.err.endswith(f"cannot be written: there is no folder {tmp_path}/nowhere.\n")
    assert lynchpin("import", path).out.startswith("1 new")


def test_a_file_that_came_under_another_name_is_stopped_with_words_on_how_to_go_on(ready_instance, lynchpin, feed):
    services = [feed_service(each) for each in range(1, 4)]
    lynchpin("import", feed(*services), "--source", "the council's")

    stopped = lynchpin("import", feed(*services, name="copy.ndjson"))

    assert stopped.exit_code == 1
    assert stopped.err.count("\n") == 1
    assert "from the source “the council's”. Nothing was taken in. Add --source 'the council'\"'\"'s'" in stopped.err


@pytest.mark.parametrize(
    ("source", "told"),
    [
        pytest.param("council", "0 new, 0 changed, 3 unchanged", id="the one it is"),
        pytest.param("b", "3 new", id="new"),
    ],
)
def test_where_a_source_is_named_it_counts(ready_instance, lynchpin, feed, source, told):
    services = [feed_service(each) for each in range(1, 4)]
    lynchpin("import", feed(*services), "--source", "council")

    done = lynchpin("import", feed(*services, name="copy.ndjson"), "--source", source)

    assert (done.exit_code, done.out.startswith(told)) == (0, True)
