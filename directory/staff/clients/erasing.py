"""Erasing a client: what would go is shown first; then it is done, for good."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.rights.erasure import erase_client, finish_erasure, plan_erasure
from directory.security.keystore import current_key_store
from directory.staff.blueprint import bp
from directory.staff.clients.erasing_page import ErasureForm, erasing_page
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/erase")
@requires("rights.erase", fresh=True)
def confirm_erasure(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page = erasing_page(client, plan_erasure(db, client))
    form: Any = show_form(ErasureForm)
    return render_page("staff/confirm_erasure.html", page, form=form)


@bp.post("/clients/<reference>/erase")
@requires("rights.erase", fresh=True)
@asks_again(confirm_erasure)
def erase_for_good(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        gone = erase_client(db, actor, client, load_form(ErasureForm))
    # Only now that it is kept: a key that is destroyed cannot be brought back.
    finish_erasure(current_key_store(), gone, clock.now())
    tell(f"The record {reference.upper()} is erased.")
    return redirect(url_for("staff.show_clients"), 303)
