"""“Not for me” is a normal ending, before or after trying, with or without a reason."""

import html

import pytest

from directory import clock
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.states import ReferralState
from directory.referrals.tried import list_tried_before
from tests.factories.casework import make_client
from tests.factories.referrals import make_referral
from tests.staff.conftest import in_boxes


@pytest.mark.parametrize(
    ("way", "reason", "told"),
    [
        pytest.param([], "", "They decided that it is not for them", id="before trying, without a reason"),
        pytest.param(["attended"], "too far", "They tried it, and it is not for them", id="after trying, with one"),
    ],
)
def test_somebody_decides_against_an_activity_and_is_asked_before_it_comes_again(sign_in, db, way, reason, told):
    browser, coordinator = sign_in()
    client = make_client(db, coordinator)
    referral = make_referral(db, coordinator, client=client)
    for state in way:
        move_referral(db, coordinator, referral, MoveInput(ReferralState(state), clock.today()))
    db.commit()
    address = f"/staff/referrals/{referral.reference}"

    asked = browser.get(f"{address}/moves/not-for-me").text
    sent = browser.post(
        f"{address}/moves/not-for-me",
        data={"seen": 1 + len(way), "reason": reason, **in_boxes("happened_on", clock.today())},
    )
    page = html.unescape(browser.get(sent.location).text)
    db.expire_all()

    assert "counts against nobody" in asked
    assert sent.status_code == 303
    assert referral.state == "not for me"
    assert told in page
    assert [each.service.id for each in list_tried_before(db, coordinator, client)] == [referral.service_id]


def test_what_has_ended_is_not_ended_once_more(sign_in, db):
    browser, coordinator = sign_in()
    referral = make_referral(db, coordinator)
    move_referral(db, coordinator, referral, MoveInput(ReferralState.WITHDRAWN, clock.today()))
    db.commit()

    page = browser.get(f"/staff/referrals/{referral.reference}/moves/not-for-me").text

    assert "ended already" in page
    assert "Write it down" not in page
