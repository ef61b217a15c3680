"""The page of a plan: what somebody wants, what is done about it, and activities that hang on no goal yet."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_queries import list_actions, list_goals, shown_case
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.models import Client, PlannedActivity
from directory.casework.plan import list_plan
from directory.casework.queries import open_case
from directory.catalogue.queries import list_terms, services_by_id
from directory.catalogue.vocabulary import taxonomy_id
from directory.staff.cases.goals.goal_words import GOAL_COLOURS
from directory.staff.cases.goals.plan_rows import (
    ActionRow,
    Found,
    GoalRow,
    RemovedRow,
    action_row,
    goal_row,
    in_order,
    removed_rows,
)
from directory.staff.cases.plan_page import PlanPart, build_plan
from directory.web.words import counted


@dataclass(frozen=True)
class WholePlan:
    """A plan as it is shown: goals with actions, actions without a goal, and activities that are no action yet."""

    name: str
    reference: str
    has_case: bool
    may_change: bool
    may_match: bool
    goals: Sequence[GoalRow]
    loose: Sequence[ActionRow]
    removed: Sequence[RemovedRow]
    activities: PlanPart


@dataclass(frozen=True)
class GoalLine:
    """A goal in a line, for the page of a client."""

    words: str
    state: str
    colour: str
    actions: str


def whole_plan(db: Session, actor: Actor, client: Client) -> WholePlan:
    """The plan of the spell of support a client is in, else of their last one."""
    case, now = shown_case(client), clock.now()
    goals = list_goals(db, case) if case else ()
    actions = list_actions(db, case) if case else ()
    planned = list_plan(db, actor, client)
    services = services_by_id(db, [each.service_id for each in planned])
    on_plan = build_plan(actor, client, planned, services, now)
    found = Found(services, {each.planned_id: each for each in on_plan.rows}, need_names(db), now)
    return WholePlan(
        name=client.listed_name,
        reference=client.reference,
        has_case=case is not None,
        may_change=actor.may("casework.write") and open_case(client) is not None,
        may_match=actor.may("matching.match") and client.death is None,
        goals=[goal_row(each, found) for each in goals if each.removed_at is None],
        loose=[action_row(each, found) for each in in_order(without_goal(actions))],
        removed=removed_rows(client.reference, goals, actions, services),
        activities=build_plan(actor, client, not_yet_actions(planned, actions), services, now),
    )


def need_names(db: Session) -> Mapping[str, str]:
    """What our needs are called, by code."""
    return {term.code: term.name for term in list_terms(db, taxonomy_id("needs")) if term.code}


def without_goal(actions: Sequence[PlanAction]) -> list[PlanAction]:
    return [each for each in actions if each.goal_id is None and each.removed_at is None]


def not_yet_actions(planned: Sequence[PlannedActivity], actions: Sequence[PlanAction]) -> list[PlannedActivity]:
    """The activities on a plan that no action is about."""
    taken: set[uuid.UUID | None] = {each.planned_id for each in actions if stands(each)}
    return [each for each in planned if each.id not in taken]


def stands(action: PlanAction) -> bool:
    """Whether an action is on the plan: neither it nor its goal was removed."""
    return action.removed_at is None and (action.goal is None or action.goal.removed_at is None)


def goal_lines(db: Session, client: Client) -> list[GoalLine]:
    """The goals of a client, a line each."""
    case = shown_case(client)
    goals = list_goals(db, case) if case else ()
    return [goal_line(each) for each in goals if each.removed_at is None]


def goal_line(goal: Goal) -> GoalLine:
    standing = [each for each in goal.actions if each.removed_at is None]
    to_do = sum(each.state == ActionState.TO_DO for each in standing)
    told = f"{counted(to_do, 'action')} to do" if to_do else "Nothing to do now" if standing else "No action yet"
    return GoalLine(goal.words, goal.state, GOAL_COLOURS[GoalState(goal.state)], told)
