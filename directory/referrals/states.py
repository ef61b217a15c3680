"""The states of an onward referral and the moves between them, as one table."""

from enum import StrEnum

from directory.errors import Refused


class ReferralState(StrEnum):
    """How far an onward referral has come."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ATTENDED = "attended"
    """They went for the first time."""
    NOT_ATTENDED = "not attended"
    GOING = "going"
    """They still go, on the day of which it is said."""
    ENDED = "ended"
    NOT_FOR_ME = "not for me"
    """They themselves say that it is not for them, before or after they tried it: a normal ending."""


class Reason(StrEnum):
    """Why a referral was declined or ended, or why something is not for somebody."""

    NO_ROOM = "no room"
    NOT_ELIGIBLE = "not eligible"
    OUT_OF_AREA = "out of area"
    NO_REPLY = "no reply"
    CLIENT_CHANGED_MIND = "client changed mind"
    FINISHED = "finished"
    MOVED_ON = "moved on"
    """They found something else, or do not need it any more."""
    HEALTH = "health"
    DUTIES = "work or caring"
    MOVED_AWAY = "moved away"
    TOO_FAR = "too far"
    WRONG_TIME = "wrong time"
    COST = "cost"
    NOT_MY_THING = "not my thing"
    PEOPLE = "the people"
    TOO_MANY_PEOPLE = "too many people"
    OTHER = "other"


S = ReferralState
MOVES: dict[ReferralState, frozenset[ReferralState]] = {
    S.DRAFT: frozenset({S.SENT, S.WITHDRAWN, S.NOT_FOR_ME}),
    S.SENT: frozenset({S.ACCEPTED, S.WAITING, S.DECLINED, S.WITHDRAWN, S.ATTENDED, S.NOT_ATTENDED, S.NOT_FOR_ME}),
    S.WAITING: frozenset({S.ACCEPTED, S.DECLINED, S.WITHDRAWN, S.ATTENDED, S.NOT_ATTENDED, S.NOT_FOR_ME}),
    S.ACCEPTED: frozenset({S.ATTENDED, S.NOT_ATTENDED, S.WITHDRAWN, S.DECLINED, S.NOT_FOR_ME}),
    S.NOT_ATTENDED: frozenset({S.ATTENDED, S.WITHDRAWN, S.ENDED, S.NOT_FOR_ME}),
    S.ATTENDED: frozenset({S.GOING, S.ENDED, S.NOT_FOR_ME}),
    # That somebody still goes may be said again, of a later day.
    S.GOING: frozenset({S.GOING, S.ENDED, S.NOT_FOR_ME}),
    S.DECLINED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.ENDED: frozenset(),
    S.NOT_FOR_ME: frozenset(),
}
# What a client has been through: suggesting it again is for a person to think of.
TRIED = frozenset({S.DECLINED, S.NOT_ATTENDED, S.ENDED, S.NOT_FOR_ME})
# From where somebody may be sent on to something else: it came to nothing, or nothing is heard of it yet.
SENT_ON_FROM = TRIED | {S.WITHDRAWN, S.SENT, S.WAITING}
OPEN = frozenset(state for state, onward in MOVES.items() if onward)
# The states in which somebody has been there.
BEEN_THERE = frozenset({S.ATTENDED, S.GOING})
NEEDS_REASON = frozenset({S.DECLINED, S.ENDED})
# Nobody has to say why something is not for them.
MAY_GIVE_REASON = NEEDS_REASON | {S.NOT_FOR_ME}
# While a referral is in one of these its letter may leave: it goes on, and the provider is meant to know.
TOLD_TO_PROVIDER = OPEN - {S.DRAFT}


class MoveNotAllowed(Refused):
    """A referral cannot go from the state it is in to the one that was asked for."""


def check_move(now: ReferralState, to: ReferralState) -> None:
    """Raises MoveNotAllowed, naming what is possible."""
    if to in MOVES[now]:
        return
    onward = ", ".join(sorted(MOVES[now])) or "nothing: it is closed"
    raise MoveNotAllowed(f"This referral is {now}. From there it can become: {onward}.")


def check_take_back(came_from: str | None) -> None:
    """Every move of the table can be taken back, to the state it came from; that a referral was made cannot.

    Raises MoveNotAllowed for a move that came from nowhere.
    """
    if came_from is None:
        raise MoveNotAllowed("That it was made cannot be taken back. Write down that we took the referral back.")
