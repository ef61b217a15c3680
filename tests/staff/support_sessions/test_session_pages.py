"""The pages of support sessions."""

import html

import pytest

from directory.accounts.actor import Role
from directory.accounts.models import Scheme, User
from directory.casework.operations import close_case
from directory.casework.safety.kinds import RiskKind
from directory.casework.support_sessions.models import RemindBy
from tests.factories.casework import make_client
from tests.factories.safety import make_risk
from tests.factories.support_sessions import (
    in_days,
    make_happened,
    make_more_sessions,
    make_overdue_visit,
    make_support_session,
)
from tests.staff.conftest import hidden, in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


@pytest.fixture
def manager(sign_in):
    return sign_in(Role.MANAGER)


@pytest.fixture
def coordinator(sign_in, db, manager):
    return sign_in(scheme=db.get(Scheme, manager[1].scheme_id))


@pytest.fixture
def client(db, coordinator):
    return make_client(db, coordinator[1])


@pytest.fixture
def address(client):
    return f"/staff/clients/{client.reference}"


def form_of(actor, **more):
    return {
        **in_boxes("day", in_days(2)),
        "at": "10:30",
        "lasts_minutes": "45",
        "way": "place",
        "place": "The library café",
        "coordinator_id": str(actor.user_id),
        "submission_key": new_key(),
        **more,
    }


def test_a_session_is_planned_and_stands_on_the_clients_page(db, coordinator, client, address):
    browser, actor = coordinator
    db.commit()

    answer = browser.post(f"{address}/sessions", data=form_of(actor))

    assert answer.status_code == 303
    page = text_of(browser.get(address))
    assert "0 of 6 sessions used, 1 planned." in page
    assert "The library café" in page
    assert "In week 5 of 16." in page


def test_what_was_typed_comes_back(db, coordinator, client, address):
    browser, actor = coordinator
    db.commit()

    answer = browser.post(f"{address}/sessions", data=form_of(actor, at="tea time", place=""))

    assert answer.status_code == 422
    assert "Enter a time, like 10:30 or 2pm" in text_of(answer)
    assert "Say where you meet" in text_of(answer)
    assert 'value="45"' in answer.text


def test_a_clash_is_asked_about_and_then_planned(db, coordinator, client, address):
    browser, actor = coordinator
    make_support_session(db, actor, make_client(db, actor, name="Ted Taylor"), in_days(2))
    db.commit()

    asked = browser.post(f"{address}/sessions", data=form_of(actor))
    meant = browser.post(f"{address}/sessions", data=form_of(actor, in_spite="yes"))

    assert asked.status_code == 422
    assert "There is another appointment then, from 10:00 to 11:00" in text_of(asked)
    assert meant.status_code == 303


