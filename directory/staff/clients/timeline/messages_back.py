"""Messages to a client's GP practice or referrer that were sent."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.message_back.models import Addressee
from directory.casework.message_back.queries import list_sent
from directory.casework.models import Client
from directory.staff.clients.timeline.entries import Kind, TimelineEntry

TITLES = {Addressee.PRACTICE: "We told their GP practice", Addressee.REFERRER: "We told whoever referred them"}


def list_messages_back(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    """Each message as it was sent; what it says stands on its own page."""
    for each in list_sent(db, client):
        title = TITLES[Addressee(each.addressee)]
        words = f"Correction, to {each.to_name}" if each.corrects_id else f"To {each.to_name}"
        href = url_for("staff.show_message_back", reference=client.reference, back_id=each.id)
        if each.sent_at is not None:
            yield TimelineEntry(each.sent_at, Kind.SHARED, title, words, href, each.sent_by)
