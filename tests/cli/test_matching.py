"""`lynchpin match` for one person: as text, as JSON, and why something was left out."""

import json

import pytest

from directory.cli.matching import NO_GOOD_MATCH, result_as_json, result_as_text
from directory.matching.profile import Profile
from tests.factories.feeds import feed_schedule, feed_service, write_lines
from tests.factories.postcodes import write_postcode_file
from tests.matching.making import make_matcher
from tests.search.making import make_document

MATCHER = make_matcher(make_document("Choir", "singing together"))


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


def test_no_good_match_is_said_with_what_to_do():
    result = MATCHER.match(Profile("asdf qwer"))

    assert result_as_text(result) == NO_GOOD_MATCH
    assert result_as_json(result)["advice"] == NO_GOOD_MATCH
    assert result_as_json(result)["suggestions"] == []


def test_suggestions_need_no_advice():
    found = result_as_json(MATCHER.match(Profile("singing")))

    assert found["advice"] is None
    assert [each["name"] for each in found["suggestions"]] == ["Choir"]


@pytest.mark.parametrize(
    ("said", "is_urgent"),
    [
        pytest.param("I don't want to be here anymore", True, id="heard"),
        pytest.param("of my husband so scared", False, id="may be meant"),
    ],
)
def test_help_lines_come_first(said, is_urgent):
    result = MATCHER.match(Profile(said))

    found = result_as_json(result)
    assert (found["urgent"], found["may_be_urgent"]) == (is_urgent, True)
    assert "Danger to life: call 999" in found["help_lines"]
    assert result_as_text(result).startswith("This may be urgent.\n  - Danger to life: call 999")


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