def test_what_became_of_it_is_written_down(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_support_session(db, actor, client, in_days(-1))
    db.commit()
    here = f"{address}/sessions/{session.id}"

    told = {"state": "did not happen", "missed_because": "illness", "notes": "Ring on Monday", "seen": "1"}
    answer = browser.post(here, data=told)

    assert answer.status_code == 303
    page = text_of(browser.get(here))
    assert "Did not happen" in page
    assert "They were ill" in page
    assert "Ring on Monday" in page


def test_why_it_did_not_happen_is_asked(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_support_session(db, actor, client, in_days(-1))
    db.commit()

    answer = browser.post(f"{address}/sessions/{session.id}", data={"state": "did not happen", "seen": "1"})

    assert answer.status_code == 422
    assert "Choose why it did not happen" in text_of(answer)


def test_what_a_colleague_wrote_meanwhile_is_shown_first(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_happened(db, actor, client)
    db.commit()
    here = f"{address}/sessions/{session.id}"
    told = {"state": "did not happen", "missed_because": "ours", "seen": "1"}

    answer = browser.post(here, data=told)
    again = browser.post(here, data={**told, "seen": hidden(answer.text, "seen")})

    assert answer.status_code == 422
    assert "Somebody else changed this while you had it open" in text_of(answer)
    assert again.status_code == 303


def test_a_mistake_is_taken_back(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_happened(db, actor, client)
    db.commit()
    here = f"{address}/sessions/{session.id}"

    browser.post(f"{here}/take-back", data={"seen": hidden(browser.get(here).text, "seen")})

    assert "To write down" in text_of(browser.get(here))


def test_a_session_is_moved_and_both_tell_of_it(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_support_session(db, actor, client, in_days(1))
    db.commit()
    here = f"{address}/sessions/{session.id}"

    moved = browser.post(f"{here}/reschedule", data=form_of(actor, reason="illness", seen="1"))

    assert moved.status_code == 303
    assert "Moved from" in text_of(browser.get(moved.location))
    assert "Moved to" in text_of(browser.get(here))


def test_the_seventh_is_asked_for_allowed_and_planned(db, coordinator, manager, client, address):
    browser, actor = coordinator
    for day in range(1, 7):
        make_happened(db, actor, client, in_days(-day))
    db.commit()

    refused = browser.get(f"{address}/sessions/new")
    asked = browser.post(
        f"{address}/more-sessions",
        data={"sessions": "1", "reason": "She moves house", "submission_key": new_key()},
    )
    waiting = text_of(manager[0].get("/staff/more-sessions"))
    question = next(
        line for line in manager[0].get("/staff/more-sessions").text.split('"') if "/more-sessions/" in line
    )
    decided = manager[0].post(question, data={"is_allowed": "yes"})
    planned = browser.post(f"{address}/sessions", data=form_of(actor))

    assert "To plan another, ask for it" in text_of(refused)
    assert asked.status_code == 303
    assert "Edith Ashworth" in waiting
    assert "She moves house" in waiting
    assert (decided.status_code, planned.status_code) == (303, 303)
    assert "6 of 7 sessions used, 1 planned (1 more was allowed)." in text_of(browser.get(address))


def test_a_no_without_a_word_is_asked_again(db, coordinator, manager, client, address):
    more = make_more_sessions(db, coordinator[1], client)
    db.commit()

    answer = manager[0].post(f"{address}/more-sessions/{more.id}", data={"is_allowed": "no"})

    assert answer.status_code == 422
    assert "Say why not" in text_of(answer)


def test_a_manager_reads_and_does_not_plan(db, coordinator, manager, client, address):
    session = make_support_session(db, coordinator[1], client)
    db.commit()

    page = text_of(manager[0].get(f"{address}/sessions/{session.id}"))

    assert "Coordinator Example" in page
    assert "Write down what became of it" not in page
    assert manager[0].get(f"{address}/sessions/new").status_code == 403


def test_sessions_of_an_earlier_case_stand_apart(db, coordinator, client, address):
    browser, actor = coordinator
    make_happened(db, actor, client)
    close_case(db, actor, client.cases[0], in_days(0))
    db.commit()

    page = text_of(browser.get(address))

    assert "Sessions of earlier cases: 1" in page
    assert "No case is open" in page


def test_a_home_visit_names_a_buddy_and_is_checked_in(db, coordinator, manager, client, address):
    browser, actor = coordinator
    db.commit()
    form = form_of(actor, way="home visit", place="1 Mill Lane", check_in_minutes="20")

    asked = browser.post(f"{address}/sessions", data=form)
    planned = browser.post(f"{address}/sessions", data={**form, "buddy_id": str(manager[1].user_id)})

    assert asked.status_code == 422
    assert "Choose a colleague who is told if nobody checks in" in text_of(asked)
    assert planned.status_code == 303
    assert "At their home" in text_of(browser.get(address))


def test_a_missed_check_in_stands_on_the_pages_of_buddy_and_manager_until_it_is_made(
    db, coordinator, manager, sign_in, client, address
):
    buddy = sign_in(scheme=db.get(Scheme, manager[1].scheme_id))
    visit = make_overdue_visit(db, coordinator[1], client, buddy[1])
    db.commit()
    late = "has not checked in from a home visit: ring them now"

    before = [late in text_of(browser.get("/staff/")) for browser, _ in (coordinator, buddy, manager)]
    page = text_of(buddy[0].get(f"{address}/sessions/{visit.id}"))
    buddy[0].post(f"{address}/sessions/{visit.id}/check-in")

    assert before == [True, True, True]
    assert "Nobody has checked in from this visit" in page
    assert late not in text_of(manager[0].get("/staff/"))


def test_risks_are_shown_before_a_session_is_planned(db, coordinator, client, address):
    browser, actor = coordinator
    db.commit()

    asked = text_of(browser.get(f"{address}/sessions/new"))
    make_risk(db, actor, client, kind=RiskKind.HOME_VISIT, words="A dog that bites")
    db.commit()
    known = text_of(browser.get(f"{address}/sessions/new"))

    assert "Nobody has asked for risks yet" in asked
    assert "When you visit them at home: A dog that bites" in known


def test_what_awaits_a_visitor_at_the_address_is_shown_without_whose_record_it_is(db, coordinator, client, address):
    browser, actor = coordinator
    home = {"address": "14 Mill Lane", "postcode": "LS12 4QX"}
    client.address, client.postcode = home["address"], home["postcode"]
    other = make_client(db, actor, name="Vera Other")
    other.address, other.postcode = home["address"], home["postcode"]
    db.flush()
    make_risk(db, actor, other, kind=RiskKind.HOME_VISIT, words="A dog that bites")
    db.commit()

    page = text_of(browser.get(f"{address}/sessions/new"))

    assert "Known of going to this address" in page
    assert f"A dog that bites ({actor.name}, " in page
    assert "Vera Other" not in page
    assert other.reference not in page


def test_a_text_is_due_on_the_first_page_until_it_is_sent(db, coordinator, client, address):
    browser, actor = coordinator
    session = make_support_session(db, actor, client, in_days(1), remind_by=RemindBy.TEXT)
    session.remind_on = in_days(0)
    db.commit()
    here = f"{address}/sessions/{session.id}"

    due, page = text_of(browser.get("/staff/")), text_of(browser.get(here))
    browser.post(f"{here}/reminded")

    assert "Text them about" in due
    assert "This is a reminder of your appointment on" in page
    assert "Text them about" not in text_of(browser.get("/staff/"))
    assert "By text: done on" in text_of(browser.get(here))


def test_a_letter_can_be_printed_and_says_nothing_of_what_it_is_about(db, coordinator, client, address):
    browser, actor = coordinator
    client.address, db.get_one(User, actor.user_id).work_phone = "1 Mill Lane\nLeeds", "0113 496 0777"
    session = make_support_session(db, actor, client, in_days(9), remind_by=RemindBy.LETTER)
    db.commit()

    page = text_of(browser.get(f"{address}/sessions/{session.id}/letter"))

    assert "1 Mill Lane" in page
    assert "This is a reminder of your appointment on" in page
    assert "please ring me on 0113 496 0777, and we find another time" in page
    assert "library" not in page
