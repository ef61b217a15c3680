"""The history of a listing, and undoing a change of it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history import revisions
from directory.catalogue.history.queries import get_revision, list_history, names_in
from directory.champions.writing import get_listing_to_keep
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.listings import page_asked_for
from directory.staff.suggestion_forms import TakeBackForm
from directory.staff.suggestion_pages import build_history_page
from directory.web.forms import load_form
from directory.web.pages import render_page, tell


@bp.get("/activities/<uuid:service_id>/history")
@requires("catalogue.edit")
def show_history(service_id: uuid.UUID) -> ResponseReturnValue:
    """What was done to a listing, by whom and why, newest first."""
    with reading() as db:
        service = get_listing_to_keep(db, current_actor(), service_id)
        number = page_asked_for()
        found, total = list_history(db, "service", service.id, number)
        page = build_history_page(service, found, total, number, names_in(db, found))
    return render_page("staff/show_history.html", page)


@bp.post("/activities/<uuid:service_id>/history/<int(max=9223372036854775807):revision_id>/take-back")
@requires("catalogue.edit")
def take_back_change(service_id: uuid.UUID, revision_id: int) -> ResponseReturnValue:
    """Give each field of a change back what it held before."""
    with transaction() as db:
        service = get_listing_to_keep(db, current_actor(), service_id)
        revision = get_revision(db, "service", service.id, revision_id)
        revisions.take_back(db, current_actor(), revision, service, load_form(TakeBackForm))
    tell("The change is taken back.")
    return redirect(url_for("staff.show_history", service_id=service_id), 303)
