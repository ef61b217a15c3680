"""Putting right what a match heard: taking a concept out, putting it back, and adding one that was missed."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, StringField

from directory.accounts.guards import current_actor, requires
from directory.casework.kept_questions import change_question, find_question, keep_question
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.matching.asked_before import (
    added,
    ask_anew,
    find_asked,
    learnt_again,
    left_out_again,
    not_learnt,
    not_refused,
    put_back,
    refused_again,
    taken_out,
    tried_again,
)
from directory.staff.matching.heard_chips import SHORTEST_SEARCH, FoundConcept, find_concepts
from directory.staff.matching.match_question import MatchQuestion, question_of
from directory.web.fields.carried import LONGEST
from directory.web.fields.text import tidy_text
from directory.web.forms import BaseForm, take_form
from directory.web.pages import render_page
from directory.web.words import counted

# What each button of a chip does to the question.
CHANGES: Mapping[str, Callable[[MatchQuestion, str], MatchQuestion]] = {
    "take_out": taken_out,
    "put_back": put_back,
    "add": added,
    "allow": not_refused,
    "refuse": refused_again,
    "unlearn": not_learnt,
    "learn": learnt_again,
    "try_again": tried_again,
    "leave_out": left_out_again,
}


class HeardForm(BaseForm):
    """The button that was pressed, by what it does, and what was typed to look for something else."""

    take_out = HiddenField()
    put_back = HiddenField()
    add = HiddenField()
    allow = HiddenField()
    refuse = HiddenField()
    unlearn = HiddenField()
    learn = HiddenField()
    try_again = HiddenField()
    leave_out = HiddenField()
    q = StringField("Look for a need or interest")

    def changed(self, question: MatchQuestion) -> MatchQuestion:
        """The question as the button that was pressed leaves it."""
        for name, change in CHANGES.items():
            if value := shortened(self[name].data):
                question = change(question, value)
        return replace(question, looked_for="", gap="")


@dataclass(frozen=True)
class AddConceptPage:
    """The page on which something is added that was not heard."""

    question_id: uuid.UUID
    asked: str
    said: str
    found: Sequence[FoundConcept]


def shortened(text: str | None) -> str:
    return (tidy_text(text) or "")[:LONGEST]


@bp.post("/match/results/<uuid:question_id>/heard")
@requires("matching.match")
def change_heard(question_id: uuid.UUID) -> ResponseReturnValue:
    """Ask again with one thing more or less: a question of its own, so that Back leads to the one before."""
    with transaction() as db:
        actor = current_actor()
        asked = find_asked(db, actor, question_id)
        if asked is None:
            return ask_anew()
        changed = take_form(HeardForm).changed(asked.question)
        question_id = keep_question(db, actor, asked.client, changed.values)
    return redirect(url_for("staff.show_matches", question_id=question_id, _anchor="heard"), 303)


@bp.post("/match/results/<uuid:question_id>/look")
@requires("matching.match")
def look_for_concepts(question_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what is looked for with the question, so that no address tells it."""
    with transaction() as db:
        looked_for = shortened(request.form.get("q"))
        asked = change_question(db, current_actor(), question_id, looked_for=looked_for)
    if asked is None:
        return ask_anew()
    return redirect(url_for("staff.add_concept", question_id=question_id), 303)


@bp.get("/match/results/<uuid:question_id>/add")
@requires("matching.match")
def add_concept(question_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        asked = find_question(db, current_actor(), question_id)
        if asked is None:
            return ask_anew()
        question = question_of(asked)
        found = find_concepts(db, question)
    page = AddConceptPage(question_id, question.looked_for, found_words(question.looked_for, len(found)), found)
    return render_page("staff/add_concept.html", page)


def found_words(asked: str, found: int) -> str:
    """What was found, in a sentence."""
    if len(asked) < SHORTEST_SEARCH:
        return ""
    if not found:
        return f"Nothing else found for “{asked}”. Try another word."
    return f"{counted(found, 'need or interest', 'needs and interests')} found for “{asked}”."
