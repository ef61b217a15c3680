"""The pages that ask for a goal or an action, and what a colleague changed of it meanwhile."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import Whose
from directory.staff.cases.goals.goal_forms import ActionForm, GoalForm
from directory.staff.cases.goals.goal_words import IDEAS, WHO, out_of_ten
from directory.web.components import Fact
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class GoalPage:
    """Whose goal is asked for or changed; `goal_id` where there is one already."""

    name: str
    reference: str
    goal_id: uuid.UUID | None = None


@dataclass(frozen=True)
class ActionPage:
    """Whose action is asked for or changed. `activity` names what a match found, where it is that."""

    name: str
    reference: str
    activity: str = ""
    action_id: uuid.UUID | None = None


def known_of_goal(goal: Goal) -> dict[str, Any]:
    """A goal, as its form shows it."""
    return {
        "words": goal.words,
        "importance": goal.importance,
        "confidence": goal.confidence,
        "needs": list(goal.need_codes),
        "note": goal.note,
        "is_private": ["yes"] if goal.is_private else [],
        "seen": goal.version,
    }


def known_of_action(action: PlanAction) -> dict[str, Any]:
    """An action, as its form shows it."""
    return {
        "planned_id": str(action.planned_id) if action.planned_id else "",
        "what": action.what,
        "goal_id": str(action.goal_id) if action.goal_id else "",
        "who": action.who,
        "who_name": action.who_name,
        "due_on": action.due_on,
        "idea": action.idea,
        "helps": action.helps,
        "note": action.note,
        "is_private": ["yes"] if action.is_private else [],
        "seen": action.version,
    }


def take_newest_goal(form: GoalForm, known: Mapping[str, Any]) -> Sequence[Fact]:
    """What the goal says now, where somebody changed it meanwhile; the form, sent again, then replaces it."""
    if form.seen.data == known["seen"]:
        return ()
    form.seen.data = known["seen"]
    return (
        Fact("What they want", known["words"]),
        Fact("Matters", out_of_ten(known["importance"])),
        Fact("Sure", out_of_ten(known["confidence"])),
        Fact("Note", known["note"] or "None"),
    )


def take_newest_action(form: ActionForm, known: Mapping[str, Any]) -> Sequence[Fact]:
    """What the action says now, where somebody changed it meanwhile; the form, sent again, then replaces it."""
    if form.seen.data == known["seen"]:
        return ()
    form.seen.data = known["seen"]
    who = Whose(known["who"])
    return (
        Fact("What", known["what"] or "As the activity says"),
        Fact("Who", known["who_name"] if who is Whose.OTHER else WHO[who]),
        Fact("By when", uk_short_date(known["due_on"]) if known["due_on"] else "No day"),
        Fact("Whose idea", IDEAS[Whose(known["idea"])]),
        Fact("What helps", known["helps"] or "Nothing is written down"),
        Fact("Note", known["note"] or "None"),
    )
