"""Handing over the clients of a colleague who leaves or is long away, and taking that back."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.caseload.handing_over import (
    HandedOver,
    TooLateToUndo,
    get_colleague,
    get_handover,
    hand_over,
    undo_hand_over,
)
from directory.casework.triage.profiles import list_possible
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.caseload.handover_forms import CaseloadHandoverForm, row_values
from directory.staff.clients.caseload.handover_page import handover_page, read_handover, receiver_choices
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.words import counted


class UndoForm(LynchpinForm[None]):
    def to_input(self) -> None:
        return None


@bp.get("/caseloads/<uuid:coordinator_id>/hand-over")
@requires("casework.oversee")
def new_caseload_handover(coordinator_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        colleague = get_colleague(db, actor, coordinator_id)
        shared = read_handover(db, actor, colleague, clock.today())
        rows = row_values(shared.proposed)
        values = {"reason": None if colleague.is_active else "colleague left", "rows": rows}
    form: Any = show_form(CaseloadHandoverForm, values, {"to": shared.choices})
    if not form.rows.entries:  # sent without a row, it asks about everybody again
        for row in rows:
            form.rows.append_entry(row)
    form.offer({"to": shared.choices})
    return render_page("staff/new_caseload_handover.html", shared.page, form=form)


@bp.post("/caseloads/<uuid:coordinator_id>/hand-over")
@requires("casework.oversee")
@asks_again(new_caseload_handover)
def create_caseload_handover(coordinator_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        colleague = get_colleague(db, actor, coordinator_id)
        choices = receiver_choices([each for each in list_possible(db, actor) if each.user_id != colleague.id])
        done = hand_over(db, actor, colleague, load_form(CaseloadHandoverForm, {"to": choices}))
        handover_id = done.handover.id
    tell(done_words(done))
    return redirect(url_for("staff.show_caseload_handover", handover_id=handover_id), 303)


def done_words(done: HandedOver) -> str:
    given = f"{counted(done.given, 'person is', 'people are')} with somebody else from now on."
    if not done.left:
        return given
    return f"{given} {counted(done.left, 'person', 'people')} had somebody else already, and stay with them."


@bp.get("/handed-over/<uuid:handover_id>")
@requires("casework.oversee")
def show_caseload_handover(handover_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        page = handover_page(db, current_actor(), handover_id, clock.now())
    return render_page("staff/show_caseload_handover.html", page, form=show_form(UndoForm))


@bp.post("/handed-over/<uuid:handover_id>/undo")
@requires("casework.oversee")
@asks_again(show_caseload_handover)
def undo_caseload_handover(handover_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        handover = get_handover(db, actor, handover_id, to_change=True)
        load_form(UndoForm)
        with said_on_the_page(TooLateToUndo):
            number = undo_hand_over(db, actor, handover)
    tell(f"{counted(number, 'person is', 'people are')} with whom they were with before.")
    return redirect(url_for("staff.show_caseload_handover", handover_id=handover_id), 303)
