"""Changes of what we know of a client, of which records they have, and of who sees it, they themselves too.

They come from the audit record, which names what was changed. What it was before is
not kept there, and not told.
"""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.audit.queries import list_events_about
from directory.casework.models import Client
from directory.staff.clients.looks_page import ACTS
from directory.staff.clients.timeline.entries import Kind, TimelineEntry

CHANGES = (
    "client.corrected",
    "client.restricted",
    "client.unrestricted",
    "client.taken_on_again",
    "client.received",
    "client.joined",
    "client.parted",
    "own_page.link_sent",
    "own_page.link_ended",
)
# More often nobody's record is changed.
MOST = 500


def list_changes(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for each in list_events_about(db, actor.scheme_id, [client.id], actions=CHANGES, most=MOST):
        words = ", ".join(each.fields).replace("_", " ").capitalize()
        yield TimelineEntry(each.at, Kind.RECORD, ACTS[each.action], words, by=each.actor_id)
