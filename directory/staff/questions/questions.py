"""Questions to champions: what waits, what was asked, one question, and what becomes of its answer."""

import uuid
from collections.abc import Callable

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.champions.questions import answering
from directory.champions.questions.answer_times import times_by_domain
from directory.champions.questions.answering import AskedBackBefore, AskedBackWhy, NothingToOffer
from directory.champions.questions.asking import (
    get_known_to_change,
    get_own,
    get_question,
    get_to_answer,
    list_asked,
    list_to_answer,
    may_answer,
)
from directory.champions.questions.models import Question
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.questions.question_pages import WHY_BACK_WORDS, build_question_page, build_questions_page
from directory.web.fields.choices import Choice, OneOfField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm

ONE = "/questions/<uuid:asked_id>"


class AskBackForm(LynchpinForm[AskedBackWhy]):
    why = OneOfField(
        "It did not do: why?",
        [Choice(why.value, words) for why, words in WHY_BACK_WORDS.items()],
        hint="You can ask back once",
        required="Choose why it did not do",
        small=True,
    )

    def to_input(self) -> AskedBackWhy:
        return AskedBackWhy(self.why.data)


@bp.get("/questions")
@requires("matching.match")
def show_questions() -> ResponseReturnValue:
    """What waits for an answer, what was asked, and how long answers take."""
    with reading() as db:
        actor = current_actor()
        waiting, asked = list_to_answer(db, actor), list_asked(db, actor)
        page = build_questions_page(actor, waiting, asked, times_by_domain(db, clock.now()))
    return render_page("staff/show_questions.html", page)


@bp.get(ONE)
@requires("matching.match")
def show_question(asked_id: uuid.UUID) -> ResponseReturnValue:
    """A question, and its answer as it stands."""
    with reading() as db:
        actor = current_actor()
        question = get_question(db, actor, asked_id)
        page = build_question_page(db, actor, question, may_answer=may_answer(db, actor, asked_id))
    # The buttons carry what they need: their form is there to say what went wrong with one.
    show_form(PressForm)
    return render_page("staff/show_question.html", page, form=show_form(AskBackForm))


@bp.post(f"{ONE}/used")
@requires("matching.match")
@asks_again(show_question)
def say_used(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the answer helped; from the page of a match, back to it."""
    done = pressed(asked_id, get_known_to_change, answering.note_use, "Thank you. The champion sees that it helped.")
    match_id = find_id(request.args.get("match"))
    return redirect(url_for("staff.show_matches", question_id=match_id), 303) if match_id else done


@bp.post(f"{ONE}/ask-back")
@requires("matching.match")
@asks_again(show_question)
def ask_back(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Ask once more, where the answer did not do."""
    with transaction() as db:
        actor = current_actor()
        question = get_own(db, actor, asked_id)
        why = load_form(AskBackForm)
        with said_on_the_page(AskedBackBefore, field="why"):
            answering.ask_back(db, actor, question, why)
    tell("The champion is asked once more.")
    return redirect(url_for("staff.show_question", asked_id=asked_id), 303)


@bp.post(f"{ONE}/confirm")
@requires("catalogue.edit")
@asks_again(show_question)
def confirm_answer(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Say that the answer is still right."""
    return pressed(asked_id, get_to_answer_now, answering.confirm_answer, "It is offered for another year.")


@bp.post(f"{ONE}/take-out")
@requires("catalogue.edit")
@asks_again(show_question)
def take_out_answer(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Offer the answer no more."""
    return pressed(asked_id, get_to_answer_now, answering.take_out_answer, "It is not offered any more.")


@bp.post(f"{ONE}/put-back")
@requires("catalogue.edit")
@asks_again(show_question)
def put_back_answer(asked_id: uuid.UUID) -> ResponseReturnValue:
    """Offer the answer again."""
    return pressed(asked_id, get_to_answer_now, answering.put_back_answer, "It is offered again.")


def get_to_answer_now(db: Session, actor: Actor, asked_id: uuid.UUID) -> Question:
    return get_to_answer(db, actor, asked_id, to_change=True)


def pressed(
    asked_id: uuid.UUID,
    get: Callable[[Session, Actor, uuid.UUID], Question],
    change: Callable[[Session, Actor, Question], object],
    said: str,
) -> ResponseReturnValue:
    """What a single button does, and back to the question."""
    with transaction() as db:
        actor = current_actor()
        question = get(db, actor, asked_id)
        load_form(PressForm)
        with said_on_the_page(NothingToOffer):
            change(db, actor, question)
    tell(said)
    return redirect(url_for("staff.show_question", asked_id=asked_id), 303)
