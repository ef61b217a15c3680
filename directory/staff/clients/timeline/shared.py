"""What was told about a client without their agreement, and what a manager found of it."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.sharing.giving import list_sharings
from directory.staff.clients.sharing_pages import sharing_line
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_shared(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    for each in list_sharings(db, actor, client):
        line = sharing_line(each)
        words = f"{line.ground}\nTold to {each.told_to}"
        title = "Shared without their agreement"
        yield TimelineEntry(each.shared_on, Kind.SHARED, title, words, line.href, each.recorded_by)
        if each.reviewed_at:
            title = "A manager looked at what was shared"
            yield TimelineEntry(each.reviewed_at, Kind.SHARED, title, each.review or "", line.href, each.reviewed_by)
