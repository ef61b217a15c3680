"""Assessments of a client: planning one, writing down what was found, finishing it, and opening it again."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues
from directory.casework.agreeing import PersonHasDied
from directory.casework.assessment.assessing import (
    AssessmentIsOver,
    OneIsOpen,
    RisksNotAsked,
    are_risks_asked,
    finish_assessment,
    get_assessment,
    note_not_held,
    open_assessment_again,
    plan_assessment,
    put_off_assessment,
    write_assessment,
)
from directory.casework.assessment.changes import NoOpenCase
from directory.casework.assessment.plan_states import PlanMoveNotAllowed
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import open_case
from directory.casework.support_sessions.rhythm import find_rhythm
from directory.casework.support_sessions.visits import check_in, list_buddies
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.assessing.assessment_forms import (
    FoundForm,
    NotHeldForm,
    PlanAssessmentForm,
    SeenAssessmentForm,
)
from directory.staff.cases.assessing.assessment_pages import (
    AssessmentPage,
    assessment_page,
    known_found,
    known_time,
    planning_assessment_page,
    take_newest_found,
)
from directory.staff.cases.goals.goals import needs_to_pick
from directory.staff.cases.goals.whole_plan_page import need_names
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.staff.support_sessions.meeting_forms import NOT_REMINDED, people_choices
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell


def who_may_meet(db: Session, actor: Actor, client: Client) -> dict[str, list[Choice]]:
    return people_choices(list_colleagues(db, actor, Role.COORDINATOR), list_buddies(db, actor, client))


def to_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("staff.show_assessment", reference=reference, assessment_id=assessment_id), 303)


@bp.get("/clients/<reference>/assessments/new")
@requires("casework.write")
def new_assessment(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page, choices = planning_assessment_page(db, actor, client), who_may_meet(db, actor, client)
        case = open_case(client)
        rhythm = find_rhythm(db, case) if case else None
        remind_by = rhythm.remind_by if rhythm else None
    known = {"day": clock.today(), "coordinator_id": str(actor.user_id), "remind_by": remind_by or NOT_REMINDED}
    return render_page("staff/new_assessment.html", page, form=show_form(PlanAssessmentForm, known, choices))


@bp.post("/clients/<reference>/assessments")
@requires("casework.write")
@asks_again(new_assessment)
def create_assessment(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(PlanAssessmentForm, who_may_meet(db, actor, client))
        with said_on_the_page(NoOpenCase, OneIsOpen, PersonHasDied):
            assessment = plan_assessment(db, actor, client, wanted)
        assessment_id = assessment.id
    tell("The assessment is planned.")
    return to_assessment(reference, assessment_id)


@bp.get("/clients/<reference>/assessments/<uuid:assessment_id>")
@requires("casework.read")
def show_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        assessment = get_assessment(db, client, assessment_id)
        risks_due = not are_risks_asked(db, actor, client)
        page = assessment_page(db, actor, client, assessment, need_names(db), risks_due=risks_due)
    return render_page("staff/show_assessment.html", page, finishing=show_form(SeenAssessmentForm))


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/check-in")
@requires("casework.read")
def check_in_from_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        is_news = check_in(db, actor, get_assessment(db, client, assessment_id))
    tell("It is noted that they are out and well." if is_news else "That was noted before.")
    return to_assessment(reference, assessment_id)


@bp.get("/clients/<reference>/assessments/<uuid:assessment_id>/time")
@requires("casework.write")
def edit_assessment_time(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        assessment = get_assessment(db, client, assessment_id)
        page = planning_assessment_page(db, actor, client, assessment)
        known, choices = known_time(assessment), who_may_meet(db, actor, client)
    form: Any = show_form(PlanAssessmentForm, known, choices)
    form.seen.data = known["seen"]
    return render_page("staff/edit_assessment_time.html", page, form=form)


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/time")
@requires("casework.write")
@asks_again(edit_assessment_time)
def save_assessment_time(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        assessment = get_assessment(db, client, assessment_id)
        wanted = load_form(PlanAssessmentForm, who_may_meet(db, actor, client))
        with said_on_the_page(NoOpenCase, ChangedMeanwhile, AssessmentIsOver):
            changed = put_off_assessment(db, actor, client, assessment, wanted)
    tell("Changed." if changed else "Nothing was different.")
    return to_assessment(reference, assessment_id)


@bp.get("/clients/<reference>/assessments/<uuid:assessment_id>/found")
@requires("casework.write")
def edit_found(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    """The page on which is written down what was found."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        assessment = get_assessment(db, client, assessment_id)
        names, choices = need_names(db), {"needs": needs_to_pick(db)}
        risks_due = not are_risks_asked(db, actor, client)
        page = assessment_page(db, actor, client, assessment, names, risks_due=risks_due)
        draft = find_offer(db, actor, client, "assessment", assessment_id)
        form = show_drafted(FoundForm, draft, known_found(assessment), choices)
        newest = take_newest_found(form, assessment, names)
    return render_page("staff/edit_found.html", page, form=form, newest=newest, draft=draft)


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/found")
@requires("casework.write")
@asks_again(edit_found)
def save_found(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        assessment = get_assessment(db, client, assessment_id)
        wanted = load_form(FoundForm, {"needs": needs_to_pick(db)})
        with said_on_the_page(NoOpenCase, ChangedMeanwhile, PlanMoveNotAllowed):
            write_assessment(db, actor, client, assessment, wanted)
        drop_draft(db, actor, client, "assessment", str(assessment_id))
    tell("It is saved. Finish the assessment once everything is in it.")
    return to_assessment(reference, assessment_id)


@bp.get("/clients/<reference>/assessments/<uuid:assessment_id>/not-held")
@requires("casework.write")
def ask_not_held(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        assessment = get_assessment(db, client, assessment_id)
        page, seen = AssessmentPage(client.listed_name, client.reference, assessment.id), assessment.version
    form: Any = show_form(NotHeldForm, {"seen": seen})
    form.seen.data = seen
    return render_page("staff/ask_not_held.html", page, form=form)


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/not-held")
@requires("casework.write")
@asks_again(ask_not_held)
def save_not_held(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        assessment = get_assessment(db, client, assessment_id)
        wanted = load_form(NotHeldForm)
        with said_on_the_page(NoOpenCase, ChangedMeanwhile, PlanMoveNotAllowed):
            note_not_held(db, actor, client, assessment, wanted)
    tell("It is written down. Plan another one when they are ready.")
    return redirect(url_for("staff.show_plan", reference=reference), 303)


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/finish")
@requires("casework.write")
@asks_again(show_assessment)
def end_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        assessment, form = get_assessment(db, client, assessment_id), take_form(SeenAssessmentForm)
        with said_on_the_page(NoOpenCase, RisksNotAsked):
            finish_assessment(db, actor, client, assessment, seen=form.seen.data)
    tell("The assessment is finished. Now write down what they want.")
    return redirect(url_for("staff.show_plan", reference=reference), 303)


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/open-again")
@requires("casework.write")
def reopen_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        assessment, form = get_assessment(db, client, assessment_id), take_form(SeenAssessmentForm)
        open_assessment_again(db, actor, client, assessment, seen=form.seen.data)
    tell("It is open again. Finish it once more when everything is in it.")
    return to_assessment(reference, assessment_id)
