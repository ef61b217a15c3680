"""Asking a manager whether to stop trying to reach a client, and the manager's decision."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.closing.deciding import find_put, send_back
from directory.casework.closing.drafts import find_draft
from directory.casework.closing.queries import find_standing
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import get_case
from directory.db import transaction
from directory.errors import WrongInput
from directory.outcomes.closing import ask_manager, close_as_asked
from directory.staff.blueprint import bp
from directory.staff.cases.closing.closing import Seen, check_closing, read_closing
from directory.staff.cases.closing.closing_pages import check_page
from directory.staff.cases.closing.known import what_is_known
from directory.staff.clients.safety.safety_pages import safety_of
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choice, OneOfField
from directory.web.forms import LynchpinForm, SeenField, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm

CLOSE, GO_ON = "close", "go on"


@dataclass(frozen=True)
class Decided:
    """Whether a manager closes a case as they were asked to, and what their page showed: case, ending, answers."""

    is_closed: bool
    seen: Seen
    answers: int


class DecideForm(LynchpinForm[Decided]):
    seen_case = SeenField()
    seen_number = SeenField()
    seen_answers = SeenField()
    decision = OneOfField(
        "What do you decide?",
        [
            Choice(CLOSE, "Stop trying, and close the case", "Whoever referred them as their work is told"),
            Choice(GO_ON, "Go on trying", "The case stays as it is. Say to your colleague what you have in mind"),
        ],
        required="Choose what you decide",
    )

    def to_input(self) -> Decided:
        seen = Seen(self.seen_case.data, self.seen_number.data)
        return Decided(self.decision.data == CLOSE, seen, self.seen_answers.data)


@bp.post("/clients/<reference>/cases/<uuid:case_id>/ask-manager")
@requires("casework.write")
@asks_again(check_closing)
def ask_manager_to_close(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        case = get_case(client, case_id)
        load_form(PressForm)
        draft, standing = find_draft(db, actor, case), find_standing(db, case)
        if draft is None:
            raise WrongInput("Answer the questions first.")
        seen = Seen(case.version, standing.number if standing else 0)
        ask_manager(db, actor, client, draft, read_closing(draft, seen))
    tell("It stands on the first page of your managers. The case is open until they decide.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.get("/clients/<reference>/cases/<uuid:case_id>/decide")
@requires("casework.oversee")
def decide_closing(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """What a colleague answered to close a case, for a manager to decide."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case = get_case(client, case_id)
        draft, standing = find_put(db, actor, case), find_standing(db, case)
        answers = draft.given if draft else {}
        page = check_page(client, case, answers, what_is_known(db, actor, client, case), newest="")
        safety = safety_of(db, actor, client)
        asked_by = names_of_users(db, {draft.user_id})[draft.user_id] if draft else ""
        seen = {"seen_case": case.version, "seen_number": standing.number if standing else 0}
        seen["seen_answers"] = draft.stamp if draft else 0
    form: Any = show_form(DecideForm, seen)
    for name, value in seen.items():
        form[name].data = value
    save_href = url_for("staff.save_closing_decision", reference=reference, case_id=case_id)
    more = {"asked_by": asked_by, "safety": safety, "save_href": save_href}
    return render_page("staff/decide_closing.html", page, form=form, **more)


@bp.post("/clients/<reference>/cases/<uuid:case_id>/decide")
@requires("casework.oversee")
@asks_again(decide_closing)
def save_closing_decision(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """Close the case as asked, or send it back. A second click finds nothing left to decide, and changes nothing."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        case, wanted = get_case(client, case_id), load_form(DecideForm)
        draft = find_put(db, actor, case)
        with said_on_the_page(ChangedMeanwhile):
            if draft is not None and draft.stamp != wanted.answers:
                raise ChangedMeanwhile
            if draft is not None and wanted.is_closed:
                close_as_asked(db, actor, client, case, read_closing(draft, wanted.seen))
            elif draft is not None:
                send_back(db, actor, draft)
    tell("Your decision is written down." if draft else "Nothing was left to decide.")
    return redirect(url_for("staff.show_ending", reference=reference, case_id=case_id), 303)
