"""Who supports a client: changing that, what they wish, and each try to reach them."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.feedback.queries import list_of_client
from directory.casework.inputs import LONGEST_NOTE
from directory.casework.operations import ChangedMeanwhile
from directory.casework.triage.allocating import AllocationInput, NotTheirs, change_coordinator
from directory.casework.triage.attempts import log_attempt
from directory.casework.triage.kinds import AllocationReason
from directory.casework.triage.wishing import note_wishes
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.feedback.feedback_pages import feedback_line
from directory.staff.records.records import get_client
from directory.staff.triage.person_page import done_part
from directory.staff.triage.triage_forms import AttemptForm, WishForm
from directory.staff.triage.triage_part import gender_value, support_part
from directory.staff.triage.triage_words import FIRST_TRIED, REASON_WORDS
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell

NOT_CHOSEN = {AllocationReason.TAKEN_ON, AllocationReason.TRANSFERRED, AllocationReason.TAKEN_BACK}
GIVEN_BY_PEOPLE = [each for each in REASON_WORDS if each not in NOT_CHOSEN]


class CoordinatorForm(LynchpinForm[AllocationInput]):
    seen = HiddenField()
    to = OneOfField("Who supports them from now on?", required="Choose who supports them")
    reason = OneOfField(
        "Why does this change?",
        [Choice(each.value, REASON_WORDS[each]) for each in GIVEN_BY_PEOPLE],
        required="Choose why this changes",
        small=True,
    )
    note = LongTextField("Anything to remember (optional)", rows=2, longest=LONGEST_NOTE)

    def to_input(self) -> AllocationInput:
        to = uuid.UUID(self.to.data)
        return AllocationInput(to, AllocationReason(self.reason.data), self.note.data or None, find_id(self.seen.data))


@bp.get("/clients/<reference>/support")
@requires("casework.read")
def show_support(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page, choices = support_part(db, actor, client)
        told_us = [
            feedback_line(each, {client.id: client}, clock.today()) for each in list_of_client(db, actor, client)
        ]
        done, may_triage = done_part(db, client), actor.may("casework.triage")
        seen, wished = str(client.coordinator_id), (gender_value(client), client.wants_somebody_new)
        how = FIRST_TRIED.get(client.contact_by or "")
    form: Any = show_form(CoordinatorForm, {"seen": seen}, {"to": choices})
    form.seen.data = seen
    others = {
        "told_us": told_us,
        "wish": show_form(WishForm, {"gender": wished[0], "new": ["new"] if wished[1] else []}),
        "attempt": show_form(AttemptForm, {"how": how}),
    }
    return render_page(
        "staff/show_support.html", page, form=form, may_change=bool(choices), done=done, may_triage=may_triage, **others
    )


@bp.post("/clients/<reference>/support")
@requires("casework.triage")
@asks_again(show_support)
def save_coordinator(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        _, choices = support_part(db, actor, client)
        wanted = load_form(CoordinatorForm, {"to": choices})
        with said_on_the_page(NotTheirs, ChangedMeanwhile, field="to"):
            change_coordinator(db, actor, client, wanted)
    tell("They are supported by somebody else from now on. Let both know.")
    return redirect(url_for("staff.show_support", reference=reference), 303)


@bp.post("/clients/<reference>/wishes")
@requires("casework.triage")
@asks_again(show_support)
def save_client_wishes(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        note_wishes(db, actor, get_client(db, actor, reference, to_change=True), load_form(WishForm))
    tell("It is written down what they wish.")
    return redirect(url_for("staff.show_support", reference=reference), 303)


@bp.post("/clients/<reference>/tries")
@requires("casework.triage")
@asks_again(show_support)
def create_client_try(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        log_attempt(db, actor, get_client(db, actor, reference, to_change=True), load_form(AttemptForm))
    tell("The try is written down.")
    return redirect(url_for("staff.show_support", reference=reference), 303)
