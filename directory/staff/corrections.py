"""Putting right what is known of a client."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.operations import correct_client
from directory.casework.queries import get_client, open_case
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.client_forms import ClientCorrectionForm
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/edit")
@requires("casework.write")
def edit_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        case = open_case(client)
        known = {
            "name": client.name,
            "postcode": client.postcode,
            "born_on": client.born_on,
            "statement": case.statement if case else None,
        }
    form: Any = show_form(ClientCorrectionForm, known)
    return render_page("staff/edit_client.html", {"reference": reference, "has_open_case": case is not None}, form=form)


@bp.post("/clients/<reference>/edit")
@requires("casework.write")
@asks_again(edit_client)
def save_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        changed = correct_client(db, current_actor(), client, load_form(ClientCorrectionForm))
    tell("Changed." if changed else "Nothing was different.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
