"""The task list of a listing that is being written, and what can be done with the whole of it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.history import edits
from directory.champions.writing import get_listing_to_keep, get_listing_to_write
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from directory.staff.blueprint import bp
from directory.staff.writing.finishing import ArchiveForm, PublishForm, SendForm
from directory.staff.writing.listing_page import (
    build_archive_page,
    build_give_up_page,
    build_listing_page,
    build_preview_page,
)
from directory.staff.writing.parts import WRITE
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get(WRITE)
@requires("catalogue.suggest")
def write_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """What a listing says part by part, what of it is only drafted, and what to do with it."""
    with reading() as db:
        service = get_listing_to_write(db, current_actor(), service_id)
        publishing = show_form(PublishForm)
        # What somebody else changed is on the page: pressed now, the button means to publish in spite of it.
        publishing.version.data = service.version
        page = build_listing_page(db, current_actor(), service)
        sending = show_form(SendForm)
    return render_page("staff/writing/write_listing.html", page, form=sending, publishing=publishing)


@bp.post(f"{WRITE}/preview")
@requires("catalogue.suggest")
def preview_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """The page as everybody would see it."""
    with transaction() as db:
        service = get_listing_to_write(db, current_actor(), service_id)
        draft = edits.find_draft(db, current_actor(), service.id)
        with edits.put_on(db, service, draft) as changed:
            page = build_preview_page(changed, clock.today())
    return render_page("staff/writing/preview_listing.html", page)


@bp.post(f"{WRITE}/publish")
@requires("catalogue.edit")
@asks_again(write_listing)
def publish_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was written in force, for everybody to see."""
    with transaction() as db:
        service = get_listing_to_keep(db, current_actor(), service_id)
        version = load_form(PublishForm)
        draft = edits.find_draft(db, current_actor(), service.id)
        with said_on_the_page(Conflict, Refused):
            edits.publish_draft(db, current_actor(), service, draft, version)
        name = service.name
    tell(f"{name} is published. Everybody can see it.")
    return redirect(url_for("public.show_activity", service_id=service_id), 303)


@bp.post(f"{WRITE}/send")
@requires("catalogue.suggest")
@asks_again(write_listing)
def send_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """Put what was written before those who look after the listing."""
    with transaction() as db:
        service = get_listing_to_write(db, current_actor(), service_id)
        reason = load_form(SendForm)
        draft = edits.find_draft(db, current_actor(), service.id)
        with said_on_the_page(Refused):
            edits.send_draft(db, current_actor(), service, draft, reason)
        name = service.name
    tell(f"Thank you. Whoever looks after {name} will see what you wrote.")
    return redirect(url_for("staff.show_own_suggestions"), 303)


@bp.get(f"{WRITE}/give-up")
@requires("catalogue.suggest")
def confirm_giving_up(service_id: uuid.UUID) -> ResponseReturnValue:
    """Ask before a draft is thrown away."""
    with reading() as db:
        page = build_give_up_page(get_listing_to_write(db, current_actor(), service_id))
    return render_page("staff/writing/confirm_giving_up.html", page)


@bp.post(f"{WRITE}/give-up")
@requires("catalogue.suggest")
def give_up_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """Throw a draft away, or put away a listing that was never published."""
    with transaction() as db:
        service = get_listing_to_write(db, current_actor(), service_id)
        edits.give_up(db, current_actor(), service)
        name = service.name
    tell(f"Your draft of {name} is gone.")
    return redirect(url_for("staff.home"), 303)


@bp.get(f"{WRITE}/archive")
@requires("catalogue.edit")
def confirm_archiving(service_id: uuid.UUID) -> ResponseReturnValue:
    """Ask why, before a listing is put away."""
    with reading() as db:
        service = get_listing_to_keep(db, current_actor(), service_id)
        form = show_form(ArchiveForm)
        page = build_archive_page(service)
    return render_page("staff/writing/confirm_archiving.html", page, form=form)


@bp.post(f"{WRITE}/archive")
@requires("catalogue.edit")
@asks_again(confirm_archiving)
def archive_listing(service_id: uuid.UUID) -> ResponseReturnValue:
    """Put a listing away. Its history stays, and brings it back."""
    with transaction() as db:
        service = get_listing_to_keep(db, current_actor(), service_id)
        edits.archive_listing(db, current_actor(), service, load_form(ArchiveForm))
        name = service.name
    tell(f"{name} is put away. Its history can bring it back.")
    return redirect(url_for("staff.show_history", service_id=service_id), 303)
