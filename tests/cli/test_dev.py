"""`lynchpin dev bench-match`: what matching is worth, on a benchmark."""

import gzip
import json

import pytest

from tests.factories.feeds import feed_id, feed_service, write_lines

SAID = {"id": "s1", "kind": "hobby", "text": "I like knitting"}
JUDGED = {"statement": "s1", "service_id": feed_id("service", 1), "grade": 3}


@pytest.fixture
def bench(tmp_path, empty_instance):
    folder = tmp_path / "bench"
    folder.mkdir()
    write_lines(folder / "statements.jsonl", SAID)
    write_lines(folder / "judgements.jsonl", JUDGED)
    services = [feed_service(1, name="Knit and natter"), feed_service(2, name="Chess club")]
    with gzip.open(folder / "services.ndjson.gz", "wt") as file:
        file.writelines(json.dumps(each) + "\n" for each in services)
    return folder


def test_ways_of_searching_are_measured_side_by_side(bench, lynchpin):
    told = lynchpin("dev", "bench-match", bench, "--json")

    found = json.loads(told.out)
    assert len(found) == 3
    for by_kind in found.values():
        assert by_kind["all"]["means"]["ndcg"] == by_kind["hobby"]["means"]["ndcg"] == 1


def test_the_measures_stand_in_a_table(bench, lynchpin):
    told = lynchpin("dev", "bench-match", bench)

    assert told.exit_code == 0
    assert "2 services, 1 statements" in told.out
    assert "plain text search" in told.out


@pytest.mark.parametrize("name", ["statements.jsonl", "judgements.jsonl", "services.ndjson.gz"])
def test_a_missing_file_is_named(bench, lynchpin, name):
    (bench / name).unlink()

    told = lynchpin("dev", "bench-match", bench)

    assert told.exit_code == 1
    assert name in told.err


def test_a_broken_file_is_told(bench, lynchpin):
    (bench / "judgements.jsonl").write_text("nonsense")

    assert "cannot be read" in lynchpin("dev", "bench-match", bench).err
