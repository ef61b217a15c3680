"""Looking at a plan again together: when, who sees to it, and what came of it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues
from directory.casework.assessment.agreeing_plan import hold_review, plan_next_review
from directory.casework.assessment.agreement_queries import find_next_review
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.plan_models import Goal, PlanAction
from directory.casework.assessment.plan_queries import list_goals, list_to_do, shown_case
from directory.casework.assessment.plan_states import ActionState, GoalState
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.catalogue.queries import services_by_id
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.agreed_plan.plan_forms import MOST_ACTIONS, HeldReviewForm, NextReviewForm, owner_choices
from directory.staff.cases.agreed_plan.plan_standing import action_words, since_last_review
from directory.staff.cases.goals.goal_forms import shortened
from directory.staff.cases.goals.goal_words import out_of_ten, who_words
from directory.staff.cases.goals.plan_rows import due_words
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@dataclass(frozen=True)
class ReviewedGoal:
    """A goal that is asked about again, with what they said last."""

    words: str
    last: str


@dataclass(frozen=True)
class ReviewedAction:
    """An action that is still to do: who does it by when, and the goal it leads to."""

    what: str
    about: str


@dataclass(frozen=True)
class ReviewPage:
    """Looking at a plan again: what changed since the last time, the goals to ask about, and the actions to do."""

    name: str
    reference: str
    since: str
    changed: Sequence[str] = ()
    goals: Sequence[ReviewedGoal] = ()
    actions: Mapping[str, ReviewedAction] = field(default_factory=dict)


def going_goals(db: Session, client: Client) -> list[Goal]:
    """The goals that are asked about again: those that are worked on or on hold."""
    case = shown_case(client)
    goals = list_goals(db, case) if case else ()
    return [each for each in goals if each.removed_at is None and each.state in (GoalState.OPEN, GoalState.ON_HOLD)]


def who_may_own(db: Session, actor: Actor) -> dict[str, list[Choice]]:
    return {"owner_id": owner_choices(list_colleagues(db, actor, Role.COORDINATOR))}


@bp.get("/clients/<reference>/plan/next-review")
@requires("casework.write")
def edit_next_review(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case = shown_case(client)
        known = find_next_review(db, case) if case else None
        page, choices = ReviewPage(client.listed_name, client.reference, ""), who_may_own(db, actor)
        values = {"owner_id": str(actor.user_id), "seen": 0}
        if known:
            values = {"due_on": known.due_on, "owner_id": str(known.owner_id), "seen": known.version}
    form: Any = show_form(NextReviewForm, values, choices)
    form.seen.data = values["seen"]
    return render_page("staff/edit_next_review.html", page, form=form)


@bp.post("/clients/<reference>/plan/next-review")
@requires("casework.write")
@asks_again(edit_next_review)
def save_next_review(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(NextReviewForm, who_may_own(db, actor))
        with said_on_the_page(NoOpenCase, ChangedMeanwhile):
            plan_next_review(db, actor, client, wanted)
    tell("It is written down when you look at the plan again.")
    return redirect(url_for("staff.show_plan", reference=reference, _anchor="agreed"), 303)


@bp.get("/clients/<reference>/plan/review")
@requires("casework.write")
def new_plan_review(reference: str) -> ResponseReturnValue:
    """The page that asks what came of looking at the plan: what changed, and how each goal stands with them now."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case, goals = shown_case(client), going_goals(db, client)
        known = find_next_review(db, case) if case else None
        since, changed = since_last_review(db, case) if case else ("", [])
        actions = actions_to_do(db, case) if case else {}
        asked = [reviewed(each) for each in goals]
        page = ReviewPage(client.listed_name, client.reference, since, changed, asked, actions)
        rows, choices = [{"row_id": str(each.id)} for each in goals], who_may_own(db, actor)
        to_do = [{"row_id": each, "became": ActionState.TO_DO.value} for each in actions]
        seen = known.version if known else 0
        draft = find_offer(db, actor, client, "plan-review")
    values = {"held_on": clock.today(), "ratings": rows, "actions": to_do, "owner_id": str(actor.user_id), "seen": seen}
    form: Any = show_drafted(HeldReviewForm, draft, values, choices)
    form.seen.data = seen
    return render_page("staff/new_plan_review.html", page, form=form, draft=draft)


def reviewed(goal: Goal) -> ReviewedGoal:
    last = f"Last time: matters {out_of_ten(goal.importance).lower()}, sure {out_of_ten(goal.confidence).lower()}"
    return ReviewedGoal(goal.words, last)


def actions_to_do(db: Session, case: Case) -> dict[str, ReviewedAction]:
    """The actions of a case that are still to do, by id, in the order in which they are due."""
    actions = list_to_do(db, case)[:MOST_ACTIONS]
    services = services_by_id(db, [each.planned.service_id for each in actions if each.planned])
    names = {key: each.name for key, each in services.items()}
    return {str(each.id): reviewed_action(each, names) for each in actions}


def reviewed_action(action: PlanAction, names: Mapping[uuid.UUID, str]) -> ReviewedAction:
    towards = f"Towards: {shortened(action.goal.words)}" if action.goal else ""
    about = ". ".join(filter(None, (who_words(action), due_words(action), towards)))
    return ReviewedAction(action_words(action, names), about)


@bp.post("/clients/<reference>/plan/review")
@requires("casework.write")
@asks_again(new_plan_review)
def create_plan_review(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(HeldReviewForm, who_may_own(db, actor))
        with said_on_the_page(NoOpenCase, ChangedMeanwhile):
            hold_review(db, actor, client, wanted)
        drop_draft(db, actor, client, "plan-review")
    tell("It is written down. Change below what you agreed to change.")
    return redirect(url_for("staff.show_plan", reference=reference), 303)
