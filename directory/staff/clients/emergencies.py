"""Records that only a few may see: restricting one, opening one in an emergency, and looking into that."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from limits import parse
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues
from directory.casework.emergencies import (
    LASTS,
    NothingToOpen,
    Opened,
    get_emergency,
    list_emergencies,
    open_in_emergency,
    restrict_sight,
    review_emergency,
)
from directory.casework.emergency_letters import queue_alert
from directory.casework.queries import get_client
from directory.db import transaction
from directory.errors import Refused
from directory.security.limits import count_try
from directory.staff.blueprint import bp
from directory.staff.clients.emergency_pages import (
    EmergencyForm,
    RestrictForm,
    ReviewForm,
    emergency_line,
    emergency_page,
)
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.site_links import site_link

# Nobody has so many emergencies, and nobody finds one reference of ten letters with so few tries.
TRIES = parse("10 per 1 hour")


@bp.post("/clients/<reference>/restriction")
@requires("casework.read")
def restrict_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        is_restricted = load_form(RestrictForm)
        restrict_sight(db, actor, client, is_restricted=is_restricted)
    tell("Only their coordinator and managers see it now." if is_restricted else "The whole team sees it again.")
    return redirect(url_for("staff.show_agreements", reference=reference), 303)


@bp.get("/emergency")
@requires("casework.write", fresh=True)
def new_emergency() -> ResponseReturnValue:
    hours = int(LASTS.total_seconds() // 3600)
    return render_page("staff/new_emergency.html", hours, form=show_form(EmergencyForm))


@bp.post("/emergency")
@requires("casework.write", fresh=True)
@asks_again(new_emergency)
def open_emergency() -> ResponseReturnValue:
    """Open a restricted record for some hours, and tell the managers. Without a reason, nothing is looked up."""
    actor = current_actor()
    wanted = load_form(EmergencyForm)
    count_try(TRIES, "emergency", str(actor.user_id))
    with transaction() as db:
        opened = open_in_emergency(db, actor, wanted.reference, wanted.reason)
        if opened is not None and opened.is_new:
            alert_managers(db, actor, opened)
    if opened is None:
        # Only now: that it was tried is written down.
        with said_on_the_page(NothingToOpen, field="reference"):
            raise NothingToOpen
    tell("The record is open for you. Managers are told." if opened.access else "You can see this record anyway.")
    return redirect(url_for("staff.show_client", reference=opened.reference), 303)


def alert_managers(db: Session, actor: Actor, opened: Opened) -> None:
    if opened.access is None:
        return
    href = site_link("staff.show_emergency", emergency_id=opened.access.id)
    for manager in list_colleagues(db, actor, Role.MANAGER):
        queue_alert(db, opened.access, manager, href)


@bp.get("/emergencies")
@requires("casework.oversee")
def show_emergencies() -> ResponseReturnValue:
    with transaction() as db:
        lines = [emergency_line(each) for each in list_emergencies(db, current_actor())]
    return render_page("staff/show_emergencies.html", lines)


@bp.get("/emergencies/<uuid:emergency_id>")
@requires("casework.oversee")
def show_emergency(emergency_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        page = emergency_page(actor, get_emergency(db, actor, emergency_id))
    return render_page("staff/show_emergency.html", page, form=show_form(ReviewForm))


@bp.post("/emergencies/<uuid:emergency_id>/review")
@requires("casework.oversee")
@asks_again(show_emergency)
def look_into_emergency(emergency_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        access = get_emergency(db, actor, emergency_id)
        note = load_form(ReviewForm)
        with said_on_the_page(Refused):
            review_emergency(db, actor, access, note)
    tell("It is marked as looked into.")
    return redirect(url_for("staff.show_emergencies"), 303)
