"""Groups that know nothing of a referral yet."""

import pytest

from directory import clock
from directory.casework.caseload.open_cases import list_open_cases
from directory.referrals.awaiting import WaitsFor, list_waits
from directory.referrals.inputs import MoveInput
from directory.referrals.operations import move_referral
from directory.referrals.renewing import send_letter_again
from directory.referrals.states import ReferralState
from directory.referrals.tell_by import TellBy
from directory.referrals.untold import find_untold
from tests.factories.accounts import make_actor
from tests.factories.casework import make_client
from tests.factories.catalogue import make_service
from tests.factories.referrals import make_referral, make_telling
from tests.factories.support_sessions import make_happened


def waits_of(db, actor):
    return [each.what for each in list_waits(db, actor, list_open_cases(db, actor, clock.today()))]


@pytest.mark.parametrize(
    ("tell_by", "untold"), [(TellBy.EMAIL, None), (TellBy.PHONE, TellBy.PHONE), (TellBy.PRINT, TellBy.PRINT)]
)
def test_group_that_no_email_leaves_to_is_still_to_be_told(db, tell_by, untold):
    referral = make_referral(db, tell_by=tell_by)

    assert find_untold(db, [referral]).get(referral.id) is untold


def test_group_without_an_address_is_to_be_rung(db):
    referral = make_referral(db, service=make_service(db, "Bowls"))

    assert find_untold(db, [referral]) == {referral.id: TellBy.PHONE}


@pytest.mark.parametrize("then", ["told", "answered", "written to after all"])
def test_group_that_knows_is_not_to_be_told(db, then):
    actor = make_actor(db)
    referral = make_referral(db, actor, tell_by=TellBy.PHONE)

    if then == "told":
        make_telling(db, actor, referral)
    elif then == "answered":
        move_referral(db, actor, referral, MoveInput(ReferralState.ACCEPTED, clock.today()))
    else:
        send_letter_again(db, actor, referral, "a-form-of-its-own")
    db.flush()

    assert find_untold(db, [referral]) == {}


def test_they_wait_for_us_until_the_group_is_told_and_then_for_the_group(db):
    actor = make_actor(db)
    client = make_client(db, actor)
    make_happened(db, actor, client)
    referral = make_referral(db, actor, client=client, tell_by=TellBy.PRINT)

    before = waits_of(db, actor)
    make_telling(db, actor, referral)
    after = waits_of(db, actor)

    assert (before, after) == ([WaitsFor.TELLING], [WaitsFor.GROUP])
