"""What `lynchpin match` answers: as text, and as data that leaves out nothing that the text says."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.cli.match_answers import NO_GOOD_MATCH, result_as_json, result_as_text
from directory.matching.profile import Profile, Recommended
from tests.factories.catalogue import make_service
from tests.matching.making import LONELINESS, make_matcher
from tests.search.making import LEEDS, make_document

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MATCHER = make_matcher(make_document("Choir", "singing together"))


def test_no_good_match_is_said_with_what_to_do():
    result = MATCHER.match(Profile("asdf qwer"))

    assert result_as_text(result) == NO_GOOD_MATCH
    assert result_as_json(result, {}, NOW)["advice"] == NO_GOOD_MATCH
    assert result_as_json(result, {}, NOW)["suggestions"] == []


def test_suggestions_need_no_advice():
    found = result_as_json(MATCHER.match(Profile("singing")), {}, NOW)

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

    found = result_as_json(result, {}, NOW)
    assert (found["urgent"], found["may_be_urgent"]) == (is_urgent, True)
    assert "Danger to life: call 999" in found["help_lines"]
    assert result_as_text(result).startswith("This may be urgent.\n  - Danger to life: call 999")


def test_every_reason_says_its_kind_what_it_is_made_of_and_how_it_stands():
    lunch = make_document("Lunch", "a lunch club", points=(LEEDS,), room="full", assured_on=date(2025, 1, 6))
    given = Recommended(lunch.service_id, "loneliness", "Loneliness", "Men", "They wait")
    asked = Profile(
        "I am lonely", point=LEEDS, may_be_full=True, age=70, today=date(2026, 11, 23), recommended=(given,)
    )

    [told] = result_as_json(make_matcher(lunch).match(asked), {}, NOW)["suggestions"]

    reasons = {each.pop("kind"): each for each in told["reasons"]}
    assert reasons["need_heard"]["need"] == LONELINESS.name
    assert reasons["need_heard"]["said"] == ("lonely",)
    assert reasons["recommended"] == {
        "stands": "for",
        "sentence": "The champion for Men recommends it for loneliness: They wait.",
        "domain": "Men",
        "need": "Loneliness",
        "words": "They wait",
    }
    assert reasons["away"]["distance_m"] == 0
    assert reasons["full"]["stands"] == "against"
    assert (reasons["not_known"]["stands"], reasons["not_known"]["what"]) == ("not known", "ages")
    assert reasons["not_checked_lately"]["checked_on"] == told["last_checked"] == "2025-01-06"


def test_times_cost_and_room_are_those_of_the_listing(db):
    service = make_service(db, "Choir")
    matcher = make_matcher(replace(make_document("Choir", "singing"), service_id=service.id))

    [told] = result_as_json(matcher.match(Profile("singing")), {service.id: service}, NOW)["suggestions"]

    assert {name: told[name] for name in ("next_on", "next_at", "ask_first", "cost", "room", "last_checked")} == {
        "next_on": "2026-11-24",
        "next_at": "10:30",
        "ask_first": False,
        "cost": "Free",
        "room": None,
        "last_checked": None,
    }


def test_an_age_that_was_told_is_told():
    told = result_as_json(MATCHER.match(Profile("I'm 70 and like singing")), {}, NOW)

    assert (told["age"]["years"], told["age"]["words"]) == (70, "i'm 70")
