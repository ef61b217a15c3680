"""A group closes an activity for a while, or says that it is on again, by the link about its listings."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.champions.capacity.pausing import is_or_will_be_closed, open_again, pause_activity
from directory.champions.verification.own_listings import get_own_listings, list_run_with
from directory.db import reading, transaction
from directory.errors import Refused
from directory.links.signed_links import record_link_act
from directory.provider.own_listings import bp
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.listing_words import status_words
from directory.web.pages import render_page, tell
from directory.web.pause_form import PauseForm, PausePage, values_of


@bp.get("/<token>/<uuid:service_id>/closed")
@open_to_all
def ask_own_pause(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """From when on an activity is closed, and when it is on again."""
    here: dict[str, Any] = {"token": token, "service_id": service_id}
    with reading() as db:
        service, today = get_own_listings(db, token).get(service_id), clock.today()
        page = PausePage(
            name=service.name,
            said=status_words(service, today),
            back_href=url_for("own_listings.show_listings", token=token),
            back_text="Back to your listings",
            save_href=url_for("own_listings.pause_own", **here),
            open_href=url_for("own_listings.open_own", **here) if is_or_will_be_closed(service, today) else "",
        )
        form = show_form(PauseForm, values_of(service, today))
    return render_page("provider/close_own_listing.html", page, form=form)


@bp.post("/<token>/<uuid:service_id>/closed")
@open_to_all
@asks_again(ask_own_pause)
def pause_own(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Close an activity, or all of a group's, for a while."""
    with transaction() as db:
        own = get_own_listings(db, token)
        first, wanted = own.get(service_id), load_form(PauseForm)
        for each in list_run_with(db, first) if wanted.is_all_of_it else [first.id]:
            with said_on_the_page(Refused):
                pause_activity(db, None, each, wanted)
        record_link_act(db, own.link, "listing.paused")
    tell("Thank you. Nobody is sent to you meanwhile. Your page says so.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)


@bp.post("/<token>/<uuid:service_id>/open")
@open_to_all
def open_own(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Open an activity again."""
    with transaction() as db:
        own = get_own_listings(db, token)
        open_again(db, None, own.get(service_id).id)
        record_link_act(db, own.link, "listing.opened")
    tell("Thank you. People can find you again.")
    return redirect(url_for("own_listings.show_listings", token=token), 303)
