"""One complaint, thanks or incident: what was done about it, who sees to it, and what comes next."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.feedback.models import Feedback
from directory.casework.feedback.policy import may_see_to
from directory.casework.feedback.queries import clients_shown, get_feedback, list_steps
from directory.casework.feedback.seeing_to import MoveNotAllowed, arrange, list_owners, record_step
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.feedback.feedback_forms import (
    EVERY_STATE,
    FollowUpForm,
    StepForm,
    follow_up_of,
    people,
    state_choices,
)
from directory.staff.feedback.feedback_pages import feedback_page
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell

HERE = "/feedback/<uuid:feedback_id>"


@bp.get(HERE)
@requires("casework.read")
def show_feedback(feedback_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        feedback = get_feedback(db, actor, feedback_id)
        clients, steps = clients_shown(db, actor, [feedback]), list_steps(db, feedback)
        page = feedback_page(actor, feedback, clients, steps, clock.today())
        known = {"seen": feedback.version, "to_state": "", "finding": feedback.finding, "learning": feedback.learning}
        moves, owners = state_choices(feedback), owner_choices(db, actor, feedback)
        follow_up = follow_up_of(feedback)
    form: Any = show_form(StepForm, known, moves)
    form.offer(moves)
    following: Any = show_form(FollowUpForm, follow_up, owners)
    return render_page("staff/show_feedback.html", page, form=form, following=following)


@bp.post(f"{HERE}/steps")
@requires("casework.read")
@asks_again(show_feedback)
def create_feedback_step(feedback_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        feedback = get_feedback(db, actor, feedback_id, to_change=True)
        if not may_see_to(actor, feedback):
            raise NotFound("There is no such page.")
        # All of them, so that a second click is one: which may follow which, the operation knows.
        form = take_form(StepForm, EVERY_STATE)
        with said_on_the_page(ChangedMeanwhile, MoveNotAllowed):
            record_step(db, actor, feedback, form.load(), form.seen.data, str(form.submission_key.data))
    tell("It is written down.")
    return to_feedback(feedback_id)


@bp.post(f"{HERE}/follow-up")
@requires("casework.oversee")
@asks_again(show_feedback)
def arrange_feedback(feedback_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        feedback = get_feedback(db, actor, feedback_id, to_change=True)
        form = take_form(FollowUpForm, owner_choices(db, actor, feedback))
        with said_on_the_page(ChangedMeanwhile):
            arrange(db, actor, feedback, form.load(), form.follow_seen.data)
    tell("It is arranged. Whoever sees to it has it on their first page.")
    return to_feedback(feedback_id)


def owner_choices(db: Session, actor: Actor, feedback: Feedback) -> dict[str, Any]:
    return {"owner_id": people(list_owners(db, actor, feedback))}


def to_feedback(feedback_id: uuid.UUID) -> ResponseReturnValue:
    return redirect(url_for("staff.show_feedback", feedback_id=feedback_id), 303)
