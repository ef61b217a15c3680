"""Taking a photograph out of a listing: out of the draft, or for good."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.edits import write_draft
from directory.catalogue.models.photographs import Photograph
from directory.catalogue.models.services import Service
from directory.catalogue.photographs.deleting import delete_for_good
from directory.champions.writing import get_to_keep
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.writing.parts import open_part
from directory.staff.writing.photographs.all_photographs import NO_SUCH, ONE, find_row
from directory.staff.writing.photographs.rows import PHOTOGRAPHS, values_of
from directory.web.listing_words import list_words
from directory.web.pages import render_page, tell
from directory.web.photographs import Shown, shown_photograph


@dataclass(frozen=True)
class DeletePage:
    """The question before a picture is deleted for good."""

    activity: str
    shown: Shown
    back_href: str
    do_href: str


@bp.get(f"{ONE}/delete")
@requires("catalogue.edit")
def confirm_deleting_photograph(service_id: uuid.UUID, photograph_id: uuid.UUID) -> ResponseReturnValue:
    """Ask before a picture is deleted for good."""
    with reading() as db:
        service, photograph = get_shown(db, service_id, photograph_id)
        here: dict[str, Any] = {"service_id": service.id}
        page = DeletePage(
            activity=service.name,
            shown=shown_photograph(photograph),
            back_href=url_for("staff.write_photographs", **here),
            do_href=url_for("staff.delete_photograph", photograph_id=photograph_id, **here),
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


@bp.post(f"{ONE}/delete")
@requires("catalogue.edit")
def delete_photograph(service_id: uuid.UUID, photograph_id: uuid.UUID) -> ResponseReturnValue:
    """Take a picture off its page at once, and delete it."""
    with transaction() as db:
        service, photograph = get_shown(db, service_id, photograph_id, to_change=True)
        # What was read of it is gone with it.
        words = photograph.alt_text
        others = delete_for_good(db, current_actor(), service, photograph.digest)
    stays = f" The picture itself stays, because these show it too: {list_words(others)}." if others else ""
    tell(f"“{words}” is deleted.{stays}")
    return redirect(url_for("staff.write_photographs", service_id=service_id), 303)


def get_shown(
    db: Session, service_id: uuid.UUID, photograph_id: uuid.UUID, *, to_change: bool = False
) -> tuple[Service, Photograph]:
    """A listing that the actor decides on, with a photograph that it shows. Raises NotFound."""
    service = get_to_keep(db, current_actor(), Service, service_id, to_change=to_change)
    photograph = next((each for each in service.photographs if each.id == photograph_id), None)
    if photograph is None:
        raise NotFound(NO_SUCH)
    return service, photograph
