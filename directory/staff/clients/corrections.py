"""Putting right what is known of a client."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.operations import ChangedMeanwhile, correct_client
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.client_forms import ClientCorrectionForm
from directory.staff.clients.correction_page import correction_page, known_of, take_newest_record
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/edit")
@requires("casework.write")
def edit_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        known, page = known_of(client), correction_page(client)
    form: Any = show_form(ClientCorrectionForm, known)
    return render_page("staff/edit_client.html", page, form=form, newest=take_newest_record(form, known))


@bp.post("/clients/<reference>/edit")
@requires("casework.write")
@asks_again(edit_client)
def save_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        wanted = load_form(ClientCorrectionForm)
        with said_on_the_page(ChangedMeanwhile):
            changed = correct_client(db, current_actor(), client, wanted)
    tell("Changed." if changed else "Nothing was different.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
