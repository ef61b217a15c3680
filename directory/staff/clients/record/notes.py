"""Notes of the team about a client: reading them, writing one, putting one right, and taking one out."""

import uuid
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.record.models import ClientNote
from directory.casework.record.notes import correct_note, get_note, list_notes, write_note
from directory.db import transaction
from directory.errors import Conflict
from directory.staff.blueprint import bp
from directory.staff.clients.record.note_forms import (
    SHARED,
    TEAM,
    NoteCorrectionForm,
    NoteForm,
    NoteRemovalForm,
)
from directory.staff.clients.record.note_pages import note_page, notes_page
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/notes")
@requires("casework.read")
def show_client_notes(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        only_shared = request.args.get("show") == SHARED
        page = notes_page(actor, client, list_notes(db, client), only_shared=only_shared)
    return render_page("staff/show_client_notes.html", page)


@bp.get("/clients/<reference>/notes/new")
@requires("casework.write")
def new_client_note(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page, draft = client.name, find_offer(db, current_actor(), client, "note")
    form = show_drafted(NoteForm, draft, {"happened_on": clock.today(), "for_whom": TEAM})
    return render_page("staff/new_client_note.html", page, form=form, reference=reference, draft=draft)


@bp.post("/clients/<reference>/notes")
@requires("casework.write")
@asks_again(new_client_note)
def create_client_note(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        write_note(db, current_actor(), client, load_form(NoteForm))
        drop_draft(db, current_actor(), client, "note")
    tell("The note is written down.")
    return to_notes(reference)


@bp.get("/clients/<reference>/notes/<uuid:client_note_id>")
@requires("casework.write")
def edit_client_note(reference: str, client_note_id: uuid.UUID) -> ResponseReturnValue:
    """Putting a note right. An older version leads to how it stands now."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        note = get_note(db, client, client_note_id)
        if note.is_taken_out:
            raise Conflict("This note was taken out of the record. Write a new one instead.")
        page, now = note_page(client, note), note.now
        draft = find_offer(db, current_actor(), client, "note-correction", now.id)
    known = {"words": now.words, "for_whom": SHARED if now.is_shared else TEAM}
    form = show_drafted(NoteCorrectionForm, draft, known)
    removal: Any = show_form(NoteRemovalForm)
    return render_page("staff/edit_client_note.html", page, form=form, removal=removal, draft=draft)


@bp.post("/clients/<reference>/notes/<uuid:client_note_id>")
@requires("casework.write")
@asks_again(edit_client_note)
def save_client_note(reference: str, client_note_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        note = get_version(db, client, client_note_id)
        with said_on_the_page(ChangedMeanwhile):
            correct_note(db, current_actor(), client, note, load_form(NoteCorrectionForm))
        drop_draft(db, current_actor(), client, "note-correction", str(note.id))
    tell("The note is put right. What it said before is kept.")
    return to_notes(reference)


@bp.post("/clients/<reference>/notes/<uuid:client_note_id>/take-out")
@requires("casework.write")
@asks_again(edit_client_note)
def take_client_note_out(reference: str, client_note_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        note = get_version(db, client, client_note_id)
        with said_on_the_page(ChangedMeanwhile):
            correct_note(db, current_actor(), client, note, load_form(NoteRemovalForm))
    tell("The note is taken out. That it was there stays to be seen.")
    return to_notes(reference)


def get_version(db: Session, client: Client, client_note_id: uuid.UUID) -> ClientNote:
    """The version of a note that its sender looked at. Raises NotFound."""
    kept = get_note(db, client, client_note_id)
    return next(each for each in (kept.now, *kept.before) if each.id == client_note_id)


def to_notes(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_client_notes", reference=reference), 303)
