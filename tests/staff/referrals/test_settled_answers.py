"""Settling what a group answered, on the page of the referral."""

import html

from directory import clock
from directory.links.purposes import LinkPurpose
from directory.links.signed_links import get_link
from directory.referrals.inputs import MoveInput
from directory.referrals.replies import SharedReferral, answer_referral
from directory.referrals.states import Reason, ReferralState
from tests.factories.catalogue import make_service
from tests.factories.links import make_reply_link
from tests.factories.referrals import make_referral

ADDRESS = "bowls@becklane.example"
ON_MY_DAY = "Bowls said no: find something else"


def text_of(answer) -> str:
    return html.unescape(answer.text)


def declined(db, coordinator):
    referral = make_referral(db, coordinator, service=make_service(db, "Bowls", email=ADDRESS))
    link = get_link(db, make_reply_link(db, referral), LinkPurpose.REFERRAL)
    shared = SharedReferral(link, referral, ADDRESS, "A team")
    answer_referral(db, shared, MoveInput(ReferralState.DECLINED, clock.today(), Reason.NOT_ELIGIBLE))
    db.commit()
    return f"/staff/referrals/{referral.reference}"


def test_no_is_settled_on_the_page_of_the_referral_and_put_back_there(sign_in, db):
    browser, coordinator = sign_in()
    address = declined(db, coordinator)

    before = text_of(browser.get(address))
    codes = [browser.post(f"{address}/answers/2/settled").status_code for _ in range(2)]
    day, settled = text_of(browser.get("/staff/")), text_of(browser.get(address))
    browser.post(f"{address}/answers/2/waiting")

    assert "Nothing else is wanted" in before
    assert codes == [303, 303]
    assert ON_MY_DAY not in day
    assert f"nothing else is wanted. {coordinator.name} wrote this down on" in settled
    assert ON_MY_DAY in text_of(browser.get("/staff/"))


def test_who_settles_an_answer_that_is_not_the_last_is_shown_how_it_stands(sign_in, db):
    browser, coordinator = sign_in()
    address = declined(db, coordinator)

    page = text_of(browser.post(f"{address}/answers/1/settled", follow_redirects=True))

    assert "Something newer was written down meanwhile" in page
    assert "Nothing else is wanted" in page
