"""What became of each goal by the end of a spell of support."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_queries import list_goals
from directory.casework.assessment.plan_states import GoalResult, GoalState
from directory.casework.closing.inputs import GoalResultInput
from directory.casework.models import Case
from directory.errors import WrongInput


def goals_to_close(db: Session, case: Case) -> Sequence[Goal]:
    """The goals of a case that are on its plan, first written first."""
    return [each for each in list_goals(db, case) if each.removed_at is None]


def likely_result(goal: Goal) -> str:
    """The result that stands already; else what follows from how a goal stands."""
    return goal.result or (GoalResult.ACHIEVED.value if goal.state == GoalState.REACHED else "")


def keep_results(db: Session, actor: Actor, case: Case, results: Mapping[str, GoalResultInput]) -> None:
    """Write down what became of each goal, by its id; what was written down before stays where nothing is said.

    Raises WrongInput for a goal of which nothing is known.
    """
    for goal in goals_to_close(db, case):
        told = results.get(str(goal.id))
        if told is None and goal.result:
            continue
        if told is None:
            raise WrongInput(f"Say first what became of “{goal.words}”.")
        if (goal.result, goal.result_note) == (told.result, told.note):
            continue
        goal.result, goal.result_note = told.result.value, told.note
        record_act(db, actor.user_id, actor.scheme_id, "goal.ended", "goal", [goal.id], ["result"])
