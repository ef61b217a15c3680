"""Beginning a new spell of support."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import PersonHasDied
from directory.casework.operations import open_new_case
from directory.casework.queries import open_case
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.case_page import case_page
from directory.staff.clients.client_forms import OpenCaseForm
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/case")
@requires("casework.write")
def show_case(reference: str) -> ResponseReturnValue:
    """The page that asks when a new case begins; where one is open, it says since when."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page = case_page(client, open_case(client))
    form: Any = show_form(OpenCaseForm, {"opened_on": clock.today()})
    return render_page("staff/show_case.html", page, form=form)


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
