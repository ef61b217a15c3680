"""Activities that came onto a client's plan, in every spell of support."""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.casework.models import Client, PlannedActivity, PlannedState
from directory.catalogue.queries import services_by_id
from directory.staff.clients.timeline.entries import Kind, TimelineEntry


def list_planned(db: Session, actor: Actor, client: Client) -> Iterator[TimelineEntry]:
    theirs = (PlannedActivity.scheme_id == client.scheme_id, PlannedActivity.client_id == client.id)
    planned = db.scalars(select(PlannedActivity).where(*theirs).order_by(PlannedActivity.added_at)).all()
    services = services_by_id(db, [each.service_id for each in planned])
    href = url_for("staff.show_client", reference=client.reference, _anchor="plan")
    for each in planned:
        name = services[each.service_id].name
        aside = "Set aside since" if each.state == PlannedState.SET_ASIDE else ""
        yield TimelineEntry(each.added_at, Kind.PLAN, f"On the plan: {name}", aside, href, each.added_by)
