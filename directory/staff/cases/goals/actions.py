"""Actions on a plan: adding one, changing it, saying that it is done, taking it off and putting it back."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.actions import (
    add_action,
    change_action,
    move_action,
    remove_action,
)
from directory.casework.assessment.actions import put_action_back as bring_action_back
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.plan_models import PlanAction
from directory.casework.assessment.plan_queries import get_action, list_goals, shown_case
from directory.casework.assessment.plan_states import ActionState
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client, PlannedActivity
from directory.casework.operations import ChangedMeanwhile
from directory.casework.plan import get_planned
from directory.catalogue.queries import services_by_id
from directory.db import transaction
from directory.errors import WrongInput
from directory.staff.blueprint import bp
from directory.staff.cases.goals.goal_forms import ActionForm, MoveGoalForm, goal_choices
from directory.staff.cases.goals.goal_pages import ActionPage, known_of_action, take_newest_action
from directory.staff.cases.goals.goal_words import ACTION_TOLD
from directory.staff.cases.goals.goals import to_goal
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, take_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/actions/new")
@requires("casework.write")
def new_action(reference: str) -> ResponseReturnValue:
    """The page that asks for an action: towards a goal, or made of an activity, that the address names."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        planned, draft = asked_planned(db, actor, client), find_offer(db, actor, client, "action")
        choices = {"goal_id": goals_to_pick(db, client)}
        known = {"goal_id": request.args.get("goal", ""), "planned_id": str(planned.id) if planned else ""}
        form: Any = show_drafted(ActionForm, draft, known, choices)
        begun_id = find_id(form.planned_id.data or "") if draft.is_taken else None
        planned = get_planned(db, actor, client, begun_id) if begun_id else planned
        page = ActionPage(client.listed_name, client.reference, activity_name(db, planned))
    return render_page("staff/new_action.html", page, form=form, draft=draft)


def asked_planned(db: Session, actor: Actor, client: Client) -> PlannedActivity | None:
    """The activity on the plan that the address or the form names."""
    planned_id = find_id(request.values.get("planned", request.form.get("planned_id", "")))
    return get_planned(db, actor, client, planned_id) if planned_id else None


def activity_name(db: Session, planned: PlannedActivity | None) -> str:
    return services_by_id(db, [planned.service_id])[planned.service_id].name if planned else ""


def goals_to_pick(db: Session, client: Client, action: PlanAction | None = None) -> list[Choice]:
    case = shown_case(client)
    return goal_choices(list_goals(db, case) if case else (), action.goal if action else None)


@bp.post("/clients/<reference>/actions")
@requires("casework.write")
@asks_again(new_action)
def create_action(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(ActionForm, {"goal_id": goals_to_pick(db, client)})
        with said_on_the_page(NoOpenCase):
            action = add_action(db, actor, client, wanted)
        drop_draft(db, actor, client, "action")
        goal_id = action.goal_id
    tell("The action is on the plan.")
    return to_goal(reference, goal_id)


@bp.get("/clients/<reference>/actions/<uuid:action_id>")
@requires("casework.write")
def edit_action(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        action = get_action(db, actor, client, action_id)
        page = ActionPage(client.listed_name, client.reference, activity_name(db, action.planned), action.id)
        known, choices = known_of_action(action), {"goal_id": goals_to_pick(db, client, action)}
        draft = find_offer(db, actor, client, "action-change", action.id)
    form: Any = show_drafted(ActionForm, draft, known, choices)
    newest = take_newest_action(form, known)
    return render_page("staff/edit_action.html", page, form=form, newest=newest, draft=draft)


@bp.post("/clients/<reference>/actions/<uuid:action_id>")
@requires("casework.write")
@asks_again(edit_action)
def save_action(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        action = get_action(db, actor, client, action_id)
        wanted = load_form(ActionForm, {"goal_id": goals_to_pick(db, client, action)})
        with said_on_the_page(ChangedMeanwhile, NoOpenCase):
            changed = change_action(db, actor, client, action, wanted)
        drop_draft(db, actor, client, "action-change", str(action_id))
        goal_id = action.goal_id
    tell("Changed." if changed else "Nothing was different.")
    return to_goal(reference, goal_id)


@bp.post("/clients/<reference>/actions/<uuid:action_id>/state")
@requires("casework.write")
def save_action_state(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        action, form = get_action(db, actor, client, action_id), take_form(MoveGoalForm)
        to = next((each for each in ActionState if each == form.to.data), None)
        if to is None:
            raise WrongInput("Open this page again, then press the button.")
        move_action(db, actor, client, action, to, seen=form.seen.data)
        goal_id = action.goal_id
    tell(ACTION_TOLD[to])
    return to_goal(reference, goal_id)


@bp.post("/clients/<reference>/actions/<uuid:action_id>/remove")
@requires("casework.write")
def take_action_off(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        action = get_action(db, actor, client, action_id)
        remove_action(db, actor, client, action, seen=take_form(MoveGoalForm).seen.data)
    tell("The action is off the plan. Under “Taken off the plan” below you can put it back.")
    return redirect(url_for("staff.show_plan", reference=reference), 303)


@bp.post("/clients/<reference>/actions/<uuid:action_id>/put-back")
@requires("casework.write")
def put_action_back(reference: str, action_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        action = get_action(db, actor, client, action_id)
        bring_action_back(db, actor, client, action)
        goal_id = action.goal_id
    tell("The action is back on the plan.")
    return to_goal(reference, goal_id)
