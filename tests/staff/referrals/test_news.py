"""A coordinator tells somebody what a group answered, and it stands on the record."""

import html

from directory import clock
from directory.casework.support_sessions.models import RemindBy
from directory.referrals.inputs import MoveInput
from directory.referrals.news import list_news
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from tests.factories.casework import make_client, make_reachable
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral, make_referral_news
from tests.staff.conftest import new_key


def text_of(answer) -> str:
    return html.unescape(answer.text)


def accepted(db, coordinator, wish="text message"):
    client = make_reachable(db, coordinator)
    client.contact_by = wish
    referral = make_referral(db, coordinator, client=client, service=make_service(db, "Bowls"))
    move_referral(db, coordinator, referral, MoveInput(ReferralState.ACCEPTED, clock.today()))
    db.commit()
    return referral


def test_it_is_on_the_first_page_until_it_is_done_and_then_on_the_timeline(sign_in, db):
    browser, coordinator = sign_in()
    referral = accepted(db, coordinator)
    address = f"/staff/referrals/{referral.reference}"
    [news] = list_news(db, referral)

    due, page = text_of(browser.get("/staff/")), text_of(browser.get(address))
    told = [
        browser.post(f"{address}/news/{news.id}/told", data={"submission_key": new_key()}).status_code for _ in range(2)
    ]
    after, done = text_of(browser.get("/staff/")), text_of(browser.get(address))
    timeline = text_of(browser.get(f"/staff/clients/{referral.client.reference}/timeline"))

    assert "Text them: the group said yes (Bowls)" in due
    assert "A text can say: “There is good news about what we talked about" in page
    assert told == [303, 303]
    assert "Text them: the group said yes" not in after
    assert f"{coordinator.name} told them by text on" in done
    assert "They were told by text: Bowls" in timeline


def test_letter_to_print_names_no_group(sign_in, db):
    browser, coordinator = sign_in()
    referral = accepted(db, coordinator, "letter")
    [news] = list_news(db, referral)

    page = text_of(browser.get(f"/staff/referrals/{referral.reference}/news/{news.id}/letter"))

    assert "Edith Ashworth" in page
    assert "There is good news about what we talked about" in page
    assert "Bowls" not in page


def test_page_says_why_nobody_is_told(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator, client=make_client(db, coordinator))
    make_referral_news(db, referral, RemindBy.TEXT)
    db.commit()

    page = text_of(browser.get(f"/staff/referrals/{referral.reference}"))
    due = text_of(browser.get("/staff/"))

    assert "They have not agreed that we ring or write to them" in page
    assert "They were told" not in page
    assert "To be told" not in due


def test_news_of_another_referral_is_not_found(sign_in, db):
    browser, coordinator = sign_in()
    referral, other = accepted(db, coordinator), accepted(db, coordinator)
    [news] = list_news(db, other)

    told = browser.post(f"/staff/referrals/{referral.reference}/news/{news.id}/told")
    letter = browser.get(f"/staff/referrals/{referral.reference}/news/{news.id}/letter")

    assert (told.status_code, letter.status_code) == (404, 404)
