"""Answering a colleague's question, and changing the answer."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.champions.questions import answering
from directory.champions.questions.answering import AnsweredMeanwhile
from directory.champions.questions.asking import get_to_answer
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.questions.answer_form import AnswerForm, build_answer_form_page, values_of
from directory.staff.questions.questions import ONE
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell


@bp.get(f"{ONE}/answer")
@requires("catalogue.edit")
def new_answer(asked_id: uuid.UUID) -> ResponseReturnValue:
    """The form for an answer, with the one there is filled in."""
    with reading() as db:
        actor = current_actor()
        question = get_to_answer(db, actor, asked_id)
        form = show_form(AnswerForm, values_of(question))
        page = build_answer_form_page(db, actor, question, form)
    return render_page("staff/new_answer.html", page, form=form)


@bp.post(f"{ONE}/answer/activities")
@requires("catalogue.edit")
@asks_again(new_answer)
def look_for_activities(asked_id: uuid.UUID) -> ResponseReturnValue:
    """The form with one activity more or less, and what is found for what was typed. Nothing is kept."""
    with reading() as db:
        actor = current_actor()
        question = get_to_answer(db, actor, asked_id)
        form = take_form(AnswerForm)
        page = build_answer_form_page(db, actor, question, form)
    return render_page("staff/new_answer.html", page, form=form)


@bp.post(f"{ONE}/answer")
@requires("catalogue.edit")
@asks_again(new_answer)
def answer_question(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answer, and tell whoever asked."""
    with transaction() as db:
        actor = current_actor()
        question = get_to_answer(db, actor, asked_id, to_change=True)
        wanted = load_form(AnswerForm)
        with said_on_the_page(AnsweredMeanwhile, field="advice"):
            answering.answer_question(db, actor, question, wanted)
    tell("Your answer is with whoever asked.")
    return redirect(url_for("staff.show_question", asked_id=asked_id), 303)
