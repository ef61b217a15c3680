"""What senders are told of how a referral stands."""

import pytest

from directory.casework.referrals_in.referral_states import ReferralInState
from directory.casework.referrals_in.told_status import TOLD, ToldStatus, told_status

S = ReferralInState


def test_of_every_state_it_is_decided_what_a_sender_is_told():
    assert set(TOLD) == set(ReferralInState)


def test_who_was_given_up_is_told_apart_from_who_is_still_tried():
    told = (told_status(S.NOT_REACHED), told_status(S.UNREACHABLE))

    assert told == (ToldStatus.NOT_REACHED, ToldStatus.GIVEN_UP)


@pytest.mark.parametrize("state", ReferralInState)
def test_only_support_ends(state):
    is_ended = told_status(state, has_ended=True) is ToldStatus.ENDED

    assert is_ended == (state is ReferralInState.ACCEPTED)
