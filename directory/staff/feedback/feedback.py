"""Complaints, thanks and incidents: the list, writing one down, and putting it right."""

import uuid
from contextlib import suppress
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import User
from directory.accounts.queries import list_colleagues
from directory.casework.feedback.keeping import put_right, record_feedback
from directory.casework.feedback.kinds import FeedbackKind
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.policy import may_put_right
from directory.casework.feedback.queries import clients_shown, get_feedback, list_feedback
from directory.casework.feedback.sight import is_readable
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.tellers import colleague
from directory.db import transaction
from directory.errors import NotFound, WrongInput
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.feedback.feedback_forms import FeedbackForm, PuttingRightForm, facts_of, people
from directory.staff.feedback.feedback_pages import (
    EditFeedbackPage,
    NewFeedbackPage,
    feedback_line,
    feedback_list,
    feedback_sheet,
    title_of,
)
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choices
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

HERE = "/feedback"
NO_SUCH_CLIENT = "There is no client with this reference. Check it on their page"


@bp.get(HERE)
@requires("casework.read")
def list_all_feedback() -> ResponseReturnValue:
    kind, is_all = asked_for()
    with transaction() as db:
        actor = current_actor()
        found = list_feedback(db, actor, kind, only_open=not is_all)
        clients = clients_shown(db, actor, found)
        lines = [feedback_line(each, clients, clock.today()) for each in found]
        page = feedback_list(actor, lines, kind, is_all=is_all)
    return render_page("staff/list_all_feedback.html", page)


@bp.get(f"{HERE}.{ENDING}")
@requires("casework.read")
def download_feedback(ending: str) -> ResponseReturnValue:
    """The list of the page as a sheet, without names and words."""
    kind, is_all = asked_for()
    with transaction() as db:
        sheet = feedback_sheet(list_feedback(db, current_actor(), kind, only_open=not is_all))
    return list_file(sheet, ending)


def asked_for() -> tuple[FeedbackKind | None, bool]:
    """Which kind the address asks for, and whether for closed ones too."""
    with suppress(ValueError):
        return FeedbackKind(request.args.get("kind", "")), request.args.get("show") == "all"
    return None, request.args.get("show") == "all"


@bp.get(f"{HERE}/new")
@requires("casework.read")
def new_feedback() -> ResponseReturnValue:
    reference, page = request.args.get("client", ""), NewFeedbackPage()
    with transaction() as db:
        actor = current_actor()
        if reference:
            client = get_client(db, actor, reference)
            page = NewFeedbackPage(client.listed_name, client.reference)
        elif request.method == "POST":
            # Whose reference stands in a form that is asked again is shown, and so written down.
            with suppress(WrongInput):
                find_named(db, actor, request.form.get("client", ""))
        choices = team_choices(db, actor)
    known = {"received_on": clock.today(), "client": page.reference}
    form: Any = show_form(FeedbackForm, known, choices)
    return render_page("staff/new_feedback.html", page, form=form)


@bp.post(HERE)
@requires("casework.read")
@asks_again(new_feedback)
def create_feedback() -> ResponseReturnValue:
    """Write one down. Who may not read it after that is told who does."""
    with transaction() as db:
        actor = current_actor()
        form = take_form(FeedbackForm, team_choices(db, actor))
        wanted = form.load()
        client = find_named(db, actor, form.client.data or "")
        feedback, _ = record_feedback(db, colleague(actor), client, wanted, str(form.submission_key.data))
        # What decides who reads it is asked of the database.
        db.flush()
        reads = db.scalar(select(Feedback.id).where(Feedback.id == feedback.id, is_readable(actor))) is not None
        href = url_for("staff.show_feedback", feedback_id=feedback.id)
    if not reads:
        tell("It is written down. As it is about you, others see to it, and you do not see it again.")
        return redirect(url_for("staff.list_all_feedback"), 303)
    tell("It is written down. Managers see it.")
    return redirect(href, 303)


def find_named(db: Session, actor: Actor, typed: str) -> Client | None:
    """The client whose reference was typed; None where none was. Raises WrongInput."""
    reference = typed.replace(" ", "")
    if not reference:
        return None
    try:
        return get_client(db, actor, reference, to_change=True)
    except NotFound:
        raise WrongInput("Check the reference.", {"client": NO_SUCH_CLIENT}) from None


def team_choices(db: Session, actor: Actor) -> dict[str, Choices]:
    """Whom of the team something may be about."""
    found: list[User] = []
    for role in (Role.COORDINATOR, Role.MANAGER, Role.CHAMPION):
        found += list_colleagues(db, actor, role)
    return {"about_user_id": people(sorted(dict.fromkeys(found), key=lambda each: each.name))}


@bp.get(f"{HERE}/<uuid:feedback_id>/edit")
@requires("casework.read")
def edit_feedback(feedback_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        feedback = get_to_put_right(db, actor, feedback_id)
        known, choices = facts_of(feedback), choices_with(db, actor, feedback)
        page = EditFeedbackPage(feedback.id, title_of(feedback))
    form: Any = show_form(PuttingRightForm, known, choices)
    return render_page("staff/edit_feedback.html", page, form=form)


@bp.post(f"{HERE}/<uuid:feedback_id>/edit")
@requires("casework.read")
@asks_again(edit_feedback)
def update_feedback(feedback_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        feedback = get_to_put_right(db, actor, feedback_id, to_change=True)
        form = take_form(PuttingRightForm, choices_with(db, actor, feedback))
        with said_on_the_page(ChangedMeanwhile):
            put_right(db, actor, feedback, form.load(), form.seen.data)
        is_about_them = feedback.about_user_id == actor.user_id and feedback.kind != FeedbackKind.COMPLIMENT
    tell("It is put right.")
    if is_about_them:
        return redirect(url_for("staff.list_all_feedback"), 303)
    return redirect(url_for("staff.show_feedback", feedback_id=feedback_id), 303)


def choices_with(db: Session, actor: Actor, feedback: Feedback) -> dict[str, Choices]:
    """The choices with whom it is about already, who may have left."""
    choices = team_choices(db, actor)
    known = [each for each in choices["about_user_id"] if not isinstance(each, tuple)]
    about = feedback.about_user
    if about is not None and str(about.id) not in {each.value for each in known}:
        return {"about_user_id": [*known, *people([about])]}
    return choices


def get_to_put_right(db: Session, actor: Actor, feedback_id: uuid.UUID, *, to_change: bool = False) -> Feedback:
    """One that the actor may put right. Raises NotFound."""
    feedback = get_feedback(db, actor, feedback_id, to_change=to_change)
    if not may_put_right(actor, feedback):
        raise NotFound("There is no such page.")
    return feedback
