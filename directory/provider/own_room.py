"""A group says what room an activity has: by the link about its listings, or by that of somebody referred to it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.champions.capacity.room import say_room
from directory.champions.verification.own_listings import get_own_listings
from directory.db import reading, transaction
from directory.links.signed_links import record_link_act
from directory.links.visits import is_visiting
from directory.provider.blueprint import bp as replies_bp
from directory.provider.own_listings import bp
from directory.provider.replies import show_reply
from directory.provider.room_form import OwnRoomForm, OwnRoomPage, said_words
from directory.referrals.replies import get_shared
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.visit_cookie import brought_visit

THANKS = "Thank you. Everybody who looks for something to do can see it now."


@bp.get("/<token>/<uuid:service_id>/room")
@open_to_all
def ask_own_room(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """How much room an activity has, or until when it has none."""
    with reading() as db:
        service = get_own_listings(db, token).get(service_id)
        page = OwnRoomPage(
            name=service.name,
            said=said_words(service, clock.today()),
            back_href=url_for("own_listings.show_listings", token=token),
            save_href=url_for("own_listings.say_own_room", token=token, service_id=service.id),
        )
    return render_page("provider/say_own_room.html", page, form=show_form(OwnRoomForm))


@bp.post("/<token>/<uuid:service_id>/room")
@open_to_all
@asks_again(ask_own_room)
def say_own_room(token: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Take what a group says of its room, from a button or the form."""
    with transaction() as db:
        own = get_own_listings(db, token)
        say_room(db, None, own.get(service_id).id, load_form(OwnRoomForm))
        record_link_act(db, own.link, "listing.room_said")
    tell(THANKS)
    return redirect(url_for("own_listings.show_listings", token=token), 303)


@replies_bp.post("/<token>/room")
@open_to_all
@asks_again(show_reply)
def say_room_too(token: str) -> ResponseReturnValue:
    """Take what a group says of its room beside its answer, from a browser that has shown the code."""
    with transaction() as db:
        shared = get_shared(db, token)
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            say_room(db, None, shared.referral.service_id, load_form(OwnRoomForm))
            record_link_act(db, shared.link, "listing.room_said")
            tell(THANKS)
    return redirect(url_for("provider.show_reply", token=token), 303)
