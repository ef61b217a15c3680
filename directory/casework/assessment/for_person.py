"""What a person gets to see of their plan: on a copy, and on their own page.

What their coordinator leaves off the copy, notes of the team, what was taken off the plan and what was given up are no
part of it. Their own page shows what they agreed to, and so nothing that came after that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.casework.assessment.agreeing_plan import find_agreement, find_next_review
from directory.casework.assessment.assessing import find_last_held
from directory.casework.assessment.assessment_states import CopyPart
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_queries import list_actions, list_changes, list_goals
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.assessment.rules import ADDED, is_off_copy, new_to_person
from directory.casework.models import Case


@dataclass(frozen=True)
class GoalForPerson:
    """A goal and what is done about it, as the person sees it."""

    goal: Goal
    actions: Sequence[PlanAction]


@dataclass(frozen=True)
class PlanForPerson:
    """A plan as the person sees it; `has_changed` where it is another than the one they agreed to.

    `needs` are codes of our vocabulary; they, strengths and concerns are those of the last assessment that is finished.
    """

    goals: Sequence[GoalForPerson]
    others: Sequence[PlanAction]
    agreed_on: date | None
    has_changed: bool
    review_on: date | None
    strengths: str = ""
    needs: Sequence[str] = ()
    concerns: str = ""

    @property
    def actions(self) -> list[PlanAction]:
        """All actions of it."""
        return [*(each for goal in self.goals for each in goal.actions), *self.others]


def plan_for_person(db: Session, case: Case, *, only_agreed: bool = False) -> PlanForPerson:
    """The plan of a case for the person it is about. `only_agreed` leaves out what came after they agreed."""
    agreement, changes = find_agreement(db, case), list_changes(db, case)
    number = agreement.change_number if agreement else 0
    too_new = (
        {each.thing_id for each in changes if each.kind in ADDED and each.number > number} if only_agreed else set()
    )
    actions = [each for each in list_actions(db, case) if is_shown(each) and each.id not in too_new]
    goals = [each for each in list_goals(db, case) if is_shown(each) and each.id not in too_new]
    shown = {each.id for each in goals}
    review = find_next_review(db, case)
    return PlanForPerson(
        goals=[GoalForPerson(goal, [each for each in actions if each.goal_id == goal.id]) for goal in goals],
        others=[each for each in actions if each.goal_id is None or (stands_alone(each) and each.goal_id not in shown)],
        agreed_on=agreement.agreed_on if agreement else None,
        has_changed=bool(agreement and new_to_person(changes, number)),
        review_on=review.due_on if review else None,
        **found_for_person(db, case, agreement.recorded_at if only_agreed and agreement else None),
    )


def found_for_person(db: Session, case: Case, until: datetime | None) -> dict[str, Any]:
    """What was found in the last assessment that was finished, until a moment, but for what stays off the copy."""
    assessment = find_last_held(db, case, only_finished=True)
    if assessment is None or (until and assessment.finished_at and assessment.finished_at > until):
        return {}
    found = {
        CopyPart.STRENGTHS: assessment.strengths or "",
        CopyPart.NEEDS: assessment.need_codes,
        CopyPart.CONCERNS: assessment.concerns or "",
    }
    return {part.value: words for part, words in found.items() if part not in assessment.parts_off_copy}


def is_shown(thing: Goal | PlanAction) -> bool:
    """Whether a goal or an action is on the plan as the person sees it."""
    given_up = thing.state in (GoalState.LET_GO, ActionState.DROPPED)
    return thing.removed_at is None and not given_up and not is_off_copy(thing)


def stands_alone(action: PlanAction) -> bool:
    """Whether an action goes on without its goal: one whose goal was removed or let go does not."""
    return action.goal is not None and is_shown(action.goal)
