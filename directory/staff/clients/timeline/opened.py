"""Openings of a restricted record in an emergency, which managers alone are told of here."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.emergency_models import EmergencyAccess
from directory.casework.models import Client
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_openings(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    if not actor.may("casework.oversee"):
        return
    theirs = (EmergencyAccess.client_id == client.id, EmergencyAccess.scheme_id == actor.scheme_id)
    for each in db.scalars(select(EmergencyAccess).where(*theirs).order_by(EmergencyAccess.began_at)):
        href = url_for("staff.show_emergency", emergency_id=each.id)
        yield TimelineEntry(each.began_at, Kind.RECORD, "Opened in an emergency", each.reason, href, each.user_id)
        if each.reviewed_at:
            title = "A manager looked into the opening"
            yield TimelineEntry(each.reviewed_at, Kind.RECORD, title, each.note or "", href, each.reviewed_by)
