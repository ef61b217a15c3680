"""What of a plan is new to the person, and what of it they get to see. No database, no clock."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Standing:
    """Whether a goal or an action is on the plan, and whether it is given up there."""

    is_on: bool = False
    is_given_up: bool = False


NOT_ON_PLAN = Standing()
MOVES_IT = ADDED | REMOVED | PUT_BACK


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
    """The changes after one of a number that make another plan, first to last.

    What is on the plan, and what of it is given up, is compared with how that was then: what was taken back meanwhile
    is no news.
    """
    before, now = standings(each for each in changes if each.number <= number), standings(changes)
    found: list[Change] = []
    for thing_id, stands in now.items():
        later = [each for each in changes if each.number > number and each.thing_id == thing_id]
        found += news_of_one(before.get(thing_id, NOT_ON_PLAN), stands, later)
    return sorted(found, key=lambda each: each.number)


def news_of_one(before: Standing, now: Standing, later: Sequence[Change]) -> list[Change]:
    """What is new of one goal or action: that it came, went, or is given up or not, and how it was put otherwise."""
    if not (before.is_on or now.is_on):
        return []
    moves = [each for each in later if each.kind in MOVES_IT or each.kind in MOVED]
    otherwise = [each for each in later if each.kind in MAKES_ANOTHER - MOVES_IT] if now.is_on else []
    return otherwise + (moves[-1:] if before != now else [])


def standings(changes: Iterable[Change]) -> dict[uuid.UUID | None, Standing]:
    """How each goal and action of a plan stands after some changes, first to last."""
    found: dict[uuid.UUID | None, Standing] = {}
    for each in changes:
        known = found.get(each.thing_id, NOT_ON_PLAN)
        if each.kind in MOVES_IT:
            known = replace(known, is_on=each.kind not in REMOVED)
        elif each.kind in MOVED:
            known = replace(known, is_given_up=each.to_state in GIVEN_UP)
        found[each.thing_id] = known
    return found
