"""The activities of the fictional town are as varied as those of a real one, and could all take place."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from tests.cli.seed_records import ATTENDING, DAYS, ROOM, STATUSES, activities, people, schedules, venues, words

__all__ = ["activities", "people", "schedules", "venues", "words"]


@pytest.mark.parametrize("taxonomy", ["interests", "needs", "people", "areas"])
def test_activities_are_tagged_with_words_of_the_vocabulary(activities, words, taxonomy):
    unknown = {
        (row["key"], code) for row in activities for code in row.get(taxonomy, ()) if code not in words[taxonomy]
    }

    assert unknown == set()


@pytest.mark.parametrize("taxonomy", ["interests", "needs", "people"])
def test_domains_and_clients_are_tagged_with_words_of_the_vocabulary(people, words, taxonomy):
    rows = (*people["champion_domain"], *people["client"])

    assert {code for row in rows for code in row.get(taxonomy, ())} - words[taxonomy] == set()


def test_every_activity_has_an_interest_or_a_need_and_says_how_far_it_reaches(activities):
    assert [row["key"] for row in activities if not row.get("interests") and not row.get("needs")] == []
    assert [row["key"] for row in activities if not row.get("areas")] == []


def test_activities_are_told_in_40_to_100_words(activities):
    lengths = {row["key"]: len(row["description"].split()) for row in activities}

    assert {key: words for key, words in lengths.items() if not 40 <= words <= 100} == {}


def test_no_two_activities_tell_the_same(activities):
    assert len({row["description"] for row in activities}) == len(activities)
    assert len({row["name"] for row in activities}) == len(activities)


def test_activities_are_open_closed_and_gone(activities):
    statuses = Counter(row.get("status", "active") for row in activities)

    assert set(statuses) == STATUSES
    assert statuses["temporarily closed"] == 3
    assert statuses["inactive"] + statuses["defunct"] >= 2
    assert [row["key"] for row in activities if row.get("status") and "alert" not in row] == []


def test_room_is_told_and_places_only_where_there_is_room(activities):
    told = [row for row in activities if "room" in row]

    assert {row["room"] for row in told} == ROOM
    assert len(told) < len(activities)
    assert [row["key"] for row in activities if "places" in row and row.get("room") != "has room"] == []


def test_costs_are_free_paid_and_unknown(activities):
    amounts = [cost["amount"] for row in activities for cost in row.get("costs", ())]

    assert min(amounts) == 0 < max(amounts)
    assert [row["key"] for row in activities if "costs" not in row]
    assert [amount for amount in amounts if amount != amount.quantize(Decimal("0.01"))] == []


def test_ages_are_in_order(activities):
    assert [row["key"] for row in activities if row.get("minimum_age", 0) > row.get("maximum_age", 120)] == []


def test_nothing_is_for_men_only_and_for_women_only(activities):
    assert [row["key"] for row in activities if row.get("men_only") and row.get("women_only")] == []


def test_nobody_needs_a_referral_and_needs_none(activities):
    assert [row["key"] for row in activities if row.get("no_referral") and row.get("needs_referral")] == []
    assert {"no_referral", "needs_referral", "for_beginners"} <= {field for row in activities for field in row}


def test_listings_are_fresh_stale_and_never_checked(activities):
    checked = [row["checked_days_ago"] for row in activities if "checked_days_ago" in row]

    assert min(checked) < 30
    assert max(checked) > 365
    assert len(checked) < len(activities)


def test_languages_are_codes(activities):
    codes = {code for row in activities for code in row.get("languages", ())}

    assert [code for code in codes if not re.fullmatch(r"[a-z]{2,3}", code)] == []
    assert len(codes) >= 10


def test_what_keeps_an_address_secret_has_no_venue(activities):
    safe = [row for row in activities if row["organization"] == "safe-thread"]

    assert safe
    assert [row["key"] for row in safe if "venues" in row] == []


def test_every_activity_that_runs_has_times(activities):
    assert [
        row["key"] for row in activities if row.get("status", "active") == "active" and "schedules" not in row
    ] == []


def test_days_are_weekdays_and_in_a_month_carry_a_number(schedules):
    weekly = re.compile(rf"({'|'.join(DAYS)})(,({'|'.join(DAYS)}))*")
    monthly = re.compile(rf"(-1|[1-5])({'|'.join(DAYS)})(,(-1|[1-5])({'|'.join(DAYS)}))*")
    shapes = {"WEEKLY": weekly, "MONTHLY": monthly}

    assert [key for key, each in schedules if not shapes[each["freq"]].fullmatch(each["byday"])] == []
    assert {each["freq"] for _, each in schedules} == set(shapes)


def test_times_are_of_the_clock_and_end_after_they_begin(schedules):
    clock = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
    wrong = [
        key
        for key, each in schedules
        if not (clock.fullmatch(each["opens_at"]) and clock.fullmatch(each["closes_at"]))
        or each["opens_at"] >= each["closes_at"]
    ]

    assert wrong == []


def test_ways_of_attending_are_those_of_the_standard(schedules):
    assert {each["attending_type"] for _, each in schedules} == ATTENDING


def test_a_schedule_has_a_venue_of_its_activity_just_where_it_is_at_one(activities):
    wrong = [
        row["key"]
        for row in activities
        for each in row.get("schedules", ())
        if (each["attending_type"] == "venue") != (each.get("venue") in row.get("venues", ()))
        or ("venue" in each) != (each["attending_type"] == "venue")
    ]

    assert wrong == []


def test_every_other_week_is_counted_from_a_day(schedules):
    spaced = [(key, each) for key, each in schedules if "interval" in each]

    assert spaced
    assert [key for key, each in spaced if each["interval"] < 2 or "starts_in_days" not in each] == []


def test_courses_end_after_they_begin(schedules):
    assert [key for key, each in schedules if each.get("starts_in_days", -999) >= each.get("ends_in_days", 999)] == []
    assert [key for key, each in schedules if each.get("ends_in_days", 1) < 0] == []


def test_there_is_something_on_every_day_and_in_the_evening(schedules):
    evenings = {
        day for _, each in schedules if each["opens_at"] >= "17:00" for day in re.findall("[A-Z]{2}", each["byday"])
    }
    daytime = {
        day for _, each in schedules if each["opens_at"] < "17:00" for day in re.findall("[A-Z]{2}", each["byday"])
    }

    assert evenings == daytime == set(DAYS)
