"""Taking a photograph out of a listing: out of the draft, or for good."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.deleting import delete_for_good
from directory.catalogue.photographs.named import get_named
from directory.champions.writing import get_to_keep
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.writing.parts import open_part
from directory.staff.writing.photographs.all_photographs import ALL, ONE, find_row
from directory.staff.writing.photographs.rows import PHOTOGRAPHS, values_of
from directory.web.listing_words import list_words
from directory.web.pages import render_page, tell
from directory.web.photographs import Shown, shown_picture

DELETE = f"{ALL}/<string(length=64):digest>/delete"


@dataclass(frozen=True)
class DeletePage:
    """The question before a picture is deleted for good."""

    activity: str
    shown: Shown
    back_href: str
    do_href: str


@bp.get(DELETE)
@requires("catalogue.edit")
def confirm_deleting_photograph(service_id: uuid.UUID, digest: str) -> ResponseReturnValue:
    """Ask before a picture is deleted for good."""
    with reading() as db:
        service = get_to_keep(db, current_actor(), Service, service_id)
        named = get_named(db, current_actor(), service, digest)
        here: dict[str, Any] = {"service_id": service.id}
        page = DeletePage(
            activity=service.name,
            shown=shown_picture(named.picture, named.alt_text, named.credit),
            back_href=url_for("staff.write_photographs", **here),
            do_href=url_for("staff.delete_photograph", digest=digest, **here),
        )
    return render_page("staff/writing/confirm_deleting_photograph.html", page)


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


@bp.post(DELETE)
@requires("catalogue.edit")
def delete_photograph(service_id: uuid.UUID, digest: str) -> ResponseReturnValue:
    """Take a picture off its page at once, where it is on it, and delete it."""
    with transaction() as db:
        service = get_to_keep(db, current_actor(), Service, service_id, to_change=True)
        words = get_named(db, current_actor(), service, digest).alt_text
        others = delete_for_good(db, current_actor(), service, digest)
    stays = f" The picture itself stays, because these show it too: {list_words(others)}." if others else ""
    tell(f"“{words}” is deleted.{stays}")
    return redirect(url_for("staff.write_photographs", service_id=service_id), 303)
