"""That somebody was reminded of an assessment, and the letter for it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.assessing import get_assessment
from directory.casework.support_sessions.reminders import record_reminded
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.assessing.assessments import to_assessment
from directory.staff.records.records import get_client
from directory.staff.support_sessions.visits import RemindedForm, reminder_letter
from directory.web.forms import load_form
from directory.web.pages import render_page, tell


@bp.post("/clients/<reference>/assessments/<uuid:assessment_id>/reminded")
@requires("casework.write")
def note_reminded_of_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        record_reminded(db, actor, get_assessment(db, client, assessment_id))
        is_from_list = load_form(RemindedForm)
    tell("It is noted that they were reminded.")
    if is_from_list:
        return redirect(url_for("staff.show_reminders"), 303)
    return to_assessment(reference, assessment_id)


@bp.get("/clients/<reference>/assessments/<uuid:assessment_id>/letter")
@requires("casework.write")
def print_reminder_of_assessment(reference: str, assessment_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = reminder_letter(db, client, get_assessment(db, client, assessment_id))
    return render_page("staff/print_reminder.html", page)
