"""The times of a listing, one after another."""

import html
import re

from directory.accounts.actor import Role
from directory.catalogue.models.schedules import Schedule
from tests.factories.catalogue import make_schedule, make_service
from tests.staff.conftest import hidden, new_key
from tests.staff.writing.times.conftest import times_of


def test_each_time_is_told_with_its_next_four_dates(coordinator, listing):
    page = html.unescape(coordinator[0].get(times_of(listing)).text)

    assert "Every Tuesday, 10:30am to midday" in page
    assert len(re.findall(r"Tuesday \d+ \w+ \d{4}, 10:30am", page)) == 4


def test_what_is_on_next_comes_first(coordinator, db):
    listing = make_service(db)
    listing.schedules = [make_schedule(None, None, description="Sometimes"), make_schedule("MO")]
    db.flush()

    page = coordinator[0].get(times_of(listing)).text

    assert page.index("Every Monday") < page.index("Sometimes")


def test_listing_without_times_asks_for_one(coordinator, db):
    listing = make_service(db)
    listing.schedules = []
    db.flush()

    page = coordinator[0].get(times_of(listing)).text

    assert "No times yet" in page
    assert "/write/times/new" in page


def test_time_is_taken_out_of_the_draft_alone(coordinator, db, listing, drafted):
    schedule = db.query(Schedule).one()

    answer = coordinator[0].post(f"{times_of(listing)}/{schedule.id}/remove", data={"submission_key": new_key()})

    assert answer.location.endswith("/write/times")
    assert drafted(listing)["schedule"] == []
    assert db.query(Schedule).count() == 1


def test_time_of_another_listing_cannot_be_taken_out(coordinator, db, listing, drafted):
    elsewhere = make_service(db, "Choir").schedules[0]

    answer = coordinator[0].post(f"{times_of(listing)}/{elsewhere.id}/remove", data={"submission_key": new_key()})

    assert answer.status_code == 404
    assert len(drafted(listing)["schedule"]) == 1


def test_published_times_are_the_ones_that_were_drafted(sign_in, listing):
    browser, _ = sign_in(Role.EDITOR)
    new = f"{times_of(listing)}/new"
    answers = {"often": "weeks", "days": ["FR"], "attending_type": "venue", "bank_holidays": "open"}
    seen = hidden(browser.get(new).text, "seen")
    browser.post(new, data={"submission_key": new_key(), "seen": seen, **answers})
    version = hidden(browser.get(f"/staff/activities/{listing.id}/write").text, "version")

    published = {"submission_key": new_key(), "version": version}
    browser.post(f"/staff/activities/{listing.id}/write/publish", data=published)

    page = browser.get(f"/activities/{listing.id}").text
    assert "Every Friday; bank holidays too" in page
    assert "Every Tuesday" in page
