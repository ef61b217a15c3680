"""One time of a listing, told in plain questions."""

import html
from datetime import date, timedelta

import pytest

from directory import clock
from directory.catalogue.history.edits import find_draft
from directory.catalogue.models.schedules import Schedule, ScheduleException
from directory.catalogue.models.services import ServiceAtLocation
from tests.factories.catalogue import make_location, make_service
from tests.staff.conftest import in_boxes, new_key
from tests.staff.writing.times.conftest import different, times_of

NEXT_YEAR = str(clock.today().year + 1)


@pytest.fixture
def new(listing):
    return f"{times_of(listing)}/new"


@pytest.fixture
def known(db, listing):
    """The address of the time that the listing has."""
    return f"{times_of(listing)}/{db.query(Schedule).one().id}"


def added(found):
    """The one schedule that is not the Tuesday of the listing."""
    (row,) = [row for row in found["schedule"] if row["byday"] != "TU"]
    return row


def test_second_monday_is_added_beside_the_old_time(send, new, listing, drafted):
    answer = send(
        new, often="weeks of the month", month_weeks=["2"], month_days=["MO"], opens_at="2pm", closes_at="3:30pm"
    )

    row = added(drafted(listing))
    assert answer.location.endswith("/write/times")
    assert (row["freq"], row["byday"], row["opens_at"], row["closes_at"]) == ("MONTHLY", "2MO", "14:00:00", "15:30:00")
    assert row["service_id"] == str(listing.id)


def test_new_time_sent_twice_is_added_once(coordinator, new, listing, drafted, send):
    twice = {"often": "weeks", "days": ["FR"], "submission_key": new_key()}

    send(new, **twice)
    send(new, **twice)

    assert len(drafted(listing)["schedule"]) == 2


def test_fortnight_needs_a_date_on_which_it_is_on(send, new, listing, drafted):
    fortnightly = {"often": "weeks", "days": ["MO"], "every_weeks": "2"}

    refused = send(new, **fortnightly)
    send(new, **fortnightly, dtstart=["2", "11", NEXT_YEAR])

    assert "Enter a date on which it is on" in refused.text
    row = added(drafted(listing))
    assert (row["interval"], row["dtstart"]) == (2, f"{NEXT_YEAR}-11-02")


def test_course_is_counted_from_its_first_date(send, new, listing, drafted):
    send(new, often="weeks", days=["WE"], dtstart=["6", "10", NEXT_YEAR], count="6")

    assert added(drafted(listing))["count"] == 6


def test_what_is_on_once_or_varies_has_no_rule(send, new, listing, drafted):
    send(new, often="once", dtstart=["5", "6", NEXT_YEAR])
    once = added(drafted(listing))
    send(new, often="in words", description="Most weekends in summer")

    in_words = next(row for row in drafted(listing)["schedule"] if row["description"])
    assert (once["freq"], once["dtstart"]) == (None, f"{NEXT_YEAR}-06-05")
    assert (in_words["freq"], in_words["description"]) == (None, "Most weekends in summer")


def test_old_time_is_changed_and_what_was_not_asked_stays(send, db, listing, known, drafted):
    db.query(Schedule).one().wkst = "SU"
    db.flush()

    send(known, often="weeks", days=["TU", "TH"], opens_at="10:30", schedule_link="https://becklane.example/dates")

    (row,) = drafted(listing)["schedule"]
    assert (row["byday"], row["wkst"], row["schedule_link"]) == ("TU,TH", "SU", "https://becklane.example/dates")
    assert known.endswith(row["id"])


def test_term_time_and_bank_holidays_are_kept(send, known, listing, drafted):
    send(known, often="weeks", days=["TU"], bank_holidays="closed", school_holidays="term time")

    kept = {(row["calendar"], row["observance"]) for row in drafted(listing)["schedule_observance"]}
    assert kept == {("bank holidays", "closed"), ("school holidays", "closed")}


