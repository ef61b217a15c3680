"""Closing an activity for a while, or all that a group runs, and opening it again."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import is_on
from directory.champions.capacity.pausing import is_or_will_be_closed, open_again, pause_activity
from directory.champions.writing import get_to_keep, keeps_everything, list_kept_listings
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import where_it_is
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.listing_words import status_words
from directory.web.pages import render_page, tell
from directory.web.pause_form import PauseForm, PausePage, values_of


@bp.get("/activities/<uuid:service_id>/closed")
@requires("catalogue.edit")
def new_pause(service_id: uuid.UUID) -> ResponseReturnValue:
    """From when on an activity is closed, and when it is on again."""
    with reading() as db:
        service, today = get_to_keep(db, current_actor(), Service, service_id), clock.today()
        page = PausePage(
            name=service.name,
            said=status_words(service, today),
            back_href=where_it_is(service),
            back_text="Back to the activity",
            save_href=url_for("staff.create_pause", service_id=service.id),
            open_href=url_for("staff.end_pause", service_id=service.id) if is_or_will_be_closed(service, today) else "",
        )
        form = show_form(PauseForm, values_of(service, today))
    return render_page("staff/close_activity.html", page, form=form)


@bp.post("/activities/<uuid:service_id>/closed")
@requires("catalogue.edit")
@asks_again(new_pause)
def create_pause(service_id: uuid.UUID) -> ResponseReturnValue:
    """Close an activity, or all that its group runs, for a while."""
    with transaction() as db:
        actor = current_actor()
        service = get_to_keep(db, actor, Service, service_id)
        wanted, here = load_form(PauseForm), service.id
        closed = kept_of_group(db, actor, service) if wanted.is_all_of_it else [service.id]
        for each in closed:
            with said_on_the_page(Refused):
                pause_activity(db, actor, each, wanted)
    tell("It is written down. It leaves matches and searches, and comes back by itself.")
    return redirect(url_for("staff.new_pause", service_id=here), 303)


@bp.post("/activities/<uuid:service_id>/open")
@requires("catalogue.edit")
def end_pause(service_id: uuid.UUID) -> ResponseReturnValue:
    """Open an activity again."""
    with transaction() as db:
        here = get_to_keep(db, current_actor(), Service, service_id).id
        open_again(db, current_actor(), here)
    tell("It is on again.")
    return redirect(url_for("staff.new_pause", service_id=here), 303)


def kept_of_group(db: Session, actor: Actor, service: Service) -> list[uuid.UUID]:
    """What the group of an activity runs and the actor decides on, in one order for everybody."""
    wanted = select(Service.id).where(Service.organization_id == service.organization_id, is_on())
    ids = list(db.scalars(wanted.order_by(Service.id)))
    return ids if keeps_everything(actor) else sorted(list_kept_listings(db, actor, ids))
