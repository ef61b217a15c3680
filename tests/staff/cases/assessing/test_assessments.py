"""The pages of an assessment, and what the match and the plan make of it."""

import html
import re
from datetime import timedelta

import pytest

from directory import clock
from directory.accounts.models import Scheme
from directory.casework.assessment.assessing import list_assessments, plan_assessment, write_assessment
from directory.casework.assessment.assessment_states import AssessmentState
from directory.casework.safety.kinds import RiskKind
from directory.casework.support_sessions.models import RemindBy
from tests.casework.assessment.test_assessing import ASKED_LATER
from tests.factories.accounts import make_actor
from tests.factories.assessments import make_assessment, make_overdue_assessment, wanted_assessment
from tests.factories.casework import make_client
from tests.factories.safety import make_risk
from tests.factories.support_sessions import in_days, make_support_session
from tests.staff.conftest import hidden, in_boxes, new_key


@pytest.fixture
def signed_in(sign_in):
    return sign_in()


@pytest.fixture
def browser(signed_in):
    return signed_in[0]


@pytest.fixture
def coordinator(signed_in):
    return signed_in[1]


@pytest.fixture
def client(db, coordinator):
    client = make_client(db, coordinator)
    db.commit()
    return client


def text_of(answer) -> str:
    return html.unescape(answer.text)


def planned(coordinator, **more) -> dict:
    tomorrow = clock.today() + timedelta(days=1)
    usual = {"at": "10:30", "lasts_minutes": "90", "way": "place", "place": "The library"}
    who = {"coordinator_id": str(coordinator.user_id), "submission_key": new_key()}
    return {**usual, **who, **in_boxes("day", tomorrow), **more}


def test_an_assessment_is_planned_and_stands_on_the_first_page_and_the_plan(browser, coordinator, client):
    browser.post(f"/staff/clients/{client.reference}/assessments", data=planned(coordinator))

    assert "At 10:30, at a place: The library" in text_of(browser.get("/staff/"))
    assert "10:30 to 12:00" in text_of(browser.get(f"/staff/clients/{client.reference}/plan"))


def test_a_second_one_is_refused_with_what_was_typed(browser, coordinator, client, db):
    in_hand = make_assessment(db, coordinator, client)
    db.commit()

    told = text_of(browser.get(f"/staff/clients/{client.reference}/assessments/new"))
    refused = browser.post(f"/staff/clients/{client.reference}/assessments", data=planned(coordinator))

    assert f"/staff/clients/{client.reference}/assessments/{in_hand.id}" in told
    assert "Go on with that one" in told
    assert refused.status_code == 422
    assert "There is an assessment already that is not finished" in text_of(refused)
    assert "The library" in text_of(refused)


def test_a_clash_is_asked_about_and_then_planned(browser, coordinator, client, db):
    make_support_session(db, coordinator, make_client(db, coordinator, name="Ted Taylor"), in_days(1))
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments"

    asked = browser.post(address, data=planned(coordinator))
    meant = browser.post(address, data=planned(coordinator, in_spite="yes"))

    assert asked.status_code == 422
    assert "There is another appointment then, from 10:00 to 11:00" in text_of(asked)
    assert "Ted" not in text_of(asked)
    assert meant.status_code == 303


def test_risks_and_how_to_reach_them_stand_before_a_time_is_set(browser, coordinator, client, db):
    client.safe_contact = "Only before noon"
    make_risk(db, coordinator, client, kind=RiskKind.HOME_VISIT, words="A dog that bites")
    assessment = make_assessment(db, coordinator, client, is_written=False)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments"

    for page in (browser.get(f"{address}/new"), browser.get(f"{address}/{assessment.id}/time")):
        assert "When you visit them at home: A dog that bites" in text_of(page)
        assert "Only before noon" in text_of(page)


def test_one_at_home_names_a_buddy_and_comes_back_with_what_was_typed(browser, coordinator, client, db):
    buddy = make_actor(db, scheme=db.get(Scheme, coordinator.scheme_id))
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments"
    form = planned(coordinator, way="home visit", place="1 Mill Lane", check_in_minutes="20")

    asked = browser.post(address, data=form)
    kept = browser.post(address, data={**form, "buddy_id": str(buddy.user_id)}, follow_redirects=True)

    assert asked.status_code == 422
    assert "Choose a colleague who is told if nobody checks in" in text_of(asked)
    assert 'value="1 Mill Lane"' in asked.text
    assert "By 12:20" in text_of(kept)


def test_a_missed_check_in_from_one_stands_on_the_first_page_until_it_is_made(
    browser, coordinator, client, db, sign_in
):
    buddy, buddy_actor = sign_in(scheme=db.get(Scheme, coordinator.scheme_id))
    make_risk(db, coordinator, client, kind=RiskKind.HOME_VISIT, words="A dog that bites")
    assessment = make_overdue_assessment(db, coordinator, client, buddy_actor)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}"
    late = "has not checked in from a home visit: ring them now"

    before = [late in text_of(each.get("/staff/")) for each in (browser, buddy)]
    page = text_of(buddy.get(address))
    noted = text_of(buddy.post(f"{address}/check-in", follow_redirects=True))

    assert before == [True, True]
    assert "Nobody has checked in from this visit" in page
    assert "A dog that bites" in page
    assert "It is noted that they are out and well." in noted
    assert late not in text_of(browser.get("/staff/"))


