"""How a referral stands, as whoever sent it is told: a word, and never anything of the person.

A referrer has to know whether somebody looks after the person they referred. What was talked about, what became of it
and whether the person was known to us before is for the person to tell, or for the message back that they agree to.
"""

from collections.abc import Mapping
from enum import StrEnum

from directory.casework.referrals_in.referral_states import DeclineReason, ReferralInState


class ToldStatus(StrEnum):
    """How a referral stands. It may go from any to any: people ring back, support begins anew, and who was taken for
    somebody else waits again.
    """

    RECEIVED = "received"
    CONTACTED = "contacted"
    NOT_REACHED = "not reached"
    GIVEN_UP = "given up"
    """Nobody reached them, and the team has stopped trying."""
    SUPPORTED = "supported"
    ENDED = "ended"
    NOT_TAKEN_ON = "not taken on"


class ToldReason(StrEnum):
    """Why somebody is not taken on, where that is about the team and not about the person."""

    OUT_OF_AREA = "out of area"
    NOT_ELIGIBLE = "not eligible"
    NO_ROOM = "no room"


S = ReferralInState
TOLD: Mapping[ReferralInState, ToldStatus] = {
    S.NEW: ToldStatus.RECEIVED,
    S.UNCONFIRMED: ToldStatus.RECEIVED,
    S.NOT_REACHED: ToldStatus.NOT_REACHED,
    S.ACCEPTED: ToldStatus.SUPPORTED,
    S.DECLINED: ToldStatus.NOT_TAKEN_ON,
    S.SIGNPOSTED: ToldStatus.NOT_TAKEN_ON,
    S.PASSED_ON: ToldStatus.NOT_TAKEN_ON,
    S.UNREACHABLE: ToldStatus.GIVEN_UP,
    # That somebody else referred them too is not for this sender: it moves when the other one does.
    S.JOINED: ToldStatus.RECEIVED,
}
# With these the referrer can turn elsewhere. The others say what somebody wants, or that they are known here already.
REASONS: Mapping[DeclineReason, ToldReason] = {
    DeclineReason.OUT_OF_AREA: ToldReason.OUT_OF_AREA,
    DeclineReason.NOT_ELIGIBLE: ToldReason.NOT_ELIGIBLE,
    DeclineReason.NO_ROOM: ToldReason.NO_ROOM,
}


def told_status(state: ReferralInState, *, was_reached: bool = False, has_ended: bool = False) -> ToldStatus:
    """What is told of a state: `was_reached` of who waits, and `has_ended` of the support that came of a referral."""
    told = TOLD[state]
    if told is ToldStatus.RECEIVED and was_reached:
        return ToldStatus.CONTACTED
    return ToldStatus.ENDED if told is ToldStatus.SUPPORTED and has_ended else told


def told_reason(reason: str | None) -> ToldReason | None:
    """What is told of why somebody is not taken on."""
    return REASONS.get(DeclineReason(reason)) if reason else None
