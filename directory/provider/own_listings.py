"""The page behind the link in a letter that asks whether listings are still right: one press says so.

A look changes nothing, as programs that check mail look at every link.
"""

import uuid
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.references import make_reference
from directory.champions.operations import confirm_as_group
from directory.champions.verification.own_listings import MessageKeys, get_own_listings, tell_changes
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.signed_links import record_link_act
from directory.provider.listing_form import OwnListingForm, take_newest, values_of
from directory.provider.listing_pages import change_page, own_listings_page
from directory.web.forms import asks_again, said_on_the_page, show_form, take_form
from directory.web.pages import render_page, tell
from directory.web.parts_now import parts_now

bp = Blueprint(
    "own_listings", "directory.provider", url_prefix=TERMS[LinkPurpose.LISTINGS].path, template_folder="templates"
)


@bp.get("/<token>")
@open_to_all
def show_listings(token: str) -> ResponseReturnValue:
    """What is listed of a group, and whether it is still right."""
    with reading() as db:
        page = own_listings_page(get_own_listings(db, token), token, clock.now())
    return render_page("provider/show_own_listings.html", page)


@bp.post("/<token>/still-right")
@open_to_all
def confirm_all(token: str) -> ResponseReturnValue:
    """Note that everything behind a link is still right. A second press the same day adds nothing."""
    with transaction() as db:
        own = get_own_listings(db, token)
        for each in own.to_confirm(clock.today()):
            confirm_as_group(db, each)
        record_link_act(db, own.link, "listing.confirmed")
    tell("Thank you. Everything is marked as checked today.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)


@bp.post("/<token>/<uuid:service_id>/still-right")
@open_to_all
def confirm_one(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Note that one listing is still right."""
    with transaction() as db:
        own = get_own_listings(db, token)
        service = own.get(service_id)
        confirm_as_group(db, service)
        record_link_act(db, own.link, "listing.confirmed")
        name = service.name
    tell(f"Thank you. {name} is marked as checked today.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)


@bp.get("/<token>/<uuid:service_id>/change")
@open_to_all
def change_listing(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """The plain facts of a listing, for its group to put right."""
    with reading() as db:
        service = get_own_listings(db, token).get(service_id)
        form: Any = show_form(OwnListingForm, values_of(service))
        form.say_now(parts_now(service, clock.today()))
        page = change_page(service, token, take_newest(form, service))
    return render_page("provider/change_own_listing.html", page, form=form)


@bp.post("/<token>/<uuid:service_id>/change")
@open_to_all
@asks_again(change_listing)
def send_changes(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Put what a group says before those who look after the listing."""
    with transaction() as db:
        own = get_own_listings(db, token)
        service, form = own.get(service_id), take_form(OwnListingForm)
        keys = MessageKeys(make_reference(), form.submission_key.data)
        wanted = form.load()
        with said_on_the_page(Conflict, Refused):
            tell_changes(db, own, service, wanted, keys)
        name = service.name
    tell(f"Thank you. Somebody reads what you say of {name}, and then changes the page.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)
