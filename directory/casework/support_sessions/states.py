"""The states of a support session and the moves between them, as one table; and why one did not happen."""

from enum import StrEnum

from directory.errors import Refused


class SessionState(StrEnum):
    """What became of a support session."""

    PLANNED = "planned"
    HAPPENED = "happened"
    MISSED = "did not happen"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"


class SessionReason(StrEnum):
    """Why a support session did not take place as it was planned."""

    ILLNESS = "illness"
    CRISIS = "crisis"
    COULD_NOT = "could not take part"
    DID_NOT_COME = "did not come"
    CHOSE_NOT_TO = "chose not to"
    OURS = "ours"
    LOGISTICS = "logistics"


class ReasonGroup(StrEnum):
    """The kinds of such reasons, as they are counted (Refer and Monitor tells the same three apart)."""

    COULD_NOT_TAKE_PART = "the person could not take part"
    DID_NOT_COME = "the person did not come or chose not to"
    OURS = "us, or getting there"


R = SessionReason
GROUPS: dict[SessionReason, ReasonGroup] = {
    R.ILLNESS: ReasonGroup.COULD_NOT_TAKE_PART,
    R.CRISIS: ReasonGroup.COULD_NOT_TAKE_PART,
    R.COULD_NOT: ReasonGroup.COULD_NOT_TAKE_PART,
    R.DID_NOT_COME: ReasonGroup.DID_NOT_COME,
    R.CHOSE_NOT_TO: ReasonGroup.DID_NOT_COME,
    R.OURS: ReasonGroup.OURS,
    R.LOGISTICS: ReasonGroup.OURS,
}

S = SessionState
# What was written down may be put right, and taken back. A session that was moved to another time is over: the one in
# its place goes on.
MOVES: dict[SessionState, frozenset[SessionState]] = {
    S.PLANNED: frozenset({S.HAPPENED, S.MISSED, S.CANCELLED, S.RESCHEDULED}),
    S.HAPPENED: frozenset({S.MISSED, S.PLANNED}),
    S.MISSED: frozenset({S.HAPPENED, S.CANCELLED, S.PLANNED}),
    S.CANCELLED: frozenset({S.HAPPENED, S.MISSED, S.PLANNED}),
    S.RESCHEDULED: frozenset(),
}
NEEDS_REASON = frozenset({S.MISSED, S.CANCELLED, S.RESCHEDULED})
# What can only be said once its day has come.
IN_THE_PAST = frozenset({S.HAPPENED, S.MISSED})


class MoveNotAllowed(Refused):
    """A support session cannot become what was asked for; the message says how it stands."""


def check_move(now: SessionState, to: SessionState) -> None:
    """Raises MoveNotAllowed, saying how the session stands."""
    if to not in MOVES[now]:
        raise MoveNotAllowed(f"This session is {now}. It cannot become {to}.")


class AskingState(StrEnum):
    """How a question for more sessions stands."""

    ASKED = "asked"
    ALLOWED = "allowed"
    REFUSED = "refused"
