"""What a message says of the activities somebody was referred to: what was arranged, and what did not help.

Each referral whose group was told stands in one of the two. How one ended follows from its steps (`ending_of`).
"""

from collections.abc import Iterable, Mapping

from directory.referrals.endings import Ending, ending_of
from directory.referrals.models import OnwardReferral
from directory.referrals.states import Reason, ReferralState

S, R = ReferralState, Reason
# Nobody was told yet, so that nothing was arranged, and nothing failed.
NOT_TOLD = frozenset({S.DRAFT})
HELPED: Mapping[ReferralState, str] = {
    S.ATTENDED: "they went for the first time",
    S.GOING: "they still go",
    S.ACCEPTED: "the group has room, and they have not been yet",
    S.WAITING: "they are on the waiting list",
    S.SENT: "the group has not answered yet",
}
# It goes on, and has come to nothing so far.
DID_NOT: Mapping[ReferralState, str] = {S.NOT_ATTENDED: "they did not go"}
HELPED_TO_ITS_END: Mapping[Ending, str] = {Ending.STAYED: "they went, and it came to its end"}
DID_NOT_HELP: Mapping[Ending, str] = {
    Ending.STOPPED: "they went, and stopped",
    Ending.NEVER_WENT: "it ended before they went",
    Ending.NO_ROOM: "the group had no room",
    Ending.NOT_FOR_THEM: "the group could not take them",
    Ending.NO_REPLY: "the group did not reply",
    Ending.TAKEN_BACK: "we took the referral back",
    Ending.NOT_FOR_ME: "they decided that it is not for them",
    Ending.TRIED_NOT_FOR_ME: "they tried it, and it is not for them",
}
REASONS: Mapping[Reason, str] = {
    R.NO_ROOM: "no room",
    R.NOT_ELIGIBLE: "it is not meant for them",
    R.OUT_OF_AREA: "out of area",
    R.NO_REPLY: "no reply",
    R.CLIENT_CHANGED_MIND: "they changed their mind",
    R.FINISHED: "it has finished",
    R.MOVED_ON: "they found something else, or need it no more",
    R.HEALTH: "their health",
    R.DUTIES: "work, or caring for somebody",
    R.MOVED_AWAY: "they moved away",
    R.TOO_FAR: "too far, or hard to get to",
    R.WRONG_TIME: "the wrong time",
    R.COST: "what it costs",
    R.NOT_MY_THING: "not what they like to do",
    R.PEOPLE: "not at home with the people there",
    R.TOO_MANY_PEOPLE: "too many people, or too loud",
    R.OTHER: "another reason",
}
# With these the reason is said already.
SAYS_WHY = frozenset({Ending.NO_ROOM, Ending.NO_REPLY})


def helped_lines(referrals: Iterable[OnwardReferral]) -> list[str]:
    """What was arranged, and what came to a good end."""
    return lines_of(referrals, HELPED, HELPED_TO_ITS_END)


def not_helped_lines(referrals: Iterable[OnwardReferral]) -> list[str]:
    """What did not help, or did not come about, each with why where that was said."""
    return lines_of(referrals, DID_NOT, DID_NOT_HELP)


def lines_of(
    referrals: Iterable[OnwardReferral], going_on: Mapping[ReferralState, str], over: Mapping[Ending, str]
) -> list[str]:
    """The referrals that stand in one of these ways, in these words."""
    lines = []
    for each in referrals:
        ending = ending_of(each.standing_moves)
        words = over.get(ending) if ending else going_on.get(ReferralState(each.state))
        if words:
            lines.append(f"{each.service.name}: {words}{why_words(each, ending)}")
    return lines


def why_words(referral: OnwardReferral, ending: Ending | None) -> str:
    """Why it ended so, in brackets; nothing where nobody said, or the words before say it."""
    reason = referral.standing_moves[-1].reason
    return f" ({REASONS[Reason(reason)]})" if reason and ending not in SAYS_WHY else ""