def test_what_was_found_is_written_down_and_says_who_wrote_it(browser, coordinator, client, db, words):
    assessment = make_assessment(db, coordinator, client, is_written=False)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}"
    said = {"lasts_minutes": "75", "strengths": "Knows everybody", "needs": ["loneliness"], "not_asked": ["risks"]}
    seen = hidden(browser.get(f"{address}/found").text, "seen")

    page = text_of(browser.post(f"{address}/found", data={**said, "seen": seen}, follow_redirects=True))

    assert "Knows everybody" in page
    assert "Risks and safety" in page
    assert f"{coordinator.name} wrote in it last" in page


def test_what_a_colleague_wrote_meanwhile_is_shown_and_what_was_typed_stays(browser, coordinator, client, db):
    assessment = make_assessment(db, coordinator, client)
    seen = assessment.version
    write_assessment(db, coordinator, client, assessment, ASKED_LATER)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}/found"

    refused = browser.post(address, data={"lasts_minutes": "60", "concerns": "The stairs are steep", "seen": seen})

    assert refused.status_code == 422
    assert "What the assessment says now" in text_of(refused)
    assert "Knows everybody" in text_of(refused)
    assert "The stairs are steep</textarea>" in text_of(refused)


def test_it_is_finished_once_risks_are_asked_or_named_as_not_asked(browser, coordinator, client, db):
    assessment = make_assessment(db, coordinator, client)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}"

    refused = browser.post(f"{address}/finish", data={"seen": assessment.version})
    write_assessment(db, coordinator, client, assessment, ASKED_LATER)
    db.commit()
    finished = browser.post(f"{address}/finish", data={"seen": assessment.version}, follow_redirects=True)

    assert "Risks are not written down yet" in text_of(refused)
    assert "The assessment is finished" in text_of(finished)


def test_one_that_was_not_held_asks_why(browser, coordinator, client, db):
    assessment = make_assessment(db, coordinator, client, is_written=False)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}/not-held"

    missing = browser.post(address, data={"seen": assessment.version})
    browser.post(address, data={"seen": assessment.version, "reason": "illness", "why": "The flu"})

    assert "Choose why it was not held" in text_of(missing)
    db.expire_all()
    [kept] = list_assessments(db, client)
    assert (kept.state, kept.why) == (AssessmentState.NOT_HELD, "The flu")


def test_a_match_for_somebody_asks_for_the_needs_that_were_found(browser, coordinator, client, db, words):
    make_assessment(db, coordinator, client)
    db.commit()

    page = browser.get(f"/staff/match?client={client.reference}").text

    ticked = page.split('value="loneliness"')[1].split(">")[0]
    assert "checked" in ticked


def test_the_timeline_tells_of_the_assessment(browser, coordinator, client, db):
    make_assessment(db, coordinator, client)
    db.commit()

    assert "Assessment, not finished yet" in text_of(browser.get(f"/staff/clients/{client.reference}/timeline"))


def test_needs_and_concerns_stay_off_the_copy_until_somebody_says_otherwise(browser, coordinator, client, db):
    assessment = make_assessment(db, coordinator, client, is_written=False)
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{assessment.id}/found"

    page = browser.get(address).text

    ticked = [each for each in ("strengths", "needs", "concerns") if is_ticked(page, "off_copy", each)]
    assert ticked == ["needs", "concerns"]


def is_ticked(page: str, name: str, value: str) -> bool:
    boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', page)
    return any(f'value="{value}"' in each and "checked" in each for each in boxes)


def test_a_text_about_an_assessment_is_sent_from_the_list_of_reminders_and_ticked(browser, coordinator, client, db):
    wanted = wanted_assessment(coordinator, remind_by=RemindBy.TEXT)
    talk = plan_assessment(db, coordinator, client, wanted)
    talk.remind_on = clock.today()
    db.commit()
    address = f"/staff/clients/{client.reference}/assessments/{talk.id}"

    shown, listed = text_of(browser.get(address)), text_of(browser.get("/staff/reminders"))
    browser.post(f"{address}/reminded", data={"back": "list", "submission_key": new_key()})

    assert "By text, on" in shown
    assert "This is a reminder of your appointment on" in listed
    assert f"{address}/reminded" in listed
    assert "By text: done on" in text_of(browser.get(address))
    assert "Nobody is to be reminded by you today" in text_of(browser.get("/staff/reminders"))


def test_the_letter_about_an_assessment_says_nothing_of_what_it_is_about(browser, coordinator, client, db):
    talk = plan_assessment(db, coordinator, client, wanted_assessment(coordinator, remind_by=RemindBy.LETTER))
    db.commit()

    letter = text_of(browser.get(f"/staff/clients/{client.reference}/assessments/{talk.id}/letter"))

    assert "This is a reminder of your appointment on" in letter
    assert "ssessment" not in letter.split('class="lp-box lp-paper"')[1].split("</div>")[0]
