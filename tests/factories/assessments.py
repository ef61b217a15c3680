"""Goals and steps of plans for tests."""

from dataclasses import dataclass

from directory.casework.assessment.actions import add_action
from directory.casework.assessment.goals import add_goal
from directory.casework.assessment.plan_inputs import ActionInput, GoalInput
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import Whose
from tests.factories.accounts import new_word


def make_goal(db, actor, client, words="Get out of the house more", **more) -> Goal:
    goal = add_goal(db, actor, client, GoalInput(words, submission_key=f"goal-{new_word()}", **more))
    db.flush()
    return goal


def make_action(db, actor, client, goal=None, what="Ring the walking group", **more) -> PlanAction:
    action = add_action(db, actor, client, ActionInput(what, submission_key=f"action-{new_word()}", **more), goal)
    db.flush()
    return action


@dataclass(frozen=True)
class MadePlan:
    """What `make_whole_plan` made."""

    goal: Goal
    action: PlanAction


def make_whole_plan(db, actor, client) -> MadePlan:
    """One row in every table of a plan: for tests of all that is held of a person."""
    goal = make_goal(db, actor, client, "Sing again, as I used to", importance=9, confidence=3)
    action = make_action(
        db, actor, client, goal, "Go to the choir together", who=Whose.OTHER, who_name="Her niece Josie"
    )
    return MadePlan(goal, action)
