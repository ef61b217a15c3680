"""`lynchpin match` for one person: as text, as JSON, and why something was left out."""

import json

import pytest

from tests.factories.feeds import feed_schedule, feed_service, write_lines
from tests.factories.postcodes import write_postcode_file


@pytest.fixture
def catalogue(ready_instance, lynchpin, tmp_path):
    services = [feed_service(1, name="Tea and talk"), feed_service(2, name="Chess club")]
    lynchpin("import", write_lines(tmp_path / "feed.ndjson", *services))


def test_activities_are_told_with_their_reasons(catalogue, lynchpin):
    told = lynchpin("match", "a cup of tea", "--top", 1)

    assert told.exit_code == 0
    assert " 1. Tea and talk" in told.out
    assert told.err == ""


def test_why_not_is_told_below(catalogue, lynchpin):
    told = lynchpin("match", "a cup of tea", "--top", 1, "--why-not", "chess")

    assert told.out.splitlines()[-1].startswith("Chess club: ")
    assert told.out.splitlines()[-2] == ""


def test_why_not_of_something_unknown_says_so(catalogue, lynchpin):
    told = lynchpin("match", "a cup of tea", "--why-not", "bingo")

    assert told.out.endswith("No activity has “bingo” in its name.\n")


def test_json_stays_json_whatever_is_asked(catalogue, lynchpin):
    plain, asked = (
        json.loads(lynchpin("match", "a cup of tea", "--top", 1, "--json", *more).out)
        for more in ([], ["--why-not", "chess"])
    )

    assert "why_not" not in plain
    assert [each["name"] for each in asked["why_not"]] == ["Chess club"]
    assert asked["suggestions"] == plain["suggestions"]


@pytest.mark.parametrize(
    ("near", "told"),
    [
        ("nowhere", "Enter a postcode, like LS11 8ND"),
        ("ZE1 0AA", "We cannot find this postcode"),
        ("BT1 1AA", "Northern"),
    ],
)
def test_a_place_that_is_not_known_is_told_by_its_option(ready_instance, lynchpin, tmp_path, monkeypatch, near, told):
    write_postcode_file(tmp_path / "postcodes.bin", {"LS11 8ND": (53.78, -1.55)})
    monkeypatch.setenv("LYNCHPIN_POSTCODE_FILE", str(tmp_path / "postcodes.bin"))

    failed = lynchpin("match", "tea", "--near", near)

    assert (failed.exit_code, failed.out) == (1, "")
    assert failed.err.startswith("Error: What stands after --near has no place. ")
    assert told in failed.err
    assert failed.err.endswith(".\n")
    assert near not in failed.err


def test_an_empty_catalogue_says_how_to_fill_it(ready_instance, lynchpin):
    told = lynchpin("match", "tea")

    assert told.exit_code == 1
    assert "lynchpin import FILE" in told.err


def test_listings_are_not_put_to_a_model_that_is_switched_off(ready_instance, lynchpin):
    told = lynchpin("meanings")

    assert (told.exit_code, told.out) == (0, "The language model is switched off by LYNCHPIN_SEMANTIC.\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(["--when", "tue morning", "--most-cost", "3"], ["Walking group"], id="within the limits"),
        pytest.param(["--when", "weekend"], [], id="at other times"),
        pytest.param(["--by", "phone"], [], id="another way"),
    ],
)
def test_limits_leave_out(ready_instance, lynchpin, tmp_path, words, found):
    times = [{**feed_schedule(1), "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "11:00"}]
    lynchpin("import", write_lines(tmp_path / "feed.ndjson", feed_service(1, name="Walking group", schedules=times)))

    told = json.loads(lynchpin("match", "walking", "--json", *words).out)

    assert [each["name"] for each in told["suggestions"]] == found
    assert sum(told["left_out"].values()) == 1 - len(found)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--when", "noonish"], "“noonish” is no day and no part of one", id="times"),
        pytest.param(["--most-cost", "cheap"], "Give --most-cost in pounds", id="cost"),
    ],
)
def test_limits_that_cannot_be_read_are_told(ready_instance, lynchpin, words, message):
    told = lynchpin("match", "walking", *words)

    assert told.exit_code == 2
    assert message in told.err


def match_as_json(lynchpin, *words):
    return json.loads(lynchpin("match", *words, "--json").out)


def test_what_was_heard_and_is_not_meant_is_set_aside(catalogue, lynchpin):
    lynchpin("db", "upgrade")  # with it comes the vocabulary

    before = match_as_json(lynchpin, "I feel lonely")
    by_code, by_name = (
        match_as_json(lynchpin, "I feel lonely", "--not-meant", each) for each in ("loneliness", "Loneliness")
    )

    assert ([each["code"] for each in before["heard"]], before["set_aside"]) == (["loneliness"], [])
    assert (by_code["heard"], [each["code"] for each in by_code["set_aside"]]) == ([], ["loneliness"])
    assert by_name == by_code


def test_what_is_not_meant_has_to_be_something(catalogue, lynchpin):
    told = lynchpin("match", "I feel lonely", "--not-meant", "lonelyness")

    assert told.exit_code == 2
    assert "nothing is called “lonelyness”" in told.err
    assert lynchpin("match", "I am 70 and lonely", "--not-meant", "told-age").exit_code == 0
