"""A coordinator plans a first visit, and everybody sees of it what is theirs to see."""

import html
from datetime import timedelta

from directory import clock
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral
from tests.staff.conftest import in_boxes, new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def planned(day, **more):
    return {
        "company": "volunteer",
        "companion": "Joan",
        "is_arranged": "no",
        "came_about": "not yet",
        "seen": "0",
        "submission_key": new_key(),
        **in_boxes("visit_on", day),
        **more,
    }


def test_first_visit_stands_on_the_referral_and_on_the_first_page(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=make_service(db, "Bowls", email="bowls@becklane.example"))
    db.commit()
    address, day = f"/staff/referrals/{referral.reference}", clock.today() + timedelta(days=2)

    sent = browser.post(f"{address}/first-visit", data=planned(day, transport="taxi"))
    page, due = text_of(browser.get(address)), text_of(browser.get("/staff/"))
    letter = text_of(browser.get(f"{address}/letter"))

    assert sent.status_code == 303
    assert "A volunteer: Joan" in page
    assert "Not arranged yet" in page
    assert "They go to Bowls, with company" in due
    assert "Arrange how they get to Bowls: a taxi" in due
    assert "A volunteer of ours: Joan" in letter


def test_what_came_of_it_is_on_the_timeline(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, service=make_service(db, "Bowls"))
    db.commit()
    address = f"/staff/referrals/{referral.reference}"

    browser.post(f"{address}/first-visit", data=planned(clock.today(), came_about="yes"))
    form = text_of(browser.get(f"{address}/first-visit"))
    timeline = text_of(browser.get(f"/staff/clients/{referral.client.reference}/timeline"))

    assert 'value="yes" checked' in form
    assert "The first visit came about: Bowls" in timeline


def test_form_says_what_is_missing_and_keeps_what_was_typed(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()
    empty = {"companion": "Joan", "came_about": "not yet", "seen": "0", "submission_key": new_key()}

    answer = browser.post(f"/staff/referrals/{referral.reference}/first-visit", data=empty)

    assert answer.status_code == 422
    assert "Choose who goes along, or how they get there" in text_of(answer)
    assert 'value="Joan"' in answer.text


def test_colleague_who_changed_it_meanwhile_is_not_overwritten(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    db.commit()
    address, day = f"/staff/referrals/{referral.reference}/first-visit", clock.today() + timedelta(days=2)
    browser.post(address, data=planned(day))

    late = browser.post(address, data=planned(day, companion="Dave"))
    again = browser.post(address, data=planned(day, companion="Dave", seen="1"))

    assert late.status_code == 422
    assert "Somebody else changed this while you had it open" in text_of(late)
    assert again.status_code == 303
