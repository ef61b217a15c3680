"""How a referral ended, as it follows from its steps."""

import pytest

from directory.referrals.endings import Ending, ending_of
from directory.referrals.models import ReferralMove


def steps(*told: str) -> list[ReferralMove]:
    moves = []
    for each in told:
        to, _, reason = each.partition(": ")
        moves.append(ReferralMove(to_state=to, reason=reason or None))
    return moves


@pytest.mark.parametrize(
    ("told", "ending"),
    [
        pytest.param(["sent"], None, id="goes on"),
        pytest.param(["sent", "attended", "going"], None, id="still goes"),
        pytest.param(["sent", "attended", "ended: finished"], Ending.STAYED, id="came to its end"),
        pytest.param(["sent", "attended", "ended: moved on"], Ending.STAYED, id="found something else"),
        pytest.param(["sent", "attended", "going", "ended: health"], Ending.STOPPED, id="stopped"),
        pytest.param(["sent", "not attended", "ended: other"], Ending.NEVER_WENT, id="never went"),
        pytest.param(["sent", "declined: no room"], Ending.NO_ROOM, id="full"),
        pytest.param(["sent", "declined: not eligible"], Ending.NOT_FOR_THEM, id="group said no"),
        pytest.param(["sent", "declined: no reply"], Ending.NO_REPLY, id="no reply"),
        pytest.param(["sent", "withdrawn"], Ending.TAKEN_BACK, id="taken back"),
        pytest.param(["sent", "accepted", "not for me"], Ending.NOT_FOR_ME, id="not for me, before"),
        pytest.param(["sent", "attended", "not for me: too far"], Ending.TRIED_NOT_FOR_ME, id="not for me, after"),
    ],
)
def test_the_ending_follows_from_the_steps(told, ending):
    assert ending_of(steps(*told)) == ending
