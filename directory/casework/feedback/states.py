"""How a complaint, thanks or an incident stands, which moves there are, and what one needs."""

from collections.abc import Mapping
from enum import StrEnum

from directory.casework.feedback.kinds import FeedbackKind, GivenBy


class FeedbackState(StrEnum):
    """Received, looked into, answered, closed. One that was closed may be looked into again."""

    RECEIVED = "received"
    LOOKED_INTO = "looked into"
    ANSWERED = "answered"
    CLOSED = "closed"


S = FeedbackState
MOVES: Mapping[FeedbackState, frozenset[FeedbackState]] = {
    S.RECEIVED: frozenset({S.LOOKED_INTO, S.ANSWERED, S.CLOSED}),
    S.LOOKED_INTO: frozenset({S.ANSWERED, S.CLOSED}),
    S.ANSWERED: frozenset({S.LOOKED_INTO, S.CLOSED}),
    S.CLOSED: frozenset({S.LOOKED_INTO}),
}
OPEN = tuple(each for each in S if each is not S.CLOSED)


def needs_answer(kind: FeedbackKind, given_by: GivenBy) -> bool:
    """Whether somebody waits for an answer: who complained, and is known."""
    return kind is FeedbackKind.COMPLAINT and given_by is not GivenBy.ANONYMOUS


def moves_of(kind: FeedbackKind, given_by: GivenBy, state: FeedbackState) -> list[FeedbackState]:
    """The states that come next, in their order. A complaint is closed only once it was answered."""
    allowed = MOVES[state]
    if needs_answer(kind, given_by) and state is not S.ANSWERED:
        allowed -= {S.CLOSED}
    return [each for each in S if each in allowed]
