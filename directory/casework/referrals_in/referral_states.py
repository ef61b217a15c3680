"""Where a referral to us comes from, how it stands, and why one is declined."""

from enum import StrEnum


class ReferralSource(StrEnum):
    """Who asked: the person, a professional, a voluntary organisation, or a friend or relative, who may tell us only
    how to reach them.
    """

    SELF = "self"
    PROFESSIONAL = "professional"
    VOLUNTARY = "voluntary organisation"
    FRIEND = "friend or family"


# Who asks for somebody as their work, and answers for what they say.
AT_WORK = frozenset({ReferralSource.PROFESSIONAL, ReferralSource.VOLUNTARY})


class ReferralInState(StrEnum):
    """How a referral to us stands. One that is `unconfirmed` waits until the person has said what they want; one that
    is `joined` is one more of somebody who waits already, and goes where that one goes.
    """

    NEW = "new"
    UNCONFIRMED = "unconfirmed"
    NOT_REACHED = "not reached"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    JOINED = "joined"
    SIGNPOSTED = "signposted"
    PASSED_ON = "passed on"
    UNREACHABLE = "unreachable"


S = ReferralInState
WAITING = frozenset({S.NEW, S.UNCONFIRMED})
# Told of a place, helped on to whoever can give more, or tried for long enough: each an ending of its own.
ANSWERED_OTHERWISE = frozenset({S.SIGNPOSTED, S.PASSED_ON, S.UNREACHABLE})
MOVES: dict[ReferralInState, frozenset[ReferralInState]] = {
    S.NEW: frozenset({S.ACCEPTED, S.DECLINED, S.NOT_REACHED, S.JOINED, *ANSWERED_OTHERWISE}),
    S.UNCONFIRMED: frozenset({S.ACCEPTED, S.DECLINED, S.NOT_REACHED, S.JOINED, *ANSWERED_OTHERWISE}),
    # Somebody may ring back.
    S.NOT_REACHED: frozenset({S.NEW, S.ACCEPTED, S.DECLINED, S.JOINED, *ANSWERED_OTHERWISE}),
    # Where they turn out to be somebody else than whom they were taken on as.
    S.ACCEPTED: frozenset({S.NEW, S.UNCONFIRMED}),
    S.DECLINED: frozenset(),
    S.SIGNPOSTED: frozenset(),
    S.PASSED_ON: frozenset(),
    S.UNREACHABLE: frozenset(),
    # Where two turn out to be two people.
    S.JOINED: frozenset({S.NEW, S.UNCONFIRMED}),
}


class DeclineReason(StrEnum):
    """Why somebody who asked is not supported by the team."""

    DOES_NOT_WANT = "does not want it"
    HELPED_ELSEWHERE = "helped elsewhere"
    OUT_OF_AREA = "out of area"
    NOT_ELIGIBLE = "not eligible"
    NO_ROOM = "no room"
    SENT_TWICE = "sent twice"
    OTHER = "other"


class GpAnswer(StrEnum):
    """Whether somebody is registered with a GP surgery, as they say."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not sure"
