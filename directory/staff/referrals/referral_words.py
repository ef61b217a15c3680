"""How referrals stand, in the words of the pages of staff."""

from directory.referrals.endings import Ending
from directory.referrals.figures import GroupFigures
from directory.referrals.room import RoomWarning
from directory.referrals.states import ReferralState
from directory.referrals.tell_by import TellBy
from directory.web.words import counted

WARNED = {
    RoomWarning.FULL: "The group says that it is full.",
    RoomWarning.WAITING_LIST: "The group says that it has a waiting list.",
    RoomWarning.USED_UP: "As many people were sent since as the group said it can take.",
}
ENDING_WORDS = {
    Ending.STAYED: "They went, and it came to its end",
    Ending.STOPPED: "They went, and stopped",
    Ending.NEVER_WENT: "They never went",
    Ending.NO_ROOM: "The group had no room",
    Ending.NOT_FOR_THEM: "The group said no",
    Ending.NO_REPLY: "The group did not reply",
    Ending.TAKEN_BACK: "We took it back",
    Ending.NOT_FOR_ME: "They decided that it is not for them",
    Ending.TRIED_NOT_FOR_ME: "They tried it, and it is not for them",
}
HISTORY_WORDS = {
    ReferralState.SENT: "Referred to the group",
    ReferralState.ACCEPTED: "The group said yes",
    ReferralState.WAITING: "Put on a waiting list",
    ReferralState.DECLINED: "The group said no",
    ReferralState.WITHDRAWN: "Referral taken back",
    ReferralState.ATTENDED: "They went for the first time",
    ReferralState.NOT_ATTENDED: "They did not go",
    ReferralState.GOING: "They still go",
    ReferralState.ENDED: "Ended",
    ReferralState.NOT_FOR_ME: "“Not for me”",
}
# How a referral stands whose group knows nothing yet, and what is done about it by whom.
UNTOLD_STATES = {TellBy.PHONE: "to ring", TellBy.PRINT: "letter to send"}
UNTOLD_WORDS = {
    TellBy.PHONE: "{name} rings them.",
    TellBy.PRINT: "{name} prints the letter, and posts it or hands it over.",
}


def figures_words(figures: GroupFigures | None) -> str:
    """How it went so far with a group, in words; nothing where that is too few to tell."""
    if figures is None:
        return ""
    taken = f"Of {figures.asked} people whom your team asked this group about, it took {figures.taken}."
    if figures.days is None:
        return taken
    when = "on the same day" if figures.days == 0 else f"within {counted(figures.days, 'day')}"
    return f"{taken} Half of its answers came {when}."
