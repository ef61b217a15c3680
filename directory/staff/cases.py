"""Beginning and ending a spell of support."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.operations import close_case, open_new_case
from directory.casework.queries import get_client, open_case
from directory.db import transaction
from directory.referrals.queries import list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.client_forms import CloseCaseForm, OpenCaseForm
from directory.staff.client_pages import case_page
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/case")
@requires("casework.write")
def show_case(reference: str) -> ResponseReturnValue:
    """The page that asks when a case ended or, where none is open, when a new one begins."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = case_page(client, list_onward_referrals(db, actor, client, only_open=True))
    form: Any
    if page.is_open:
        form = show_form(CloseCaseForm, {"closed_on": clock.today()})
    else:
        form = show_form(OpenCaseForm, {"opened_on": clock.today()})
    return render_page("staff/show_case.html", page, form=form)


@bp.post("/clients/<reference>/case/open")
@requires("casework.write")
@asks_again(show_case)
def create_case(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        open_new_case(db, current_actor(), client, load_form(OpenCaseForm))
    tell("A new case is open.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/clients/<reference>/case/close")
@requires("casework.write")
@asks_again(show_case)
def end_case(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        closed_on, case = load_form(CloseCaseForm), open_case(client)
        # A second click finds no open case, and there is nothing more to do.
        if case is not None:
            close_case(db, current_actor(), case, closed_on)
    tell("The case is closed.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
