"""Gaps: asking the champion where a match finds nothing that will do, answering, and what is missing where."""

import uuid
from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.kept_questions import change_question, find_question
from directory.catalogue.term_queries import terms_by_code
from directory.champions import gaps
from directory.champions.gaps import AnsweredMeanwhile, count_gaps, get_gap, list_gaps
from directory.champions.models import GapReason
from directory.db import reading, transaction
from directory.staff.asked_before import ask_anew
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.gap_pages import GapPage, build_gaps_page, gap_line, gaps_sheet
from directory.staff.match_question import question_of
from directory.staff.match_results import match_again
from directory.staff.matching import show_matches
from directory.staff.no_match import GapForm, area_of, gap_id_of, meant_codes
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, is_asked_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

LONGEST_ANSWER = 2_000


class AnswerForm(LynchpinForm[str]):
    answer = LongTextField(
        "Your answer",
        hint="Name what there is, or say that there is nothing yet. Whoever asked will read this",
        required="Write an answer",
        longest=LONGEST_ANSWER,
        rows=4,
    )

    def to_input(self) -> str:
        return str(self.answer.data)


@bp.post("/match/results/<uuid:question_id>/gap")
@requires("matching.match")
@asks_again(show_matches)
def ask_champion(question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask about what is missing. Pressed twice, it is asked once."""
    # Apart from what is written: while the matcher thinks, nobody else shall wait to write.
    with reading() as db:
        actor = current_actor()
        asked = find_question(db, actor, question_id)
        if asked is None:
            return ask_anew()
        codes = meant_codes(match_again(db, actor, question_of(asked)))
    with transaction() as db:
        ask_once(db, actor, question_id, codes, load_form(GapForm))
    tell("It is written down, and the champion is asked.")
    return redirect(url_for("staff.show_matches", question_id=question_id, _anchor="gap"), 303)


def ask_once(db: Session, actor: Actor, question_id: uuid.UUID, codes: Sequence[str], reason: GapReason) -> None:
    """Ask about these needs, unless that was done for the question; a second press waits here for the first."""
    asked = change_question(db, actor, question_id)
    if asked is not None and gap_id_of(asked) is None:
        gap = gaps.ask_champion(db, actor, terms_by_code(db, codes), area_of(question_of(asked)), reason)
        change_question(db, actor, question_id, gap=str(gap.id))


@bp.get("/gaps")
@requires("matching.match")
def show_gaps() -> ResponseReturnValue:
    """What is missing where, what waits for an answer, and what was answered."""
    with reading() as db:
        actor = current_actor()
        waiting, answered = list_gaps(db, actor, is_open=True), list_gaps(db, actor, is_open=False)
        page = build_gaps_page(actor, waiting, answered, count_gaps(db, actor))
    return render_page("staff/show_gaps.html", page)


@bp.get(f"/gaps.{ENDING}")
@requires("matching.match")
def download_gaps(ending: str) -> ResponseReturnValue:
    """What is missing where and why, counted, as a sheet."""
    with reading() as db:
        sheet = gaps_sheet(count_gaps(db, current_actor()))
    return list_file(sheet, ending)


@bp.get("/gaps/<uuid:gap_id>")
@requires("matching.match")
def show_gap(gap_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        gap = get_gap(db, actor, gap_id)
        # Who was too late by a moment sees what they typed beside the answer.
        is_to_answer = gaps.may_answer_gap(db, actor, gap_id) and (gap.is_open or is_asked_again(AnswerForm))
        page = GapPage(gap_id, gap_line(gap, actor), is_to_answer)
    return render_page("staff/show_gap.html", page, form=show_form(AnswerForm))


@bp.post("/gaps/<uuid:gap_id>")
@requires("catalogue.edit")
@asks_again(show_gap)
def answer_gap(gap_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        gap = get_gap(db, actor, gap_id, to_answer=True)
        answer = load_form(AnswerForm)
        with said_on_the_page(AnsweredMeanwhile, field="answer"):
            gaps.answer_gap(db, actor, gap, answer)
    tell("Your answer is with whoever asked.")
    return redirect(url_for("staff.show_gaps"), 303)
