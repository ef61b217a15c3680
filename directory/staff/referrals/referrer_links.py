"""Who sees how their own referrals stand: setting a practice, group or system up, sending the link, and ending it."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.own_referrals.keeping import (
    end_link,
    get_referrer_link,
    list_referrers,
    remove_link,
    send_link,
    set_up_link,
)
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.referrals.referrer_link_pages import ReferrerLinkForm, choices_of, read_referrer_links
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm
from directory.web.site_links import sends_mail


@bp.get("/referrer-links")
@requires("casework.triage")
def show_referrer_links() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        referrers = list_referrers(db, actor)
        page = read_referrer_links(db, actor, referrers, clock.now())
        choices = {"referrer": choices_of(referrers)}
    form: Any = show_form(ReferrerLinkForm, {}, choices)
    return render_page("staff/show_referrer_links.html", page, form=form)


@bp.post("/referrer-links")
@requires("casework.triage")
@asks_again(show_referrer_links)
def save_referrer_link() -> ResponseReturnValue:
    """Have a referrer be able to get a link. It is sent by the button beside it, after a look at the address."""
    with transaction() as db:
        actor = current_actor()
        choices = {"referrer": choices_of(list_referrers(db, actor))}
        set_up_link(db, actor, load_form(ReferrerLinkForm, choices))
    tell("It is on the list. Look at the address, and send the link.")
    return redirect(url_for("staff.show_referrer_links"), 303)


@bp.post("/referrer-links/<uuid:referrer_link_id>/send")
@requires("casework.triage")
def send_referrer_link(referrer_link_id: uuid.UUID) -> ResponseReturnValue:
    """Send the link. The one before ends."""
    with transaction() as db:
        actor = current_actor()
        link = get_referrer_link(db, actor, referrer_link_id)
        send_link(db, actor, link, load_form(PressForm))
        address = link.address
    tell(
        f"The link is on its way to {address}."
        if sends_mail()
        else "No letters leave here yet. The link waits until they do."
    )
    return redirect(url_for("staff.show_referrer_links"), 303)


@bp.post("/referrer-links/<uuid:referrer_link_id>/end")
@requires("casework.triage")
def end_referrer_link(referrer_link_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        end_link(db, actor, get_referrer_link(db, actor, referrer_link_id))
    tell("The link has ended. Whoever has it sees nothing any more.")
    return redirect(url_for("staff.show_referrer_links"), 303)


@bp.post("/referrer-links/<uuid:referrer_link_id>/remove")
@requires("casework.triage")
def remove_referrer_link(referrer_link_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        remove_link(db, actor, get_referrer_link(db, actor, referrer_link_id))
    tell("It is off the list, and sees nothing any more.")
    return redirect(url_for("staff.show_referrer_links"), 303)
