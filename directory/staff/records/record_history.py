"""The history of a record, and undoing a change of it."""

import uuid

from flask import redirect
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history import revisions
from directory.catalogue.history.queries import get_revision, list_history, names_in
from directory.champions.writing import get_to_keep
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.records.record_kinds import KINDS, RECORD
from directory.staff.suggested.suggestion_forms import TakeBackForm
from directory.staff.suggested.suggestion_pages import build_history_page
from directory.web.forms import load_form
from directory.web.pages import render_page, tell

# No database counts further.
CHANGE = f"{RECORD}/history/<int(max=9223372036854775807):revision_id>"


@bp.get(f"{RECORD}/history")
@requires("catalogue.edit")
def show_history(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """What was done to a record, by whom and why, newest first."""
    with reading() as db:
        record = get_to_keep(db, current_actor(), KINDS[kind].model, record_id)
        number = page_asked_for()
        found, total = list_history(db, record.__tablename__, record.id, number)
        page = build_history_page(record, found, total, number, names_in(db, found))
    return render_page("staff/show_history.html", page)


@bp.post(f"{CHANGE}/take-back")
@requires("catalogue.edit")
def take_back_change(kind: str, record_id: uuid.UUID, revision_id: int) -> ResponseReturnValue:
    """Give each field of a change back what it held before."""
    with transaction() as db:
        record = get_to_keep(db, current_actor(), KINDS[kind].model, record_id, to_change=True)
        revision = get_revision(db, record.__tablename__, record.id, revision_id)
        href = KINDS[kind].href("staff.show_history", record.id)
        revisions.take_back(db, current_actor(), revision, record, load_form(TakeBackForm))
    tell("The change is taken back.")
    return redirect(href, 303)
