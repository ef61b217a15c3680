"""From a referral that came to nothing to something else, in a browser."""

import html
from datetime import timedelta

from sqlalchemy import select

from directory import clock
from directory.referrals.inputs import MoveInput
from directory.referrals.models import OnwardReferral
from directory.referrals.operations import move_referral
from directory.referrals.states import Reason, ReferralState
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral
from tests.staff.conftest import agreed_to_group, hidden, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def declined(db, coordinator, *, reason=Reason.NO_ROOM, statement="I used to love walking", **more) -> OnwardReferral:
    client = make_client(db, coordinator, statement=statement)
    walks = make_service(db, "Walking group", email="walks@becklane.example")
    referral = make_referral(db, coordinator, client=client, service=walks, **more)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.DECLINED, clock.today(), reason))
    db.commit()
    return referral


def look_for_something_else(browser, referral):
    address = f"/staff/referrals/{referral.reference}/something-else"
    return browser.post(address, data={"submission_key": new_key()}, follow_redirects=True)


def test_no_leads_straight_to_the_match_without_the_group_that_said_it(sign_in, db):
    browser, coordinator = sign_in()
    referral = declined(db, coordinator)
    make_service(db, "Walking for company")
    db.commit()

    page = text_of(browser.get(f"/staff/referrals/{referral.reference}"))
    results = text_of(look_for_something_else(browser, referral))

    assert "Find something else" in page
    assert "Walking group</a> (The group said no: no room" in results
    assert "Walking for company" in results
    assert 'class="lp-card__title"><a class="govuk-link" href="/activities/' + str(referral.service_id) not in results


def test_new_referral_is_linked_on_both_pages_and_on_the_timeline(sign_in, db):
    browser, coordinator = sign_in()
    referral = declined(db, coordinator)
    make_service(db, "Walking for company")
    db.commit()
    results = look_for_something_else(browser, referral).text
    card = {name: hidden(results, name) for name in ("client", "service_id", "reasons", "match", "sent_on_from")}

    check = text_of(browser.post("/staff/referrals/check", data=card))
    made = browser.post("/staff/referrals", data={**card, **agreed_to_group(), "submission_key": new_key()})
    new, old = (text_of(browser.get(each)) for each in (made.location, f"/staff/referrals/{referral.reference}"))
    timeline = text_of(browser.get(f"/staff/clients/{card['client']}/timeline"))

    assert "What they agreed to for Walking group does not count here" in check
    assert made.status_code == 303
    assert all("Tried for the same need" in each for each in (new, old))
    assert f"/staff/referrals/{referral.reference}" in new
    assert made.location in old
    assert "Sent on from Walking group" in timeline


def test_group_that_does_not_answer_can_be_ended_with_the_new_referral(sign_in, db):
    browser, coordinator = sign_in()
    long_ago = clock.today() - timedelta(days=40)
    client = make_client(db, coordinator, consent_given_on=long_ago, statement="I used to love walking")
    silent = make_referral(db, coordinator, client=client, service=make_service(db, "Walking group"), days_ago=30)
    fresh = make_referral(db, coordinator, days_ago=0)
    bowls = make_service(db, "Bowls")
    db.commit()
    sent = {"client": client.reference, "service_id": str(bowls.id), "sent_on_from": silent.reference}

    pages = [text_of(browser.get(f"/staff/referrals/{each.reference}")) for each in (silent, fresh)]
    check = text_of(browser.post("/staff/referrals/check", data=sent))
    form = {**sent, **agreed_to_group(), "old_one": "no reply", "submission_key": new_key()}
    made = browser.post("/staff/referrals", data=form)

    assert ["Find something else" in page for page in pages] == [True, False]
    assert "The group did not reply: it ends" in check
    assert made.status_code == 303
    db.expire_all()
    states = {each.reference: each.state for each in db.scalars(select(OnwardReferral))}
    assert states[silent.reference] == ReferralState.DECLINED


def test_who_said_nothing_is_asked_on_the_form_of_the_match(sign_in, db):
    browser, coordinator = sign_in()
    referral = declined(db, coordinator, statement=None)

    page = look_for_something_else(browser, referral)

    assert "Tell us what they said" in text_of(page)
    assert hidden(page.text, "instead_of") == referral.reference


def test_choosing_by_name_keeps_what_went_before(sign_in, db):
    browser, coordinator = sign_in()
    referral = declined(db, coordinator)
    make_service(db, "Bowls")
    db.commit()
    asked = {"client": referral.client.reference, "sent_on_from": referral.reference, "name": "Bowls"}

    page = browser.get("/staff/referrals/new", query_string=asked)

    assert "Walking group" in text_of(page)
    assert hidden(page.text, "sent_on_from") == referral.reference


def test_made_up_reference_links_nothing(sign_in, db):
    browser, coordinator = sign_in()
    client, bowls = make_client(db, coordinator), make_service(db, "Bowls")
    db.commit()
    sent = {"client": client.reference, "service_id": str(bowls.id), **agreed_to_group(), "submission_key": new_key()}

    answers = [
        browser.post("/staff/referrals", data={**sent, "sent_on_from": each}) for each in ("AAAAAAAAAA", "\0", "x")
    ]

    assert {each.status_code for each in answers} == {422}
    assert db.scalars(select(OnwardReferral)).all() == []


def test_who_goes_there_is_not_looked_for_something_else(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.ATTENDED, clock.today() - timedelta(days=1)))
    db.commit()

    page = text_of(look_for_something_else(browser, referral))

    assert "They go there: say first what became of it." in page