def test_dates_that_differ_are_kept_with_why(send, known, listing, drafted):
    send(
        known,
        often="weeks",
        days=["TU"],
        **different(0, kind="closed", starts_on=f"1 4 {NEXT_YEAR}", ends_on=f"9 4 {NEXT_YEAR}", reason="Easter"),
        **different(1, kind="extra", starts_on=f"3 5 {NEXT_YEAR}", opens_at="2pm"),
        **different(2, kind="moved", starts_on=f"4 5 {NEXT_YEAR}", moved_to=f"5 5 {NEXT_YEAR}"),
    )

    rows = drafted(listing)["schedule_exception"]
    told = sorted((row["starts_on"][5:], row["ends_on"][5:], row["kind"], row["reason"]) for row in rows)
    assert told == [
        ("04-01", "04-09", "closed", "Easter"),
        ("05-03", "05-03", "extra", None),
        ("05-04", "05-04", "closed", f"moved to 5 May {NEXT_YEAR}"),
        ("05-05", "05-05", "extra", f"instead of 4 May {NEXT_YEAR}"),
    ]


def test_dates_that_are_over_stay_and_those_to_come_are_shown(send, coordinator, db, listing, known, drafted):
    day = clock.today()
    over, coming = (
        ScheduleException(kind="closed", starts_on=on, ends_on=on) for on in (day - timedelta(9), day + timedelta(9))
    )
    db.query(Schedule).one().exceptions = [over, coming]
    db.flush()
    page = coordinator[0].get(known).text

    send(known, often="weeks", days=["TU"])

    assert page.count("Different date") == 1
    assert [row["id"] for row in drafted(listing)["schedule_exception"]] == [str(over.id)]


def test_break_in_august_is_kept_for_three_years_and_shown_as_a_month(send, coordinator, listing, known, drafted):
    send(known, often="weeks", days=["TU"], months_off=["8"])

    rows = drafted(listing)["schedule_exception"]
    assert len({row["starts_on"] for row in rows}) == 3
    assert {row["ends_on"][4:] for row in rows} == {"-08-31"}
    assert "not in August" in coordinator[0].get(times_of(listing)).text


def test_time_can_belong_to_one_of_several_places(send, coordinator, db, listing, known, drafted):
    elsewhere = ServiceAtLocation(location=make_location(db))
    listing.places.append(elsewhere)
    db.flush()
    page = coordinator[0].get(known).text

    send(known, often="weeks", days=["TU"], place=str(elsewhere.id))
    there = drafted(listing)["schedule"][0]
    send(known, often="weeks", days=["TU"], place="")

    assert "At every place" in page
    assert (there["service_id"], there["service_at_location_id"]) == (None, str(elsewhere.id))
    assert drafted(listing)["schedule"][0]["service_id"] == str(listing.id)


def test_one_place_is_not_asked_about(coordinator, known):
    assert "At every place" not in coordinator[0].get(known).text


def test_dates_are_shown_before_anything_is_kept(send, coordinator, db, new, listing):
    answer = send(new, to="/dates", then="dates", often="weeks", days=["FR"], opens_at="10:30", months_off=["8"])

    page = html.unescape(answer.text)
    assert answer.status_code == 200
    assert "Every Friday, from 10:30am; not in August" in page
    assert "The next dates would be" in page
    assert page.count("Friday") > 4
    assert find_draft(db, coordinator[1], listing) is None


def test_dates_of_what_cannot_be_used_are_not_shown(send, new):
    answer = send(new, to="/dates", then="dates", often="weeks")

    assert answer.status_code == 422
    assert "Choose at least one day" in answer.text
    assert "once every answer can be used" in answer.text


