"""What a person gets to see of their plan: on a copy, and on their own page.

What their coordinator leaves off the copy, notes of the team, what was taken off the plan and what was given up are no
part of it. What they agreed to is shown in the words they agreed to, whatever was changed since, and nothing that came
after that.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from directory.casework.assessment.agreed_words import (
    GoalForPerson,
    PlanWords,
    StepWords,
    goal_words,
    read,
    step_words,
)
from directory.casework.assessment.agreement_models import PlanAgreement
from directory.casework.assessment.agreement_queries import find_agreement, find_next_review
from directory.casework.assessment.assessing import find_last_held
from directory.casework.assessment.assessment_states import CopyPart
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_queries import list_actions, list_changes, list_goals
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.assessment.rules import ADDED, is_off_copy, new_to_person
from directory.casework.models import Case
from directory.catalogue.queries import services_by_id


@dataclass(frozen=True)
class PlanForPerson(PlanWords):
    """A plan as the person sees it; `has_changed` where it is another than the one they agreed to.

    Strengths, needs and concerns are those of the last assessment that is finished.
    """

    agreed_on: date | None = None
    has_changed: bool = False
    review_on: date | None = None


@dataclass(frozen=True)
class OnPlan:
    """The goals and steps of a plan that the person sees as it stands."""

    goals: Sequence[Goal]
    actions: Sequence[PlanAction]

    @property
    def states(self) -> dict[uuid.UUID, str]:
        """How each of them stands, by id."""
        return {each.id: each.state for each in self.goals} | {each.id: each.state for each in self.actions}


def plan_for_person(db: Session, case: Case, *, only_agreed: bool = False) -> PlanForPerson:
    """The plan of a case for the person it is about. `only_agreed` has the words they agreed to, and nothing since."""
    agreement, changes = find_agreement(db, case), list_changes(db, case)
    number = agreement.change_number if agreement else 0
    too_new = {each.thing_id for each in changes if each.kind in ADDED and each.number > number}
    on_plan = OnPlan(list(shown(list_goals(db, case))), list(shown(list_actions(db, case))))
    kept = read(agreement.words) if agreement and only_agreed else None
    if kept:
        words = as_far_as_it_goes(db, case, kept, on_plan.states)
    else:
        words = words_now(db, case, on_plan, too_new if only_agreed else set(), agreement if only_agreed else None)
    review = find_next_review(db, case)
    return PlanForPerson(
        **vars(words),
        agreed_on=agreement.agreed_on if agreement else None,
        has_changed=bool(agreement and new_to_person(changes, number)),
        review_on=review.due_on if review else None,
    )


def words_now(
    db: Session, case: Case, on_plan: OnPlan, too_new: set[uuid.UUID | None], agreement: PlanAgreement | None
) -> PlanWords:
    """The words of a plan as it stands, without what is too new, and what was found until they agreed."""
    goals = [each for each in on_plan.goals if each.id not in too_new]
    actions = [each for each in on_plan.actions if each.id not in too_new]
    names = activity_names(db, actions)
    told = {each.id: step_words(each, names) for each in actions}
    ids = {each.id for each in goals}
    return PlanWords(
        goals=[
            GoalForPerson(goal_words(goal), [told[each.id] for each in actions if each.goal_id == goal.id])
            for goal in goals
        ],
        others=[
            told[each.id]
            for each in actions
            if each.goal_id is None or (stands_alone(each) and each.goal_id not in ids)
        ],
        **found_for_person(db, case, agreement.recorded_at if agreement else None),
    )


def as_far_as_it_goes(db: Session, case: Case, kept: PlanWords, states: Mapping[uuid.UUID, str]) -> PlanWords:
    """The words somebody agreed to, of what is still on the plan that they see, with how each stands by now."""
    goals = [
        GoalForPerson(replace(each.goal, state=states[each.goal.id]), going_on(each.actions, states))
        for each in kept.goals
        if each.goal.id in states
    ]
    off = parts_off_copy(db, case)
    empty: dict[CopyPart, Any] = {CopyPart.STRENGTHS: "", CopyPart.NEEDS: (), CopyPart.CONCERNS: ""}
    left_off = {part.value: nothing for part, nothing in empty.items() if part in off}
    return replace(kept, goals=goals, others=going_on(kept.others, states), **left_off)


def going_on(steps: Iterable[StepWords], states: Mapping[uuid.UUID, str]) -> list[StepWords]:
    return [replace(each, state=states[each.id]) for each in steps if each.id in states]


def activity_names(db: Session, actions: Iterable[PlanAction]) -> dict[uuid.UUID, str]:
    ids = [each.planned.service_id for each in actions if each.planned]
    return {key: service.name for key, service in services_by_id(db, ids).items()} if ids else {}


def parts_off_copy(db: Session, case: Case) -> Sequence[str]:
    """The parts of what was found last that are left off a copy by now."""
    assessment = find_last_held(db, case)
    return assessment.parts_off_copy if assessment else ()


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


def shown(things: Iterable[Any]) -> Iterable[Any]:
    return (each for each in things if is_shown(each))


def is_shown(thing: Goal | PlanAction) -> bool:
    """Whether a goal or an action is on the plan as the person sees it."""
    given_up = thing.state in (GoalState.LET_GO, ActionState.DROPPED)
    return thing.removed_at is None and not given_up and not is_off_copy(thing)


def stands_alone(action: PlanAction) -> bool:
    """Whether an action goes on without its goal: one whose goal was removed or let go does not."""
    return action.goal is not None and is_shown(action.goal)
