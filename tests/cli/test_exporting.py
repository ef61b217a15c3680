"""`lynchpin export`: the ending says the format, and an older file stays until the new one is whole."""

import pytest

from tests.factories.feeds import feed_service, write_lines


@pytest.fixture
def filled(ready_instance, lynchpin, tmp_path):
    lynchpin("import", write_lines(tmp_path / "feed.ndjson", feed_service(1), feed_service(2)), "--source", "feed")


@pytest.mark.parametrize("ending", ["ndjson", "zip", "geojson", "xlsx", "ods", "csv"])
def test_catalogue_is_written_in_the_format_of_the_ending(filled, lynchpin, tmp_path, ending):
    told = lynchpin("export", tmp_path / f"all.{ending}")

    assert told.exit_code == 0
    assert "2 " in told.err
    assert (tmp_path / f"all.{ending}").stat().st_size > 0


def test_only_one_source_is_exported_where_that_is_asked(filled, lynchpin, tmp_path):
    told = lynchpin("export", tmp_path / "all.ndjson", "--source", "nobody")

    assert "0 activities" in told.err


def test_unknown_ending_is_told_with_those_there_are(empty_instance, lynchpin, tmp_path):
    told = lynchpin("export", tmp_path / "all.pdf")

    assert told.exit_code == 2
    assert "--format" in told.err
    assert not (tmp_path / "all.pdf").exists()