def test_row_for_a_date_is_added_and_removed_without_keeping_anything(send, coordinator, db, known, listing):
    typed = {
        "often": "weeks",
        "notes": "Ring first",
        **different(0, reason="Easter"),
        **different(1, reason="Painting"),
    }

    more = send(known, to="/dates", then="another", **typed).text
    fewer = send(known, to="/dates", remove="0", **typed).text

    assert more.count("Different date") == 3
    assert fewer.count("Different date") == 1
    assert "Painting" in fewer
    assert "Easter" not in fewer
    assert "Ring first" in fewer
    assert find_draft(db, coordinator[1], listing) is None


def test_rule_that_questions_cannot_tell_stays_while_the_rest_is_changed(
    send, coordinator, db, listing, known, drafted
):
    db.query(Schedule).one().byweekno = "20"
    db.flush()

    page = coordinator[0].get(known).text
    send(known, often="as it is", notes="Ring first")

    (row,) = drafted(listing)["schedule"]
    assert "These questions cannot tell it" in page
    assert (row["byweekno"], row["notes"]) == ("20", "Ring first")


def test_only_what_cannot_be_told_may_stay_as_it_is(send, new, known):
    assert send(new, often="as it is").status_code == 422
    assert send(known, often="as it is").status_code == 422


def test_nothing_is_drafted_where_the_answers_say_what_stands_there(send, coordinator, db, listing, known):
    db.query(Schedule).one().attending_type = "venue"
    db.flush()

    send(known, often="weeks", days=["TU"], opens_at="10:30", closes_at="midday")

    assert find_draft(db, coordinator[1], listing) is None


WEEKLY = {"often": "weeks", "days": ["MO"]}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Choose how often it is on"),
        ({"often": "once"}, "Enter the date"),
        ({"often": "once", "dtstart": ["1", "2", NEXT_YEAR], "count": "3"}, "Leave this empty for one day only"),
        ({**WEEKLY, "opens_at": "half ten"}, "Enter a time, like 10:30 or 2pm"),
        ({**WEEKLY, "opens_at": "3pm", "closes_at": "2pm"}, "It must end after it begins"),
        ({**WEEKLY, "dtstart": ["31", "2", NEXT_YEAR]}, "Enter a real date"),
        ({**WEEKLY, "count": "3"}, "Enter the first date, so that the times can be counted"),
        ({**WEEKLY, "until": ["1", "2", NEXT_YEAR], "count": "3"}, "Enter a last date or a number of times, not both"),
        (
            {**WEEKLY, **in_boxes("dtstart", date(2027, 2, 1)), **in_boxes("until", date(2027, 1, 1))},
            "The last date must not be before the first",
        ),
        ({**WEEKLY, "months_off": [str(month) for month in range(1, 13)]}, "Leave at least one month"),
        ({**WEEKLY, "schedule_link": "javascript:alert(1)"}, "Enter a web address that starts with https://"),
        ({**WEEKLY, **different(0, reason="Easter")}, "Choose what is different"),
        ({**WEEKLY, **different(0, kind="closed")}, "Enter the date"),
        ({**WEEKLY, **different(0, kind="moved", starts_on="1 2 2027")}, "Enter the new date"),
        (
            {**WEEKLY, **different(0, kind="moved", starts_on="1 2 2027", moved_to="1 2 2027")},
            "Enter another date than the usual one",
        ),
        (
            {**WEEKLY, **different(0, kind="closed", starts_on="1 2 2027", opens_at="2pm")},
            "Leave the times empty where it is not on",
        ),
        ({**WEEKLY, **different(0, kind="extra", starts_on="1 2 2027", closes_at="2pm")}, "Enter when it begins"),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(send, coordinator, db, new, listing, typed, said):
    answer = send(new, notes="Ring first", **typed)

    page = html.unescape(answer.text)
    assert answer.status_code == 422
    assert said in page
    assert "Ring first" in page
    assert find_draft(db, coordinator[1], listing) is None


def test_time_of_another_listing_is_not_found(coordinator, db, listing):
    elsewhere = make_service(db, "Choir").schedules[0]

    assert coordinator[0].get(f"{times_of(listing)}/{elsewhere.id}").status_code == 404
