"""Looking at a plan again together: when, who sees to it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_queries import list_goals, shown_case
from directory.casework.assessment.plan_states import GoalState
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.agreed_plan.plan_forms import HeldReviewForm, NextReviewForm, owner_choices
from directory.staff.cases.agreed_plan.plan_standing import since_last_review
from directory.staff.cases.goals.goal_words import out_of_ten
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
class ReviewPage:
    """Looking at a plan again: what changed since the last time, and the goals to ask about."""

    name: str
    reference: str
    since: str
    changed: Sequence[str] = ()
    goals: Sequence[ReviewedGoal] = ()


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
        page = ReviewPage(client.listed_name, client.reference, since, changed, [reviewed(each) for each in goals])
        rows, choices = [{"row_id": str(each.id)} for each in goals], who_may_own(db, actor)
        seen = known.version if known else 0
        draft = find_offer(db, actor, client, "plan-review")
    values = {"held_on": clock.today(), "ratings": rows, "owner_id": str(actor.user_id), "seen": seen}
    form: Any = show_drafted(HeldReviewForm, draft, values, choices)
    form.seen.data = seen
    return render_page("staff/new_plan_review.html", page, form=form, draft=draft)


def reviewed(goal: Goal) -> ReviewedGoal:
    last = f"Last time: matters {out_of_ten(goal.importance).lower()}, sure {out_of_ten(goal.confidence).lower()}"
    return ReviewedGoal(goal.words, last)


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
