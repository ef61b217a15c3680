"""Telling a group by telephone, or by a letter to print."""

import html

import pytest
from sqlalchemy import select

from directory import clock
from directory.accounts.models import Scheme
from directory.outbox import OutboxMessage
from directory.referrals.agreeing import withdraw_group_agreement
from directory.referrals.nudging import list_given_back
from directory.referrals.tell_by import TellBy
from directory.working_days import add_working_days
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral
from tests.staff.conftest import agreed_to_group, in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def told(**more):
    return {"how": "phone", "submission_key": new_key(), **in_boxes("told_on", clock.today()), **more}


def test_a_call_is_kept_once_with_who_it_was_and_gives_the_group_time_to_answer(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, days_ago=0, service=make_service(db, "Bowls"))
    db.commit()
    address = f"/staff/referrals/{referral.reference}"
    before = list_given_back(db, coordinator)[0].due_on
    sent = told(spoke_to="Mrs Hardcastle")

    nobody = browser.post(f"{address}/tellings", data=told())
    answers = [browser.post(f"{address}/tellings", data=sent) for _ in range(2)]
    page = text_of(browser.get(address))

    assert (nobody.status_code, "Enter whom you spoke to" in nobody.text) == (422, True)
    assert [each.status_code for each in answers] == [303, 303]
    assert page.count("spoke to Mrs Hardcastle") == 1
    db.expire_all()
    after = list_given_back(db, coordinator)[0].due_on
    assert (before, after) == tuple(add_working_days(clock.today(), days, "england") for days in (3, 9))


def test_the_letter_holds_what_they_agreed_to_and_a_slip_to_answer_on(sign_in, db):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator, name="Edith Ashworth", phone="07700 900123", postcode="LS11 8ND")
    referral = make_referral(db, coordinator, client=client, message="Uses a stick")
    db.commit()

    page = text_of(browser.get(f"/staff/referrals/{referral.reference}/letter"))

    assert "Edith Ashworth" in page
    assert "07700 900123" in page
    assert "Uses a stick" in page
    assert "☐ Yes, we have room" in page
    assert "LS11" not in page


def test_the_letter_says_where_the_team_is(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    scheme = db.get(Scheme, coordinator.scheme_id)
    scheme.address, scheme.phone = "Staithe House\nLarkenshaw", "0113 496 0190"
    db.commit()

    page = browser.get(f"/staff/referrals/{referral.reference}/letter").text

    assert "<br>Staithe House<br>Larkenshaw<br>0113 496 0190" in page
    assert "____</p>" not in page


def test_who_no_longer_agrees_is_told_of_in_no_way(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    withdraw_group_agreement(db, coordinator, referral)
    db.commit()
    address = f"/staff/referrals/{referral.reference}"

    letter = browser.get(f"{address}/letter")
    call = browser.post(f"{address}/tellings", data=told(spoke_to="Mrs Hardcastle"))

    assert letter.status_code == 409
    assert "Edith" not in letter.text
    assert call.status_code == 422
    assert "told nothing more" in call.text


@pytest.mark.parametrize(
    ("way", "said"), [("phone", "By telephone, as you chose"), ("print", "By a letter on paper, as you chose")]
)
def test_group_is_told_otherwise_where_the_coordinator_chooses_so(sign_in, db, way, said):
    browser, coordinator = sign_in()
    client, bowls = make_client(db, coordinator), make_service(db, "Bowls", email="bowls@becklane.example")
    db.commit()
    sent = {"client": client.reference, "service_id": str(bowls.id), **agreed_to_group(), "tell_by": way}

    check = text_of(browser.post("/staff/referrals/check", data=sent))
    preview = text_of(browser.post("/staff/referrals/preview", data=sent))
    made = browser.post("/staff/referrals", data={**sent, "submission_key": new_key()})
    page = text_of(browser.get(made.location))

    assert "How is the group told?" in check
    assert said in preview
    assert "bowls@becklane.example" not in preview
    assert said in page
    assert "Send it by email after all" in page
    assert db.scalars(select(OutboxMessage)).all() == []


def test_who_told_a_group_is_not_asked_to_ring_it_again(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=make_service(db, "Bowls"))
    db.commit()
    address = f"/staff/referrals/{referral.reference}"

    before = text_of(browser.get(address))
    browser.post(f"{address}/tellings", data=told(spoke_to="Mrs Hardcastle"))
    after = text_of(browser.get(address))

    assert "Please ring them." in before
    assert "spoke to Mrs Hardcastle" in after
    assert "Please ring them" not in after


def test_group_without_an_address_is_not_offered_an_email(sign_in, db):
    browser, coordinator = sign_in()
    client, bowls = make_client(db, coordinator), make_service(db, "Bowls")
    db.commit()

    check = browser.post("/staff/referrals/check", data={"client": client.reference, "service_id": str(bowls.id)}).text

    assert 'value="phone" checked' in check
    assert 'value="email"' not in check.partition("How is the group told?")[2].partition("</fieldset>")[0]


@pytest.mark.parametrize(
    ("way", "tag", "who"),
    [("phone", "To ring", "rings them."), ("print", "Letter to send", "prints the letter, and posts it")],
)
def test_referral_says_who_tells_its_group_until_that_is_written_down(sign_in, db, way, tag, who):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, tell_by=TellBy(way))
    db.commit()
    address, places = f"/staff/referrals/{referral.reference}", ("/staff/referrals", "/staff/referrals.csv")
    client_page = f"/staff/clients/{referral.client.reference}"

    before = [text_of(browser.get(each)) for each in (address, client_page, *places)]
    home = text_of(browser.get("/staff/"))
    browser.post(f"{address}/tellings", data=told(spoke_to="Mrs Hardcastle"))
    after = [text_of(browser.get(each)) for each in (address, client_page, *places)]

    assert [tag in each for each in before] == [True] * 4
    assert f"{coordinator.name} {who}" in before[0]
    assert f"by {coordinator.name}" in before[1]
    assert f"Not yet. {coordinator.name} {who}" in home
    assert [tag in each for each in after] == [False] * 4
    assert ["Sent" in each for each in after] == [True] * 4
