"""What champions note of an activity for their colleagues: read by everybody who matches, given by champions."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.services import Service
from directory.champions.noting.note_inputs import LONGEST_WORDS, NEED_WORDS, NoteInput, NoteSchema
from directory.champions.noting.note_models import NoteKind
from directory.champions.noting.notes import (
    TOLD,
    get_note,
    give_note,
    list_notes,
    may_note,
    renew_note,
    require_note,
    take_back_note,
    told,
)
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.note_pages import build_notes_page
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page, tell

PAGE = "/activities/<uuid:service_id>/notes"
HINTS = {
    NoteKind.FIRST_STEP: "A match puts it a little higher for who finds it hard to go",
    NoteKind.RING_FIRST: "Whoever refers somebody is asked whether they rang",
    NoteKind.ASK_FOR: "What they do there, such as “the greeter”",
    NoteKind.QUIET_ON: "Such as “Mondays”",
    NoteKind.NOT_NOW: "Such as “new people: they have a lot of them”",
}


class NoteForm(LynchpinForm[NoteInput]):
    schema = NoteSchema

    kind = OneOfField(
        "What should colleagues know?",
        [
            Choice(kind.value, f"{words} …" if kind in NEED_WORDS else words, HINTS.get(kind, ""))
            for kind, words in TOLD.items()
        ],
        required="Choose what colleagues should know",
        small=True,
    )
    words = TextField(
        "In a few words",
        hint="About the group, never about a person: no names, and no telephone numbers",
        longest=LONGEST_WORDS,
    )
    review_on = DayField("Look at it again on (optional)", hint="Leave it empty for a year from now")


@bp.get(PAGE)
@requires("matching.match")
def show_notes(service_id: uuid.UUID) -> ResponseReturnValue:
    """What colleagues should know of an activity, and for its champion what to do about that."""
    with reading() as db:
        actor = current_actor()
        service = get_to_write(db, actor, Service, service_id)
        may_give = may_note(db, actor, service.id)
        page = build_notes_page(service, list_notes(db, actor, service.id), clock.today(), may_give=may_give)
    if not may_give:
        return render_page("staff/show_notes.html", page)
    return render_page("staff/show_notes.html", page, form=show_form(NoteForm))


@bp.post(PAGE)
@requires("champions.keep")
@asks_again(show_notes)
def add_note(service_id: uuid.UUID) -> ResponseReturnValue:
    """Note something. Pressed twice, it is noted once."""
    with transaction() as db:
        actor = current_actor()
        service = get_to_write(db, actor, Service, service_id)
        require_note(db, actor, service)
        said = told(give_note(db, actor, service, load_form(NoteForm)))
    tell(f"Colleagues now read: {said}")
    return redirect(url_for("staff.show_notes", service_id=service_id), 303)


@bp.post(f"{PAGE}/<uuid:note_id>/renew")
@requires("champions.keep")
def renew_given_note(service_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Say that a note is still so."""
    with transaction() as db:
        renew_note(db, current_actor(), get_note(db, current_actor(), note_id))
    tell("It counts for another year.")
    return redirect(url_for("staff.show_notes", service_id=service_id), 303)


@bp.post(f"{PAGE}/<uuid:note_id>/take-back")
@requires("champions.keep")
def take_back_given_note(service_id: uuid.UUID, note_id: uuid.UUID) -> ResponseReturnValue:
    """Note it no more."""
    with transaction() as db:
        take_back_note(db, current_actor(), get_note(db, current_actor(), note_id))
    tell("Colleagues do not read it any more.")
    return redirect(url_for("staff.show_notes", service_id=service_id), 303)
