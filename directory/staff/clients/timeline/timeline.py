"""The page of all that happened with a client."""

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.staff.blueprint import bp
from directory.staff.clients.timeline.entries import Kind
from directory.staff.clients.timeline.gathering import list_all
from directory.staff.clients.timeline.timeline_page import timeline_page
from directory.staff.domains.listings import page_asked_for
from directory.staff.records.records import get_client
from directory.web.pages import render_page


@bp.get("/clients/<reference>/timeline")
@requires("casework.read")
def show_timeline(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
    kind, is_all = kind_asked_for(), request.args.get("all") == "yes"
    # Looking through the whole record of a scheme takes a while, in which others may write.
    with reading() as db:
        told = list_all(db, actor, client)
        page = timeline_page(client, told, kind, 1 if is_all else page_asked_for(), is_all=is_all)
    return render_page("staff/show_timeline.html", page)


def kind_asked_for() -> Kind | None:
    """The kind of thing the timeline is narrowed to. Raises NotFound for one that there is not."""
    asked = request.args.get("kind", "")
    try:
        return Kind(asked) if asked else None
    except ValueError:
        raise NotFound("There is no such kind of entry.") from None
