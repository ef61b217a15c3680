"""How a referral ended, as it follows from its steps: nobody writes it down, so that it cannot say anything else."""

from collections.abc import Iterable
from enum import StrEnum

from directory.referrals.models import ReferralMove
from directory.referrals.states import BEEN_THERE, OPEN, Reason, ReferralState

S = ReferralState


class Ending(StrEnum):
    """How it ended, seen from the person."""

    STAYED = "stayed"
    """They went, and it came to its end: it has finished, or they found something else."""
    STOPPED = "stopped"
    """They went, and then no more."""
    NEVER_WENT = "never went"
    NO_ROOM = "no room"
    NOT_FOR_THEM = "group said no"
    NO_REPLY = "no reply"
    TAKEN_BACK = "taken back"
    NOT_FOR_ME = "not for me"
    """They decided against it before they tried it."""
    TRIED_NOT_FOR_ME = "tried, and not for me"


# Ends of something that went well.
CAME_TO_ITS_END = (Reason.FINISHED, Reason.MOVED_ON)
# A no for one of these says nothing against a group: it told the truth about whom it can take.
JUSTIFIED = frozenset({Reason.NO_ROOM, Reason.NOT_ELIGIBLE, Reason.OUT_OF_AREA})


def ending_of(moves: Iterable[ReferralMove]) -> Ending | None:
    """How a referral with these standing moves ended; None while it goes on."""
    steps = list(moves)
    last = steps[-1]
    to, reason = S(last.to_state), Reason(last.reason) if last.reason else None
    if to in OPEN:
        return None
    went = any(each.to_state in BEEN_THERE for each in steps)
    if to is S.NOT_FOR_ME:
        return Ending.TRIED_NOT_FOR_ME if went else Ending.NOT_FOR_ME
    if to is S.ENDED:
        return ended_well(reason) if went else Ending.NEVER_WENT
    return ended_before(to, reason)


def ended_well(reason: Reason | None) -> Ending:
    return Ending.STAYED if reason in CAME_TO_ITS_END else Ending.STOPPED


def ended_before(to: ReferralState, reason: Reason | None) -> Ending:
    """How one ended that nobody went to: taken back, or with a no."""
    if to is S.WITHDRAWN:
        return Ending.TAKEN_BACK
    said = {
        Reason.NO_ROOM: Ending.NO_ROOM,
        Reason.NO_REPLY: Ending.NO_REPLY,
        Reason.CLIENT_CHANGED_MIND: Ending.NOT_FOR_ME,
    }
    return said.get(reason, Ending.NOT_FOR_THEM) if reason else Ending.NOT_FOR_THEM
