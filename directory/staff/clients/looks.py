"""Who looked at the record of a client, and who changed it."""

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.accounts.senders.queries import names_of_senders
from directory.audit.queries import list_events_about
from directory.db import reading, transaction
from directory.rights.everything import ids_of_record
from directory.staff.blueprint import bp
from directory.staff.clients.looks_page import LINES, LooksPage, look_line
from directory.staff.records.records import get_client
from directory.web.fields.text import LONGEST_NUMBER
from directory.web.pages import render_page


@bp.get("/clients/<reference>/looks")
@requires("casework.read")
def show_looks(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
    # Looking through the whole record of a scheme takes a while, in which others may write.
    with reading() as db:
        about = ids_of_record(db, client.id)
        before = read_before(request.args.get("before", ""))
        found = list_events_about(db, actor.scheme_id, about, before=before, most=LINES + 1)
        events = found[:LINES]
        actors = {each.actor_id for each in events if each.actor_id}
        names = {**names_of_users(db, actors), **names_of_senders(db, actors)}
        lines = tuple(look_line(each, names) for each in events)
        older = events[-1].id if len(found) > LINES else None
        page = LooksPage(client.name, client.reference, lines, older, is_newest=before is None)
    return render_page("staff/show_looks.html", page)


def read_before(text: str) -> int | None:
    """The entry to read on from; what is no number of one is left out."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER else None
