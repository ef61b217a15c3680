"""A diary that another calendar follows: initials alone, at the right time."""

from datetime import time

import pytest
from icalendar import Calendar

from directory.accounts.models import Scheme
from directory.casework.assessment.assessing import NotHeldInput, note_not_held, plan_assessment
from directory.casework.support_sessions.calendar_links import make_calendar_link
from directory.casework.support_sessions.inputs import OutcomeInput
from directory.casework.support_sessions.models import Way
from directory.casework.support_sessions.recording import record_outcome
from directory.casework.support_sessions.states import SessionReason, SessionState
from directory.clock import UK
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_home_assessment, wanted_assessment
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_support_session, make_visit


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def address(db, coordinator):
    token = make_calendar_link(db, coordinator[1])
    db.commit()
    return f"/staff/diary/calendar/{token}.ics"


def events_at(app, address) -> list:
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    return Calendar.from_ical(answer.text).walk("VEVENT")


def test_it_tells_initials_times_and_how(db, app, coordinator, address):
    make_support_session(db, coordinator[1], make_client(db, coordinator[1]), in_days(3), at=time(14, 30))
    db.commit()

    [event] = events_at(app, address)

    assert str(event["summary"]) == "E. A."
    assert str(event["location"]) == "The library café"
    assert event.start.astimezone(UK).time() == time(14, 30)
    assert (event.end - event.start).total_seconds() == 3600


def test_it_says_nothing_of_a_home(db, app, coordinator, address):
    actor = coordinator[1]
    buddy = make_actor(db, scheme=db.get(Scheme, actor.scheme_id))
    make_visit(db, actor, make_client(db, actor), buddy)
    db.commit()

    text = app.test_client().get(address).text

    assert "At their home" in text
    for secret in ("Mill", "Ashworth", "Edith", "support"):
        assert secret not in text


def test_it_tells_of_an_assessment_by_initials_and_its_place(db, app, coordinator, address):
    actor = coordinator[1]
    wanted = wanted_assessment(actor, in_days(3), way=Way.PLACE, place="The health centre", lasts_minutes=90)
    plan_assessment(db, actor, make_client(db, actor), wanted)
    db.commit()

    [event] = events_at(app, address)

    assert str(event["summary"]) == "E. A."
    assert str(event["location"]) == "The health centre"
    assert event.start.astimezone(UK).time() == time(10, 30)
    assert (event.end - event.start).total_seconds() == 90 * 60


def test_it_says_nothing_of_a_home_in_which_somebody_is_assessed(db, app, coordinator, address):
    actor = coordinator[1]
    buddy = make_actor(db, scheme=db.get(Scheme, actor.scheme_id))
    make_home_assessment(db, actor, make_client(db, actor), buddy)
    db.commit()

    text = app.test_client().get(address).text

    assert "At their home" in text
    for secret in ("Mill", "Ashworth", "Edith", "ssessment"):
        assert secret not in text


def test_an_assessment_that_was_not_held_says_so(db, app, coordinator, address):
    actor = coordinator[1]
    client = make_client(db, actor)
    assessment = plan_assessment(db, actor, client, wanted_assessment(actor))
    db.flush()
    note_not_held(db, actor, client, assessment, NotHeldInput(SessionReason.ILLNESS))
    db.commit()

    [event] = events_at(app, address)

    assert str(event["status"]) == "CANCELLED"


def test_what_was_cancelled_says_so(db, app, coordinator, address):
    actor = coordinator[1]
    client = make_client(db, actor)
    session = make_support_session(db, actor, client)
    told = OutcomeInput(SessionState.CANCELLED, session.version, SessionReason.ILLNESS)
    record_outcome(db, actor, client, session, told)
    db.commit()

    [event] = events_at(app, address)

    assert str(event["status"]) == "CANCELLED"


def test_times_are_those_of_the_clocks_here_in_summer_and_winter(db, app, coordinator, address):
    actor = coordinator[1]
    client = make_client(db, actor)
    days = [in_days(each) for each in (3, 93, 183, 273)]
    for day in days:
        make_support_session(db, actor, client, day)
    db.commit()

    text = app.test_client().get(address).text

    # Among days a quarter of a year apart are some of summer and some of winter.
    for day in days:
        assert f"DTSTART;TZID=Europe/London:{day:%Y%m%d}T100000" in text


def test_whoever_has_it_already_is_not_sent_it_again(db, app, coordinator, address):
    browser = app.test_client()
    first = browser.get(address)

    again = browser.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304


def test_an_old_address_is_not_found(app, coordinator, address):
    browser = coordinator[0]
    browser.post("/staff/diary/calendar")

    assert app.test_client().get(address).status_code == 404
    assert "Made on" in browser.get("/staff/diary/calendar").text


def test_it_can_be_ended(app, coordinator, address):
    browser = coordinator[0]
    browser.post("/staff/diary/calendar/end")

    assert app.test_client().get(address).status_code == 404
    assert "Make an address" in browser.get("/staff/diary/calendar").text
