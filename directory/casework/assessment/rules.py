"""What of a plan is new to the person, and what of it they get to see. No database, no clock."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Protocol

from directory.casework.assessment.plan_models import ChangeKind, Goal, PlanAction, PlanChange
from directory.casework.assessment.plan_states import ActionState, GoalState

K = ChangeKind
# What makes another plan of it. How much a goal matters, and that something is done, does not.
MAKES_ANOTHER = frozenset(
    {
        K.GOAL_ADDED,
        K.GOAL_CHANGED,
        K.GOAL_REMOVED,
        K.GOAL_PUT_BACK,
        K.ACTION_ADDED,
        K.ACTION_CHANGED,
        K.ACTION_REMOVED,
        K.ACTION_PUT_BACK,
    }
)
GIVEN_UP = frozenset({GoalState.LET_GO.value, ActionState.DROPPED.value})
ADDED = frozenset({K.GOAL_ADDED, K.ACTION_ADDED})
REMOVED = frozenset({K.GOAL_REMOVED, K.ACTION_REMOVED})
PUT_BACK = frozenset({K.GOAL_PUT_BACK, K.ACTION_PUT_BACK})
MOVED = frozenset({K.GOAL_MOVED, K.ACTION_MOVED})


class Change(Protocol):
    """What a rule has to know of one change."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def to_state(self) -> str | None: ...
    @property
    def thing_id(self) -> uuid.UUID | None: ...


def is_off_copy(thing: Goal | PlanAction | None) -> bool:
    """Whether the person does not get to see a goal or an action: their coordinator says so of it, or of its goal."""
    if thing is None or thing.is_private:
        return thing is not None
    return isinstance(thing, PlanAction) and is_off_copy(thing.goal)


def new_to_person(changes: Iterable[PlanChange], number: int) -> list[PlanChange]:
    """What changed of what a person sees of their plan after the change of a number, first to last."""
    seen = [each for each in changes if not is_off_copy(each.goal or each.action)]
    wanted = {each.number for each in news(seen, number)}
    return [each for each in seen if each.number in wanted]


def news(changes: Sequence[Change], number: int) -> list[Change]:
    """The changes after one of a number that make another plan, without those that were taken back by later ones."""
    standing: dict[uuid.UUID | None, list[Change]] = {}
    for each in changes:
        if each.number > number:
            take_in(standing.setdefault(each.thing_id, []), each)
    return sorted((each for of_one in standing.values() for each in of_one), key=lambda each: each.number)


def take_in(standing: list[Change], change: Change) -> None:
    """Add a change to those of the same thing that stand, or let it take back one of them."""
    last = standing[-1] if standing else None
    if change.kind in PUT_BACK and last is not None and last.kind in REMOVED:
        standing.pop()
    elif change.kind in REMOVED and any(each.kind in ADDED for each in standing):
        standing.clear()
    elif change.kind in MOVED:
        given_up = [each for each in standing if each.kind in MOVED]
        if given_up:
            standing.remove(given_up[0])
        elif change.to_state in GIVEN_UP:
            standing.append(change)
    elif change.kind in MAKES_ANOTHER:
        standing.append(change)
