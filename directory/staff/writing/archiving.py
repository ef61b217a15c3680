"""Putting a listing away."""

import uuid

from flask import redirect
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history import edits
from directory.catalogue.models.services import Service
from directory.champions.writing import get_to_keep
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import kind_of
from directory.staff.writing.finishing import ArchiveForm
from directory.staff.writing.parts import WRITE
from directory.staff.writing.record_page import build_archive_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get(f"{WRITE}/archive")
@requires("catalogue.edit")
def confirm_archiving(service_id: uuid.UUID) -> ResponseReturnValue:
    """Ask why, before a listing is put away."""
    with reading() as db:
        service = get_to_keep(db, current_actor(), Service, service_id)
        form = show_form(ArchiveForm)
        # Where somebody changed it meanwhile, that has been said: pressed now, the button means it in spite of that.
        form.version.data = service.version
        page = build_archive_page(db, service)
    return render_page("staff/writing/confirm_archiving.html", page, form=form)


@bp.post(f"{WRITE}/archive")
@requires("catalogue.edit")
@asks_again(confirm_archiving)
def archive_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """Put a listing away. Its history stays, and brings it back."""
    with transaction() as db:
        service = get_to_keep(db, current_actor(), Service, service_id, to_change=True)
        wanted = load_form(ArchiveForm)
        name, href = service.name, kind_of(service).href("staff.show_history", service.id)
        with said_on_the_page(Conflict, Refused):
            edits.archive_listing(db, current_actor(), service, wanted.version, wanted.reason)
    tell(f"{name} is put away. Its history can bring it back.")
    return redirect(href, 303)
