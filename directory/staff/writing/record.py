"""The task list of a record that is being written, and what can be done with the whole of it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue import operations
from directory.catalogue.history import edits
from directory.catalogue.history.written_records import is_published
from directory.champions.writing import get_to_keep, get_to_write
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from directory.staff.blueprint import bp
from directory.staff.domains.listing_form import SourceForm
from directory.staff.records.record_kinds import KINDS, RECORD, name_of, where_it_is
from directory.staff.writing.finishing import PublishForm, SendForm
from directory.staff.writing.previews import build_preview, render_preview
from directory.staff.writing.record_page import build_give_up_page, build_record_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell

WRITE = f"{RECORD}/write"


@bp.get(WRITE)
@requires("catalogue.suggest")
def write_record(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """What a record says part by part, what of it is only drafted, and what to do with it."""
    with reading() as db:
        record = get_to_write(db, current_actor(), KINDS[kind].model, record_id)
        publishing = show_form(PublishForm)
        # What somebody else changed is on the page: pressed now, the button means to publish in spite of it.
        publishing.version.data = record.version
        page = build_record_page(db, current_actor(), record)
        sending = show_form(SendForm)
        # Every button of the sources carries what it needs: the form is there to say what went wrong with one.
        show_form(SourceForm)
    return render_page("staff/writing/write_record.html", page, form=sending, publishing=publishing)


@bp.post(f"{WRITE}/preview")
@requires("catalogue.suggest")
def preview_record(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """What everybody would see."""
    with transaction() as db:
        record = get_to_write(db, current_actor(), KINDS[kind].model, record_id)
        draft = edits.find_draft(db, current_actor(), record)
        back_href = KINDS[kind].href("staff.write_record", record.id)
        with edits.put_on(db, record, draft.field_changes if draft else ()) as changed:
            page = build_preview(db, changed, back_href)
    return render_preview(page)


@bp.post(f"{WRITE}/publish")
@requires("catalogue.edit")
@asks_again(write_record)
def publish_record(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was written in force, for everybody to see."""
    with transaction() as db:
        record = get_to_keep(db, current_actor(), KINDS[kind].model, record_id, to_change=True)
        version = load_form(PublishForm)
        with said_on_the_page(Conflict, Refused):
            edits.publish_draft(db, current_actor(), record, version)
        record = get_to_keep(db, current_actor(), KINDS[kind].model, record_id)
        name, href, is_seen = name_of(record), where_it_is(record), is_published(db, record)
    seen = "Everybody can see it." if is_seen else "Everybody sees it once an activity that names it is published."
    tell(f"{name} is published. {seen}")
    return redirect(href, 303)


@bp.post(f"{WRITE}/send")
@requires("catalogue.suggest")
@asks_again(write_record)
def send_record(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was written before those who look after the record."""
    with transaction() as db:
        record = get_to_write(db, current_actor(), KINDS[kind].model, record_id, to_change=True)
        reason = load_form(SendForm)
        with said_on_the_page(Refused):
            edits.send_draft(db, current_actor(), record, reason)
        name = name_of(record)
    tell(f"Thank you. Whoever looks after {name} will see what you wrote.")
    return redirect(url_for("staff.show_own_suggestions"), 303)


@bp.get(f"{WRITE}/give-up")
@requires("catalogue.suggest")
def confirm_giving_up(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Ask before a draft is thrown away."""
    with reading() as db:
        page = build_give_up_page(get_to_write(db, current_actor(), KINDS[kind].model, record_id))
    return render_page("staff/writing/confirm_giving_up.html", page)


@bp.post(f"{WRITE}/give-up")
@requires("catalogue.suggest")
def give_up_record(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Throw a draft away, or put away a listing that was never published."""
    with transaction() as db:
        record = get_to_write(db, current_actor(), KINDS[kind].model, record_id, to_change=True)
        name = name_of(record)
        edits.give_up(db, current_actor(), record)
    tell(f"Your draft of {name} is gone.")
    return redirect(url_for("staff.home"), 303)


@bp.post(f"{WRITE}/take-source-word")
@requires("catalogue.edit")
@asks_again(write_record)
def take_source_word(kind: str, record_id: uuid.UUID) -> ResponseReturnValue:
    """Go back to what the source of a record says in one field."""
    with transaction() as db:
        record = get_to_keep(db, current_actor(), KINDS[kind].model, record_id, to_change=True)
        field, seen = load_form(SourceForm)
        name, href = name_of(record), KINDS[kind].href("staff.write_record", record.id)
        with said_on_the_page(Conflict):
            operations.take_source_value(db, current_actor(), record, field, seen)
    tell(f"{name} says what its source says again.")
    return redirect(href, 303)
