"""Whose record comes to its end, for managers, and holding somebody back."""

from typing import Any

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.rights.holding import end_hold, find_hold, hold_back
from directory.rights.retention import WARNING, list_due_in_team
from directory.staff.blueprint import bp
from directory.staff.clients.retention_pages import HoldForm, hold_page, retention_page
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/retention")
@requires("rights.erase")
def show_retention() -> ResponseReturnValue:
    years: int = current_app.config["LYNCHPIN_KEEP_YEARS"]
    today = clock.today()
    with transaction() as db:
        page = retention_page(list_due_in_team(db, current_actor(), today + WARNING, years), today, years)
    return render_page("staff/show_retention.html", page)


@bp.get("/clients/<reference>/hold")
@requires("rights.erase")
def show_hold(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page = hold_page(client, find_hold(db, client.id))
    form: Any = show_form(HoldForm)
    return render_page("staff/show_hold.html", page, form=form)


@bp.post("/clients/<reference>/hold")
@requires("rights.erase")
@asks_again(show_hold)
def create_hold(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        hold_back(db, actor, client, load_form(HoldForm))
    tell("The record is held back. It is kept until somebody ends that.")
    return redirect(url_for("staff.show_retention"), 303)


@bp.post("/clients/<reference>/hold/end")
@requires("rights.erase")
def end_hold_of(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        was_held = end_hold(db, actor, get_client(db, actor, reference, to_change=True))
    tell("The record is no longer held back." if was_held else "Somebody ended that before you.")
    return redirect(url_for("staff.show_retention"), 303)
