"""What the page of a plan shows of goals and actions."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for

from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_states import ACTION_MOVES, GOAL_MOVES, ActionState, GoalState, Whose
from directory.casework.models import PlannedState
from directory.catalogue.models.services import Service, Stage
from directory.clock import day_of
from directory.staff.cases.goals.goal_forms import shortened
from directory.staff.cases.goals.goal_words import (
    ACTION_BUTTONS,
    ACTION_COLOURS,
    GOAL_BUTTONS,
    GOAL_COLOURS,
    IDEAS,
    out_of_ten,
    ratings_words,
    who_words,
)
from directory.staff.cases.plan_page import PlannedRow, when_words
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class MoveButton:
    """A button that says how something stands from now on."""

    to: str
    text: str


@dataclass(frozen=True)
class ActionRow:
    """An action on the page of a plan, and what its buttons send. `seen` is the version that is shown."""

    action_id: uuid.UUID
    what: str
    short: str
    href: str
    activity: Sequence[str]
    who: str
    idea: str
    due: str
    is_overdue: bool
    helps: str
    note: str
    state: str
    colour: str
    is_private: bool
    moves: Sequence[MoveButton]
    planned: PlannedRow | None
    seen: int


@dataclass(frozen=True)
class GoalRow:
    """A goal on the page of a plan with its actions. `before` are the ratings that went before those of now."""

    goal_id: uuid.UUID
    words: str
    short: str
    importance: str
    confidence: str
    before: Sequence[str]
    needs: Sequence[str]
    note: str
    state: str
    colour: str
    is_private: bool
    moves: Sequence[MoveButton]
    actions: Sequence[ActionRow]
    seen: int


@dataclass(frozen=True)
class RemovedRow:
    """Something that was taken off the plan, with where its button leads that puts it back."""

    kind: str
    words: str
    href: str


@dataclass(frozen=True)
class Found:
    """What the rows of a plan are made with: activities, their rows by planned activity, names of needs, and when."""

    services: Mapping[uuid.UUID, Service]
    planned: Mapping[uuid.UUID | None, PlannedRow]
    needs: Mapping[str, str]
    now: datetime


def goal_row(goal: Goal, found: Found) -> GoalRow:
    state = GoalState(goal.state)
    standing = [each for each in goal.actions if each.removed_at is None]
    return GoalRow(
        goal_id=goal.id,
        words=goal.words,
        short=shortened(goal.words),
        importance=out_of_ten(goal.importance),
        confidence=out_of_ten(goal.confidence),
        before=ratings_words(goal),
        needs=[found.needs.get(each, each) for each in goal.need_codes],
        note=goal.note or "",
        state=state.value,
        colour=GOAL_COLOURS[state],
        is_private=goal.is_private,
        moves=[MoveButton(each.value, GOAL_BUTTONS[each]) for each in GoalState if each in GOAL_MOVES[state]],
        actions=[action_row(each, found) for each in in_order(standing)],
        seen=goal.version,
    )


def in_order(actions: Sequence[PlanAction]) -> list[PlanAction]:
    """What is to do first, and of that what is due first."""
    return sorted(actions, key=lambda each: (each.state != ActionState.TO_DO, each.due_on or date.max, each.added_at))


def action_row(action: PlanAction, found: Found) -> ActionRow:
    state, today, service = ActionState(action.state), day_of(found.now), service_of(action, found.services)
    what = action.what or (service.name if service else "")
    is_due = state is ActionState.TO_DO and action.due_on is not None
    return ActionRow(
        action_id=action.id,
        what=what,
        short=shortened(what),
        href=href_of(service),
        activity=activity_words(action, service, found.now),
        who=who_words(action),
        idea=IDEAS[Whose(action.idea)],
        due=due_words(action),
        is_overdue=bool(is_due and action.due_on and action.due_on < today),
        helps=action.helps or "",
        note=action.note or "",
        state=state.value,
        colour=ACTION_COLOURS[state],
        is_private=action.is_private,
        moves=[MoveButton(each.value, ACTION_BUTTONS[each]) for each in (*ActionState,) if each in ACTION_MOVES[state]],
        planned=found.planned.get(action.planned_id),
        seen=action.version,
    )


def service_of(action: PlanAction, services: Mapping[uuid.UUID, Service]) -> Service | None:
    """The activity that an action is, where it is one."""
    return services.get(action.planned.service_id) if action.planned else None


def href_of(service: Service | None) -> str:
    """Where an activity is told of, while it is in the directory."""
    is_listed = service is not None and service.stage == Stage.PUBLISHED
    return url_for("public.show_activity", service_id=service.id) if service and is_listed else ""


def activity_words(action: PlanAction, service: Service | None, now: datetime) -> list[str]:
    """The activity that an action is: its name where the action is told in other words, whose it is, and when."""
    if service is None or action.planned is None:
        return []
    is_listed = service.stage == Stage.PUBLISHED
    when = when_words(service, now) if is_listed else "No longer in the directory"
    state = PlannedState(action.planned.state)
    stands = {PlannedState.REFERRED: "They are referred to it", PlannedState.SET_ASIDE: "Set aside"}
    named = [service.name] if action.what else []
    return [each for each in (*named, service.organization.name, when, stands.get(state, "")) if each]


def due_words(action: PlanAction) -> str:
    """By when it is to be done, or since when it is."""
    if action.ended_on:
        return f"{action.state.capitalize()} on {uk_short_date(action.ended_on)}"
    return f"By {uk_short_date(action.due_on)}" if action.due_on else ""


def removed_rows(
    reference: str, goals: Sequence[Goal], actions: Sequence[PlanAction], services: Mapping[uuid.UUID, Service]
) -> list[RemovedRow]:
    """What was taken off the plan by itself; what hung on a goal that was comes back with it."""
    rows = [
        RemovedRow("Goal", each.words, url_for("staff.put_goal_back", reference=reference, goal_id=each.id))
        for each in goals
        if each.removed_at
    ]
    gone = {each.id for each in goals if each.removed_at}
    for each in actions:
        if each.removed_at and each.goal_id not in gone:
            service = service_of(each, services)
            words = each.what or (service.name if service else "")
            href = url_for("staff.put_action_back", reference=reference, action_id=each.id)
            rows.append(RemovedRow("Action", words, href))
    return rows
