"""Pages about the rhythm people wish, pauses, whether they would have liked more, and the figures of it."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme
from directory.casework.operations import close_case
from tests.factories.casework import make_client
from tests.factories.support_sessions import in_days, make_happened, make_pause
from tests.staff.conftest import hidden, in_boxes


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def coordinator(sign_in):
    return sign_in()


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator[1])


@pytest.fixture
def address(client):
    return f"/staff/clients/{client.reference}"


def test_a_wish_is_kept_and_proposes_the_next_day(db, coordinator, client, address):
    browser, actor = coordinator
    make_happened(db, actor, client, in_days(-1))
    db.commit()
    told = {"seen": "0", "weeks": "2", "days": ["1", "3"], "way": "phone", "wish": "Not before ten"}

    browser.post(f"{address}/rhythm", data=told)

    page, form = text_of(browser.get(address)), text_of(browser.get(f"{address}/sessions/new"))
    assert "They wish: every two weeks, on Tuesdays or Thursdays, by phone. “Not before ten”" in page
    assert hidden(form, "at") == "10:00"
    assert hidden(form, "day")


def test_a_wish_that_a_colleague_changed_meanwhile_is_told(db, coordinator, client, address):
    browser = coordinator[0]
    db.commit()
    browser.post(f"{address}/rhythm", data={"seen": "0", "weeks": "2"})

    answer = browser.post(f"{address}/rhythm", data={"seen": "0", "weeks": "4"})
    again = browser.post(f"{address}/rhythm", data={"seen": hidden(answer.text, "seen"), "weeks": "4"})

    assert answer.status_code == 422
    assert "Somebody else changed this" in text_of(answer)
    assert again.status_code == 303


def test_weeks_of_a_pause_do_not_count(db, coordinator, client, address):
    browser = coordinator[0]
    db.commit()
    before = text_of(browser.get(address))

    paused = {**in_boxes("from_on", in_days(-14)), "why": "In hospital"}
    answer = browser.post(f"{address}/pauses", data=paused)

    page = text_of(browser.get(address))
    assert answer.status_code == 303
    assert "In week 5 of 16." in before
    assert "In week 3 of 16." in page
    assert "until you end it: In hospital. These weeks do not count." in page


def test_a_pause_is_ended_from_the_page(db, coordinator, client, address):
    browser, actor = coordinator
    pause = make_pause(db, actor, client, from_on=in_days(-7), until_on=None)
    db.commit()

    browser.post(f"{address}/pauses/{pause.id}/end")

    page = text_of(browser.get(address))
    assert "Was paused from" in page
    assert "Pause their support" in page


def test_the_day_a_pause_ends_comes_after_it_begins(db, coordinator, client, address):
    wrong = {**in_boxes("from_on", in_days(3)), **in_boxes("until_on", in_days(2)), "why": "Away"}

    answer = coordinator[0].post(f"{address}/pauses", data=wrong)

    assert answer.status_code == 422
    assert "The date must be after the first day of the pause" in text_of(answer)


def test_whether_they_would_have_liked_more_is_asked_at_the_end(db, coordinator, client, address):
    browser, actor = coordinator
    case = client.cases[0]
    make_happened(db, actor, client)
    before = text_of(browser.get(address))
    close_case(db, actor, case, in_days(0))
    db.commit()
    asked = text_of(browser.get(address))

    browser.post(f"{address}/cases/{case.id}/more-wanted", data={"is_wanted": "yes", "note": "Two or three"})

    assert "would have liked" not in before
    assert "Ask whether they would have liked more sessions" in asked
    assert "They would have liked more sessions. “Two or three”" in text_of(browser.get(address))


def test_a_manager_reads_the_figures_and_no_small_count(db, coordinator, client, sign_in):
    actor = coordinator[1]
    manager, _ = sign_in(Role.MANAGER, scheme=db.get(Scheme, actor.scheme_id))
    make_happened(db, actor, client)
    close_case(db, actor, client.cases[0], in_days(0))
    db.commit()

    page = text_of(manager.get("/staff/session-figures"))

    assert "Cases that ended: <strong>fewer than 8</strong>" in page
    assert "Were there enough?" in page
    assert coordinator[0].get("/staff/session-figures").status_code == 403


def test_a_list_says_for_how_long_as_the_page_of_the_client_does_and_marks_what_is_long(db, coordinator, client):
    browser, actor = coordinator
    scheme = db.get(Scheme, actor.scheme_id)
    db.commit()
    pages = ("/staff/clients", f"/staff/clients/{client.reference}")
    before = [browser.get(each).text for each in pages]
    scheme.case_weeks = 4
    db.commit()

    after = [browser.get(each).text for each in pages]

    assert all("eek 5 of 16" in each for each in before)
    assert "lp-chip--warn" not in before[0]
    assert "lp-chip--warn" in after[0]
    assert all("Open for 4 weeks" in each for each in after)


def test_the_account_leads_to_the_calendar(coordinator):
    assert "/staff/diary/calendar" in coordinator[0].get("/staff/account").text
