"""Asking the champion where to send somebody, from the page of a match."""

import uuid
from dataclasses import replace

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.kept_questions import change_question, find_question
from directory.catalogue.term_queries import terms_by_code
from directory.champions.questions import asking as questions
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.matching.asked_before import ask_anew
from directory.staff.matching.match_question import question_of
from directory.staff.matching.match_results import match_again
from directory.staff.matching.matching import show_matches
from directory.staff.questions.ask_part import AskForm, Picked, area_of, choices_of, meant_terms
from directory.web.forms import asks_again, load_form
from directory.web.ids import find_id
from directory.web.pages import tell


@bp.post("/match/results/<uuid:question_id>/question")
@requires("matching.match")
@asks_again(show_matches)
def ask_champion(question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask where to send somebody. Pressed twice, it is asked once."""
    # Apart from what is written: while the matcher thinks, nobody else shall wait to write.
    with reading() as db:
        actor = current_actor()
        asked = find_question(db, actor, question_id)
        if asked is None:
            return ask_anew()
        choices = choices_of(meant_terms(db, match_again(db, actor, question_of(asked))))
    with transaction() as db:
        ask_once(db, actor, question_id, load_form(AskForm, {"ask_needs": choices}))
    tell("Your question is with the champion. You get a letter when there is an answer.")
    return redirect(url_for("staff.show_matches", question_id=question_id, _anchor="ask"), 303)


def ask_once(db: Session, actor: Actor, question_id: uuid.UUID, picked: Picked) -> None:
    """Ask this, unless that was done for the match; a second press waits here for the first."""
    asked = change_question(db, actor, question_id)
    if asked is not None and find_id(asked.get("gap", "")) is None:
        wanted = replace(picked.question, area=area_of(question_of(asked)))
        question = questions.ask_question(db, actor, terms_by_code(db, picked.needs), wanted)
        change_question(db, actor, question_id, gap=str(question.id))
