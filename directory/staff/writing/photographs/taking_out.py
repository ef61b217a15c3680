"""Taking a photograph out of a listing."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.writing.parts import open_part
from directory.staff.writing.photographs.all_photographs import ONE, find_row
from directory.staff.writing.photographs.rows import PHOTOGRAPHS, values_of
from directory.web.pages import tell


@bp.post(f"{ONE}/remove")
@requires("catalogue.suggest")
def remove_photograph(service_id: uuid.UUID, photograph_id: uuid.UUID) -> ResponseReturnValue:
    """Take a photograph out of the draft."""
    with transaction() as db:
        written = open_part(db, service_id, PHOTOGRAPHS, to_change=True)
        row, others = find_row(written, photograph_id)
        write_draft(db, current_actor(), written.record, values_of(others))
    tell(f"“{row['alt_text']}” is taken out of your draft.")
    return redirect(url_for("staff.write_photographs", service_id=service_id), 303)
