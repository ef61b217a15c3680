"""A client's plan: putting chosen activities of a match on it, setting one aside, and putting it back."""

import uuid
from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.actions import add_planned
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_queries import find_goal
from directory.casework.assessment.plan_states import Whose
from directory.casework.kept_questions import change_question
from directory.casework.models import Client, PlannedActivity, PlannedState
from directory.casework.plan import get_planned, set_aside
from directory.casework.queries import get_case
from directory.db import transaction
from directory.referrals.planning import ChosenActivity, plan_activities, put_back
from directory.staff.blueprint import bp
from directory.staff.cases.goals.goals import to_goal
from directory.staff.cases.plan_page import planned_words
from directory.staff.matching.asked_before import ask_anew
from directory.staff.matching.chosen import PlannedForm
from directory.staff.matching.match_question import question_of
from directory.staff.matching.shown_reasons import read_reasons
from directory.staff.records.records import get_client
from directory.web.forms import BaseForm, SeenField, take_form
from directory.web.ids import find_id
from directory.web.pages import tell, tell_missing


class SeenForm(BaseForm):
    """The version of an activity on a plan that was shown beside a button."""

    seen = SeenField()


@bp.post("/match/results/<uuid:question_id>/plan")
@requires("casework.write")
def plan_chosen(question_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was ticked on the plan of the client the match is for, with the reasons that were shown."""
    with transaction() as db:
        actor, form = current_actor(), take_form(PlannedForm)
        chosen, idea = form.ids, form.whose
        asked = change_question(db, actor, question_id, chosen=[str(each) for each in chosen])
        if asked is None:
            return ask_anew()
        client = get_client(db, actor, question_of(asked).client, to_change=True)
        goal = find_goal(db, client, find_id(question_of(asked).goal))
        if chosen and goal is not None and idea is None:
            return say_whose(question_id)
        wanted = [ChosenActivity(each, shown_reasons(each, client.reference)) for each in chosen]
        planned = plan_activities(db, actor, client, wanted) if wanted else ()
        told, reference = planned_words(planned) if wanted else "", client.reference
        if goal is not None and idea is not None:
            add_to_goal(db, actor, client, goal, planned, idea)
    if not told:
        tell_missing("Nothing is ticked yet. Tick Choose on the activities to add.")
        return redirect(url_for("staff.show_matches", question_id=question_id), 303)
    tell(told)
    return to_plan(reference) if goal is None else to_goal(reference, goal.id)


def say_whose(question_id: uuid.UUID) -> ResponseReturnValue:
    """Back to the results, where what was ticked is ticked still."""
    tell_missing("Nothing is added yet. Choose whose idea it is, then press “Add to the plan”.")
    return redirect(url_for("staff.show_matches", question_id=question_id, _anchor="choose-heading"), 303)


def add_to_goal(
    db: Session, actor: Actor, client: Client, goal: Goal, planned: Sequence[PlannedActivity], idea: Whose
) -> None:
    """Make actions of a goal of what was chosen for it. What somebody had set aside is left to whoever did so."""
    for each in planned:
        if each.state != PlannedState.SET_ASIDE:
            add_planned(db, actor, client, goal, each, idea)


def shown_reasons(service_id: uuid.UUID, reference: str) -> tuple[str, ...]:
    """The reasons on the card of an activity, which the page sends along, signed."""
    return read_reasons(service_id, reference, request.form.get(f"reasons-{service_id}", ""))


@bp.post("/clients/<reference>/plan/<uuid:planned_id>/set-aside")
@requires("casework.write")
def set_planned_aside(reference: str, planned_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        planned = get_planned(db, actor, client, planned_id)
        set_aside(db, actor, planned, seen=take_form(SeenForm).seen.data)
    tell("It is set aside. You can put it back below.")
    return to_plan(reference)


@bp.post("/clients/<reference>/plan/<uuid:planned_id>/put-back")
@requires("casework.write")
def put_planned_back(reference: str, planned_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        planned = get_planned(db, actor, client, planned_id)
        put_back(db, actor, planned, get_case(client, planned.case_id), seen=take_form(SeenForm).seen.data)
    tell("It is back on the plan.")
    return to_plan(reference)


def to_plan(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_client", reference=reference, _anchor="plan"), 303)
