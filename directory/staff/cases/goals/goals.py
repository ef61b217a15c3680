"""The plan of a client, and the goals on it: adding one, changing it, moving it, taking it off and putting it back."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.assessing import find_last_held, list_assessments
from directory.casework.assessment.assessment_states import OPEN_STATES
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.goals import TooManyGoals, add_goal, change_goal, move_goal, remove_goal
from directory.casework.assessment.goals import put_goal_back as bring_goal_back
from directory.casework.assessment.plan_queries import get_goal, shown_case
from directory.casework.assessment.plan_states import GoalState
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.catalogue.queries import list_terms
from directory.catalogue.vocabulary import taxonomy_id
from directory.db import transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.cases.agreed_plan.plan_standing import plan_standing
from directory.staff.cases.assessing.assessment_pages import assessment_line, found_facts
from directory.staff.cases.goals.goal_forms import GoalForm, MoveGoalForm, NewGoalForm
from directory.staff.cases.goals.goal_pages import GoalPage, known_of_goal, take_newest_goal
from directory.staff.cases.goals.goal_words import GOAL_TOLD
from directory.staff.cases.goals.whole_plan_page import need_names, whole_plan
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.matching.match_question import need_choices
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, take_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/plan")
@requires("casework.read")
def show_plan(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page, case = whole_plan(db, actor, client), shown_case(client)
        standing = plan_standing(db, case, clock.today()) if case else None
        assessed = assessed_part(db, client)
    return render_page("staff/show_plan.html", page, standing=standing, **assessed)


def assessed_part(db: Session, client: Client) -> dict[str, Any]:
    """What the page of a plan shows of assessments: each, what was found in the last one, and whether one is open."""
    case, assessments = shown_case(client), list_assessments(db, client)
    held = find_last_held(db, case) if case else None
    last = next((each for each in assessments if held is not None and each.id == held.id), None)
    return {
        "assessments": [assessment_line(each) for each in assessments],
        "found": found_facts(last, need_names(db)) if last else (),
        "may_plan": all(each.state not in OPEN_STATES for each in assessments),
    }


@bp.get("/clients/<reference>/goals/new")
@requires("casework.write")
def new_goal(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page, choices = GoalPage(client.listed_name, client.reference), {"needs": needs_to_pick(db)}
        draft = find_offer(db, current_actor(), client, "goal")
    form = show_drafted(NewGoalForm, draft, None, choices)
    return render_page("staff/new_goal.html", page, form=form, draft=draft)


def needs_to_pick(db: Session) -> list[Choice]:
    return need_choices(list_terms(db, taxonomy_id("needs")))


@bp.post("/clients/<reference>/goals")
@requires("casework.write")
@asks_again(new_goal)
def create_goal(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(NewGoalForm, {"needs": needs_to_pick(db)})
        with said_on_the_page(NoOpenCase, TooManyGoals):
            goal = add_goal(db, actor, client, wanted)
        drop_draft(db, actor, client, "goal")
        goal_id = goal.id
    tell("The goal is on the plan.")
    if request.form.get("then") == "another":
        return redirect(url_for("staff.new_goal", reference=reference), 303)
    return to_goal(reference, goal_id)


@bp.get("/clients/<reference>/goals/<uuid:goal_id>")
@requires("casework.write")
def edit_goal(reference: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        goal = get_goal(db, actor, client, goal_id)
        page, known = GoalPage(client.listed_name, client.reference, goal.id), known_of_goal(goal)
        choices = {"needs": needs_to_pick(db)}
        draft = find_offer(db, actor, client, "goal-change", goal.id)
    form = show_drafted(GoalForm, draft, known, choices)
    return render_page("staff/edit_goal.html", page, form=form, draft=draft, newest=take_newest_goal(form, known))


@bp.post("/clients/<reference>/goals/<uuid:goal_id>")
@requires("casework.write")
@asks_again(edit_goal)
def save_goal(reference: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        goal = get_goal(db, actor, client, goal_id)
        wanted = load_form(GoalForm, {"needs": needs_to_pick(db)})
        with said_on_the_page(ChangedMeanwhile, NoOpenCase):
            changed = change_goal(db, actor, client, goal, wanted)
        drop_draft(db, actor, client, "goal-change", str(goal_id))
    tell("Changed." if changed else "Nothing was different.")
    return to_goal(reference, goal_id)


@bp.post("/clients/<reference>/goals/<uuid:goal_id>/state")
@requires("casework.write")
def save_goal_state(reference: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        goal, form = get_goal(db, actor, client, goal_id), take_form(MoveGoalForm)
        to = next((each for each in GoalState if each == form.to.data), None)
        if to is None:
            raise WrongInput("Open this page again, then press the button.")
        move_goal(db, actor, client, goal, to, seen=form.seen.data)
    tell(GOAL_TOLD[to])
    return to_goal(reference, goal_id)


@bp.post("/clients/<reference>/goals/<uuid:goal_id>/remove")
@requires("casework.write")
def take_goal_off(reference: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        goal = get_goal(db, actor, client, goal_id)
        remove_goal(db, actor, client, goal, seen=take_form(MoveGoalForm).seen.data)
    tell("The goal is off the plan. Under “Taken off the plan” below you can put it back.")
    return redirect(url_for("staff.show_plan", reference=reference), 303)


@bp.post("/clients/<reference>/goals/<uuid:goal_id>/put-back")
@requires("casework.write")
def put_goal_back(reference: str, goal_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        bring_goal_back(db, actor, client, get_goal(db, actor, client, goal_id))
    tell("The goal is back on the plan.")
    return to_goal(reference, goal_id)


def to_goal(reference: str, goal_id: uuid.UUID | None) -> ResponseReturnValue:
    """The page of the plan, at a goal of it."""
    anchor = f"goal-{goal_id}" if goal_id else "actions"
    return redirect(url_for("staff.show_plan", reference=reference, _anchor=anchor), 303)
