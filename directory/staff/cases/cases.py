"""Beginning and ending a spell of support."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import PersonHasDied
from directory.casework.operations import ChangedMeanwhile, close_case, open_new_case
from directory.casework.queries import get_case
from directory.db import transaction
from directory.referrals.queries import list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.cases.case_page import case_in_question, case_page, take_newest_closing
from directory.staff.clients.client_forms import CloseCaseForm, OpenCaseForm
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, is_asked_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/case")
@requires("casework.write")
def show_case(reference: str) -> ResponseReturnValue:
    """The page that asks when a case ended or, where none is open, when a new one begins."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case = None if is_asked_again(OpenCaseForm) else case_in_question(client, request.form.get("case_id"))
        page = case_page(client, case, list_onward_referrals(db, actor, client, only_open=True))
    if case is None:
        asked: Any = show_form(OpenCaseForm, {"opened_on": clock.today()})
        return render_page("staff/show_case.html", page, form=asked)
    known = {"case_id": str(case.id), "seen": case.version, "closed_on": case.closed_on or clock.today()}
    form: Any = show_form(CloseCaseForm, known)
    return render_page("staff/show_case.html", page, form=form, newest=take_newest_closing(form, case))


@bp.post("/clients/<reference>/case/open")
@requires("casework.write")
@asks_again(show_case)
def create_case(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(OpenCaseForm)
        with said_on_the_page(PersonHasDied):
            open_new_case(db, current_actor(), client, wanted)
    tell("A new case is open.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/clients/<reference>/case/close")
@requires("casework.write")
@asks_again(show_case)
def end_case(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(CloseCaseForm)
        case = get_case(client, wanted.case_id)
        with said_on_the_page(ChangedMeanwhile):
            close_case(db, current_actor(), case, wanted.closed_on, seen=wanted.seen)
    tell("The case is closed.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
