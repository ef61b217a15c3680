"""How goals and actions stand, and the moves between, as tables."""

from enum import StrEnum
from typing import TypeVar

from directory.errors import Refused


class GoalState(StrEnum):
    """How a goal stands while somebody is supported."""

    OPEN = "working on it"
    ON_HOLD = "on hold"
    REACHED = "reached"
    LET_GO = "let go"


class ActionState(StrEnum):
    """How an action stands."""

    TO_DO = "to do"
    DONE = "done"
    DROPPED = "dropped"


class GoalResult(StrEnum):
    """What became of a goal by the end of a spell of support."""

    ACHIEVED = "achieved"
    PARTLY = "partly"
    NOT = "not"


class Whose(StrEnum):
    """Who does something, or had the idea: the person, their coordinator, or somebody else."""

    PERSON = "person"
    COORDINATOR = "coordinator"
    OTHER = "somebody else"


G, A = GoalState, ActionState
GOAL_MOVES: dict[GoalState, frozenset[GoalState]] = {
    G.OPEN: frozenset({G.ON_HOLD, G.REACHED, G.LET_GO}),
    G.ON_HOLD: frozenset({G.OPEN, G.REACHED, G.LET_GO}),
    G.REACHED: frozenset({G.OPEN}),
    G.LET_GO: frozenset({G.OPEN}),
}
ACTION_MOVES: dict[ActionState, frozenset[ActionState]] = {
    A.TO_DO: frozenset({A.DONE, A.DROPPED}),
    A.DONE: frozenset({A.TO_DO}),
    A.DROPPED: frozenset({A.TO_DO}),
}
State = TypeVar("State", bound=StrEnum)


class PlanMoveNotAllowed(Refused):
    """A goal or an action cannot go from how it stands to what was asked for."""


def check_plan_move(
    moves: dict[State, frozenset[State]], what: str, now: State, to: State, *, is_on_plan: bool = True
) -> None:
    """Raises PlanMoveNotAllowed, naming what is possible; what was taken off the plan has to be put back first."""
    if not is_on_plan:
        raise PlanMoveNotAllowed(f"This {what} is not on the plan any more. Put it back first.")
    if to not in moves[now]:
        onward = ", ".join(f"“{each}”" for each in sorted(moves[now]))
        raise PlanMoveNotAllowed(f"This {what} is “{now}”. From there it can become: {onward}.")
