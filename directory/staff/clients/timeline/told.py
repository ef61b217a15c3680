"""What a client told us from their own page, and who saw to it."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.casework.own_page.messages import list_messages
from directory.staff.clients.own_page_part import message_line
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_told(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    href = url_for("staff.show_agreements", reference=client.reference, _anchor="own-page")
    for each in list_messages(db, client):
        line = message_line(each)
        words = "\n".join(filter(None, (line.note, f"{line.seen}." if line.seen else "")))
        yield TimelineEntry(each.told_at, Kind.TOLD, f"On their own page: {line.said}", words, href, "They themselves")
