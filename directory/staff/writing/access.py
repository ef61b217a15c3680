"""Access at a place, in prompted questions: what was not asked yet stays unsaid, for silence is not a no."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.access.facts import AccessFact
from directory.catalogue.access.questions import (
    GROUPS,
    NARROWEST_CM,
    QUESTIONS,
    WIDEST_CM,
    AccessQuestion,
    Answer,
)
from directory.catalogue.history.access_answers import facts_in, with_answers
from directory.catalogue.models.places import Location
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.writing.parts import (
    Names,
    Part,
    PartForm,
    Values,
    Written,
    build_part_page,
    go_on,
    keep_part,
    open_part,
)
from directory.staff.writing.venues import WRITE_VENUE
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import NumberField, TextField
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page

ANSWERS = (
    Choice(Answer.YES.value, "Yes"),
    Choice(Answer.NO.value, "No"),
    Choice(Answer.UNKNOWN.value, "I asked, and nobody knew"),
    Choice("", "Not asked yet"),
)


def box_of(question: AccessQuestion) -> str:
    """What the boxes of a question are called."""
    return question.code.replace("-", "_")


class AccessForm(PartForm):
    """An answer to each question, with details; the questions are added below."""

    def answer(self, question: AccessQuestion) -> AccessFact | None:
        """What was answered; None where it was not asked yet."""
        said, details = self[box_of(question)].data, self[f"{box_of(question)}_details"].data or ""
        if question.unit:
            words = question.words(Answer.YES, said) or ""
            return AccessFact(question.code, Answer.YES, words, details, said) if said else None
        # Blanks are no answer.
        if not (said or "").strip():
            return None
        answer = Answer(said)
        return AccessFact(question.code, answer, question.words(answer) or "", details)

    def values(self, loaded: Any) -> Values:
        """What was answered, by question."""
        return {code: self.answer(question) for code, question in QUESTIONS.items()}


for _question in QUESTIONS.values():
    _asked = (
        NumberField(f"{_question.asks} (optional)", hint="In centimetres", least=NARROWEST_CM, most=WIDEST_CM)
        if _question.unit
        else OneOfField(_question.asks, ANSWERS, small=True)
    )
    setattr(AccessForm, box_of(_question), _asked)
    setattr(AccessForm, f"{box_of(_question)}_details", TextField(f"{_question.prompt} (optional)", longest=500))


def shown_answers(values: Values) -> dict[str, Any]:
    """What is known, as the form shows it."""
    shown: dict[str, Any] = {box_of(each): "" for each in QUESTIONS.values() if not each.unit}
    for code, (_, fact) in facts_in(values["accessibility"]).items():
        name = box_of(QUESTIONS[code])
        shown[name] = fact.width_cm if QUESTIONS[code].unit else fact.answer.value
        shown[f"{name}_details"] = fact.details
    return shown


def completed_access(written: Written[Location], given: Mapping[str, AccessFact | None]) -> list[Any]:
    """The facts as they are to be: an answer that is new tells who gave it and when, and all others stay."""
    rows = written.values["accessibility"]
    return with_answers(rows, written.record_id, given, current_actor().user_id, clock.today())


def summary(values: Values, _names: Names) -> str:
    number = len(facts_in(values["accessibility"]))
    return f"{number} of {len(QUESTIONS)} questions answered" if number else ""


ACCESS = Part(Location, "Getting in and about", "staff.write_access", ("accessibility",), summary)


@bp.get(f"{WRITE_VENUE}/access")
@requires("catalogue.suggest")
def write_access(location_id: uuid.UUID) -> ResponseReturnValue:
    """What is known of access, and what nobody asked yet."""
    with reading() as db:
        written = open_part(db, location_id, ACCESS)
        form = show_form(AccessForm, {**shown_answers(written.values), "seen": written.seen})
        page = build_part_page(db, ACCESS, written, form)
    return render_page("staff/writing/write_access.html", page, form=form, groups=GROUPS)


@bp.post(f"{WRITE_VENUE}/access")
@requires("catalogue.suggest")
@asks_again(write_access)
def save_access(location_id: uuid.UUID) -> ResponseReturnValue:
    """Keep the answers in the draft."""
    with transaction() as db:
        written = open_part(db, location_id, ACCESS, to_change=True)
        typed = load_form(AccessForm)
        keep_part(db, written, replace(typed, values={"accessibility": completed_access(written, typed.values)}))
    return go_on(written, ACCESS, typed)
