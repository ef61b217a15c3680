"""The words that somebody agreed to, kept whole as they stood, so that a later change leaves them alone."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import Whose


@dataclass(frozen=True)
class StepWords:
    """One step as the person reads it. `activity` is what an activity was called that a match found."""

    id: uuid.UUID
    what: str
    who: str
    who_name: str
    helps: str
    due_on: date | None
    state: str
    service_id: uuid.UUID | None = None
    activity: str = ""


@dataclass(frozen=True)
class GoalWords:
    """A goal as the person reads it, with what it was to them, from 1 to 10."""

    id: uuid.UUID
    words: str
    state: str
    importance: int | None = None
    confidence: int | None = None


@dataclass(frozen=True)
class GoalForPerson:
    """A goal and what is done about it, as the person sees it."""

    goal: GoalWords
    actions: Sequence[StepWords]


@dataclass(frozen=True)
class PlanWords:
    """The words of a plan as the person sees it. `needs` are codes of our vocabulary.

    `coordinator` is what the one was called who was to do what stands under their name.
    """

    goals: Sequence[GoalForPerson]
    others: Sequence[StepWords]
    strengths: str = ""
    needs: Sequence[str] = ()
    concerns: str = ""
    coordinator: str = ""

    @property
    def actions(self) -> list[StepWords]:
        """All steps of it."""
        return [*(each for goal in self.goals for each in goal.actions), *self.others]


def step_words(action: PlanAction, activities: Mapping[uuid.UUID, str]) -> StepWords:
    """A step as it stands; `activities` has what activities are called."""
    service_id = action.planned.service_id if action.planned else None
    return StepWords(
        id=action.id,
        what=action.what or "",
        who=action.who,
        who_name=action.who_name or "",
        helps=action.helps or "",
        due_on=action.due_on,
        state=action.state,
        service_id=service_id,
        activity=activities.get(service_id, "") if service_id else "",
    )


def goal_words(goal: Goal) -> GoalWords:
    """A goal as it stands."""
    return GoalWords(goal.id, goal.words, goal.state, goal.importance, goal.confidence)


def written(words: PlanWords) -> str:
    """The words as they are sealed; nothing else of a plan."""
    told = asdict(words)
    return json.dumps({each.name: told[each.name] for each in fields(PlanWords)}, default=str, ensure_ascii=False)


def read(kept: str | None) -> PlanWords | None:
    """The words as they were kept; None where they were not, as of agreements from before they were."""
    if not kept:
        return None
    told = json.loads(kept)
    return PlanWords(
        **{
            **told,
            "goals": [read_goal(each) for each in told["goals"]],
            "others": [read_step(each) for each in told["others"]],
        }
    )


def read_goal(told: Mapping[str, Any]) -> GoalForPerson:
    goal = {**told["goal"], "id": uuid.UUID(told["goal"]["id"])}
    return GoalForPerson(GoalWords(**goal), [read_step(each) for each in told["actions"]])


def read_step(told: Mapping[str, Any]) -> StepWords:
    found = {
        "id": uuid.UUID(told["id"]),
        "due_on": date.fromisoformat(told["due_on"]) if told["due_on"] else None,
        "service_id": uuid.UUID(told["service_id"]) if told["service_id"] else None,
    }
    return StepWords(**{**told, **found})


def in_lines(words: PlanWords) -> str:
    """The words as text, a line each, for whoever gets a copy of all that is held of them."""
    lines = [words.strengths, words.concerns]
    for each in words.goals:
        lines += [each.goal.words, *(f"– {step_line(step, words.coordinator)}" for step in each.actions)]
    lines += [step_line(step, words.coordinator) for step in words.others]
    return "\n".join(each for each in lines if each)


def step_line(step: StepWords, coordinator: str) -> str:
    who = {Whose.PERSON: "they do it", Whose.COORDINATOR: coordinator, Whose.OTHER: step.who_name}[Whose(step.who)]
    told = (step.what, step.activity, who, f"by {step.due_on:%d/%m/%Y}" if step.due_on else "", step.helps)
    return "; ".join(each for each in told if each)
