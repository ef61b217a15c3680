"""Open questionnaires of a client: what they answered, and writing answers down."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.models import Case
from directory.casework.operations import ChangedMeanwhile
from directory.db import transaction
from directory.outcomes.answering.asked import AskedTogether, get_asked
from directory.outcomes.answering.operations import record_together
from directory.outcomes.answering.queries import answered_in, list_answered
from directory.outcomes.licences.queries import list_shown
from directory.outcomes.models import InstrumentResponse, Occasion
from directory.outcomes.queries import case_to_measure
from directory.staff.blueprint import bp
from directory.staff.cases.answering.forms import AnswersForm, answers_form
from directory.staff.cases.answering.pages import answered_page, new_answers_page, values_of
from directory.staff.questionnaires.words import WordingPart, wording_parts
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

ONE = "/clients/<reference>/questionnaires/<asked>/<any(baseline, exit):occasion>"


@bp.get("/clients/<reference>/questionnaires")
@requires("casework.read")
def show_answered(reference: str) -> ResponseReturnValue:
    """What was answered question by question, and what may be asked."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page = answered_page(current_actor(), client, list_answered(db, current_actor(), client))
    return render_page("staff/show_answered.html", page)


@bp.get(ONE)
@requires("outcomes.record")
def new_answers(reference: str, asked: str, occasion: str) -> ResponseReturnValue:
    """Ask for the answers of one occasion; those that were recorded are in the boxes, to be put right."""
    together, when = get_asked(asked), Occasion(occasion)
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        known = known_of(db, case_to_measure(client), together, when)
        words = words_of(db, current_actor(), together)
        page = new_answers_page(client, together, when, list(known.values()), words)
        values = values_of(known, together.packs)
    form: Any = show_form(answers_form(together, when), {"taken_on": clock.today(), **values})
    return render_page("staff/new_answers.html", page, form=form, is_newer=take_newest(form, values))


@bp.post(ONE)
@requires("outcomes.record")
@asks_again(new_answers)
def save_answers(reference: str, asked: str, occasion: str) -> ResponseReturnValue:
    """Keep the answers; those of the same occasion correct the earlier."""
    together, when = get_asked(asked), Occasion(occasion)
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        case, wanted = case_to_measure(client), load_form(answers_form(together, when))
        with said_on_the_page(ChangedMeanwhile):
            record_together(db, current_actor(), client, case, together.packs, wanted)
    tell("The answers are written down.")
    return redirect(url_for("staff.show_answered", reference=reference), 303)


def known_of(db: Session, case: Case, together: AskedTogether, when: Occasion) -> dict[str, InstrumentResponse]:
    """What was recorded on an occasion, by the code of the questionnaire."""
    found = {pack.code: answered_in(db, case, pack).get(when.value) for pack in together.packs}
    return {code: response for code, response in found.items() if response is not None}


def words_of(db: Session, actor: Actor, together: AskedTogether) -> list[WordingPart]:
    return [
        part
        for pack in together.packs
        for part in wording_parts(pack, list_shown(db, actor.scheme_id, pack, clock.today()))
    ]


def take_newest(form: AnswersForm, values: dict[str, Any]) -> bool:
    """Whether a colleague recorded answers while the form was open. Sent again, it is meant to replace theirs."""
    boxes = list(form.versions)
    is_newer = any(box.data != values[box.name] for box in boxes)
    for box in boxes:
        box.data = values[box.name]
    return is_newer
