"""When an activity is on, told in plain questions."""

import html
import re
from datetime import time

import pytest

from directory.accounts.actor import Role
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.models.schedules import Schedule
from directory.staff.writing.times import read_time, shown_pattern, typed_pattern
from tests.factories.catalogue import make_schedule, make_service
from tests.staff.conftest import hidden, new_key


@pytest.fixture
def coordinator(sign_in):
    return sign_in(Role.COORDINATOR)


@pytest.fixture
def listing(db):
    return make_service(db, "Walking group")


def address(service) -> str:
    return f"/staff/activities/{service.id}/write/times"


def row(number, /, **answers):
    return {f"rows-{number}-{name.replace('__', '-')}": value for name, value in answers.items()}


def save(browser, service, **answers):
    page = browser.get(address(service)).text
    return browser.post(address(service), data={"submission_key": new_key(), "seen": hidden(page, "seen"), **answers})


def drafted(db, actor, service, table):
    db.expire_all()
    return drafted_values(db, service, find_draft(db, actor, service.id), (table,))[table]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:30", time(10, 30)),
        ("2pm", time(14)),
        ("2.15 PM", time(14, 15)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("14.00", time(14)),
        ("14", None),
        ("25:00", None),
        ("13pm", None),
        ("noon", None),
    ],
)
def test_times_are_read_as_people_type_them(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize("often", ["weekly", "fortnightly", "1", "2", "3", "4", "-1"])
def test_what_the_questions_say_is_shown_by_them_again(often):
    row = {**typed_pattern(often, ["MO", "TH"]), "dtstart": None}

    assert shown_pattern(row) == (often, ["MO", "TH"])


@pytest.mark.parametrize(
    "rule",
    [
        {"freq": "MONTHLY", "bymonthday": "15"},
        {"freq": "WEEKLY", "byday": "MO", "interval": 3},
        {"freq": "MONTHLY", "byday": "1MO,3MO"},
        {"freq": "WEEKLY", "byday": "MO", "count": 6},
    ],
    ids=["a day of the month", "every third week", "twice a month", "six times"],
)
def test_rules_the_questions_cannot_tell_stay_as_they_are(rule):
    blank = dict.fromkeys(("freq", "byday", "interval", "bymonthday", "byweekno", "byyearday", "count", "dtstart"))

    assert shown_pattern({**blank, **rule}) == ("as it is", [])


def test_page_tells_the_next_four_dates(coordinator, listing):
    page = html.unescape(coordinator[0].get(address(listing)).text)

    assert len(re.findall(r"Tuesday \d+ \w+ \d{4}, 10:30am", page)) == 4


def test_new_time_is_added_and_the_old_one_changed(coordinator, db, listing):
    browser, actor = coordinator
    known = hidden(browser.get(address(listing)).text, "rows-0-row_id")

    save(
        browser,
        listing,
        **row(0, row_id=known, days=["WE"], often="weekly", opens_at="2pm", closes_at="3:30pm", attending_type="venue"),
        **row(1, days=["FR"], often="-1", opens_at="19:00", attending_type="online", school_holidays="closed"),
        **row(2, attending_type="venue"),
    )

    schedules = {each["byday"]: each for each in drafted(db, actor, listing, "schedule")}
    assert schedules.keys() == {"WE", "-1FR"}
    assert (schedules["WE"]["id"], schedules["WE"]["closes_at"]) == (known, "15:30:00")
    assert (schedules["-1FR"]["freq"], schedules["-1FR"]["attending_type"]) == ("MONTHLY", "online")
    (observed,) = drafted(db, actor, listing, "schedule_observance")
    assert observed["schedule_id"] == schedules["-1FR"]["id"]
    assert (observed["calendar"], observed["observance"]) == ("school holidays", "closed")


def test_published_times_are_the_ones_that_were_drafted(sign_in, db, listing):
    browser, _ = sign_in(Role.EDITOR)
    save(browser, listing, **row(0, days=["FR"], often="weekly", attending_type="venue", bank_holidays="ask"))
    task_list = f"/staff/activities/{listing.id}/write"
    version = hidden(browser.get(task_list).text, "version")

    browser.post(f"{task_list}/publish", data={"submission_key": new_key(), "version": version})

    db.expire_all()
    assert [each.byday for each in db.query(Schedule).all()] == ["FR"]
    assert "Every Friday" in browser.get(f"/activities/{listing.id}").text


def test_rule_that_stays_as_it_is_keeps_its_days(coordinator, db, listing):
    browser, actor = coordinator
    listing.schedules = [make_schedule(None, "MONTHLY", bymonthday="15")]
    db.flush()
    known = hidden(browser.get(address(listing)).text, "rows-0-row_id")

    save(browser, listing, **row(0, row_id=known, often="as it is", attending_type="venue", notes="Ring first"))

    (schedule,) = drafted(db, actor, listing, "schedule")
    assert (schedule["bymonthday"], schedule["notes"]) == ("15", "Ring first")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": ["MO"]}, "Choose how often"),
        ({"often": "weekly"}, "Choose at least one day"),
        ({"often": "fortnightly", "days": ["MO"]}, "Enter a date on which it is on"),
        ({"often": "once"}, "Enter the date"),
        ({"often": "weekly", "days": ["MO"], "opens_at": "half ten"}, "Enter a time"),
        ({"often": "weekly", "days": ["MO"], "opens_at": "3pm", "closes_at": "2pm"}, "It must end after it begins"),
        ({"often": "once", "dtstart": ["31", "2", "2027"]}, "Enter a real date"),
        (
            {"often": "weekly", "days": ["MO"], "dtstart": ["1", "2", "2027"], "until": ["1", "1", "2027"]},
            "The last date must not be before the first",
        ),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(coordinator, db, listing, typed, said):
    browser, actor = coordinator

    answer = save(browser, listing, **row(0, attending_type="venue", notes="Ring first", **typed))

    assert answer.status_code == 422
    assert said in html.unescape(answer.text)
    assert "Ring first" in answer.text
    assert find_draft(db, actor, listing.id) is None
