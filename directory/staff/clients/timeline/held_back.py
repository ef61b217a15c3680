"""Records that are kept although their time is over, for whoever may erase them. Why stands on its own page."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client
from directory.rights.models import RetentionHold
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_held_back(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    if not actor.may("rights.erase"):
        return
    href = url_for("staff.show_hold", reference=client.reference)
    for each in db.scalars(select(RetentionHold).where(RetentionHold.client_id == client.id)):
        yield TimelineEntry(each.held_at, Kind.RECORD, "Kept for longer than its time", "", href, each.held_by)
        if each.ended_at:
            title = "No longer kept for longer than its time"
            yield TimelineEntry(each.ended_at, Kind.RECORD, title, "", href, each.ended_by)
