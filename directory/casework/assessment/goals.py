"""Goals of a plan: adding one, changing it, asking again how it stands, and removing it."""

import json
import uuid

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.actions import add_action
from directory.casework.assessment.changes import note_change, put_back, require_case, require_open, take_off
from directory.casework.assessment.plan_inputs import GoalInput, RatingInput
from directory.casework.assessment.plan_models import ChangeKind, Goal, GoalRating
from directory.casework.assessment.plan_states import GOAL_MOVES, GoalState, check_plan_move
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import add_once, new_id
from directory.errors import Refused, UsedBefore

MOST_GOALS = 30
GOING = frozenset({GoalState.OPEN.value, GoalState.ON_HOLD.value})


class TooManyGoals(Refused):
    """A plan that holds more than a person can look over with somebody is none."""

    def __init__(self) -> None:
        super().__init__(f"There are {MOST_GOALS} goals on the plan. Let one go or take one off first.")


def add_goal(db: Session, actor: Actor, client: Client, wanted: GoalInput) -> Goal:
    """Write down what somebody wants, with a first action where there is one. A second click writes it once.

    The caller keeps the client from others. Raises NoOpenCase, TooManyGoals, and UsedBefore where the key comes with
    other words.
    """
    case = require_case(client)
    known = find_goal_of_submission(db, client, wanted.submission_key)
    if known is not None:
        return replayed(known, wanted)
    require_room(db, case.id)
    goal = Goal(
        id=new_id(),
        scheme_id=client.scheme_id,
        client_id=client.id,
        case_id=case.id,
        words=wanted.words,
        note=wanted.note,
        needs=json.dumps(wanted.needs),
        is_private=wanted.is_private,
        state=GoalState.OPEN.value,
        added_by=actor.user_id,
        added_at=clock.now(),
        submission_key=wanted.submission_key,
    )
    goal.ratings, goal.actions = [], []
    kept, is_new = add_once(db, goal, lambda: find_goal_of_submission(db, client, wanted.submission_key))
    if not is_new:
        return replayed(kept, wanted)
    note_change(db, actor, goal, ChangeKind.GOAL_ADDED)
    keep_rating(db, actor, goal, wanted.importance, wanted.confidence)
    if wanted.first is not None:
        add_action(db, actor, client, wanted.first, goal)
    return goal


def change_goal(db: Session, actor: Actor, client: Client, goal: Goal, wanted: GoalInput) -> bool:
    """Put a goal into other words, or say otherwise how it stands with the person; says whether anything changed.

    Raises ChangedMeanwhile where somebody else changed it after it was looked at, and NoOpenCase.
    """
    require_open(client, goal)
    is_rated = (goal.importance, goal.confidence) != (wanted.importance, wanted.confidence)
    is_worded = has_other_words(goal, wanted)
    if not (is_rated or is_worded):
        return False
    if wanted.seen is not None and wanted.seen != goal.version:
        raise ChangedMeanwhile
    if is_rated:
        keep_rating(db, actor, goal, wanted.importance, wanted.confidence)
    if is_worded:
        goal.words, goal.note, goal.is_private = wanted.words, wanted.note, wanted.is_private
        goal.needs = json.dumps(wanted.needs)
        note_change(db, actor, goal, ChangeKind.GOAL_CHANGED)
    return True


def has_other_words(goal: Goal, wanted: GoalInput) -> bool:
    now = (goal.words, goal.note, goal.is_private, goal.need_codes)
    return now != (wanted.words, wanted.note, wanted.is_private, wanted.needs)


def rate_goal(db: Session, actor: Actor, client: Client, goal: Goal, said: RatingInput) -> None:
    """Keep what somebody says of a goal today, also where it is the same as before. Raises NoOpenCase.

    What they are not asked stays as they said it last.
    """
    require_open(client, goal)
    importance, confidence = goal.importance, goal.confidence
    keep_rating(db, actor, goal, said.importance, said.confidence)
    goal.importance = importance if said.importance is None else said.importance
    goal.confidence = confidence if said.confidence is None else said.confidence


def keep_rating(db: Session, actor: Actor, goal: Goal, importance: int | None, confidence: int | None) -> None:
    """Keep two numbers beside the earlier ones; where neither was said, that is no rating."""
    was_said = importance is not None or confidence is not None
    if not was_said and goal.importance is None and goal.confidence is None:
        return
    goal.importance, goal.confidence = importance, confidence
    if was_said:
        rating = GoalRating(
            id=new_id(),
            scheme_id=goal.scheme_id,
            client_id=goal.client_id,
            goal_id=goal.id,
            importance=importance,
            confidence=confidence,
            rated_on=clock.today(),
            rated_at=clock.now(),
            recorded_by=actor.user_id,
        )
        goal.ratings.append(rating)
    note_change(db, actor, goal, ChangeKind.GOAL_RATED)


def move_goal(db: Session, actor: Actor, client: Client, goal: Goal, to: GoalState, *, seen: int) -> None:
    """Say how a goal stands now. A second click changes nothing.

    Raises ChangedMeanwhile, PlanMoveNotAllowed, TooManyGoals and NoOpenCase.
    """
    if goal.state == to:
        return
    require_open(client, goal)
    if seen != goal.version:
        raise ChangedMeanwhile
    check_plan_move(GOAL_MOVES, "goal", GoalState(goal.state), to, is_on_plan=goal.removed_at is None)
    if to in GOING and goal.state not in GOING:
        require_room(db, goal.case_id)
    goal.state = to.value
    note_change(db, actor, goal, ChangeKind.GOAL_MOVED, to.value)


def remove_goal(db: Session, actor: Actor, client: Client, goal: Goal, *, seen: int) -> None:
    """Take a goal off the plan, with what hangs on it, so that it can be put back. A second click changes nothing."""
    take_off(db, actor, client, goal, ChangeKind.GOAL_REMOVED, seen=seen)


def put_goal_back(db: Session, actor: Actor, client: Client, goal: Goal) -> None:
    """Put a goal back on the plan that was removed, as it was. A second click changes nothing. Raises TooManyGoals."""
    if goal.removed_at is not None and goal.state in GOING:
        require_room(db, goal.case_id)
    put_back(db, actor, client, goal, ChangeKind.GOAL_PUT_BACK)


def require_room(db: Session, case_id: uuid.UUID) -> None:
    """Raises TooManyGoals where as many goals are going as a plan may hold."""
    going = (Goal.case_id == case_id, Goal.removed_at.is_(None), Goal.state.in_(GOING))
    if (db.scalar(select(func.count()).select_from(Goal).where(*going)) or 0) >= MOST_GOALS:
        raise TooManyGoals


def replayed(goal: Goal, wanted: GoalInput) -> Goal:
    """The goal a submission made before, if it says the same."""
    if goal.words != wanted.words:
        raise UsedBefore
    return goal


def find_goal_of_submission(db: Session, client: Client, submission_key: str) -> Goal | None:
    return db.scalar(select(Goal).where(Goal.client_id == client.id, Goal.submission_key == submission_key))
