"""Systems that send us referrals, for administrators: setting one up, its keys, and ending what it may do."""

import uuid

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.senders.operations import add_sender, disable_sender, end_key, make_key_for
from directory.accounts.senders.queries import get_key, get_sender, list_senders
from directory.accounts.senders.webhooks import find_webhook, remove_webhook
from directory.casework.referrals_in.event_queries import count_telling, tell_again
from directory.db import reading, transaction
from directory.errors import Refused
from directory.staff.access.people_access import ConfirmForm
from directory.staff.access.sender_forms import KeyForm, SenderForm
from directory.staff.access.sender_pages import sender_page, senders_page
from directory.staff.blueprint import bp
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.site_links import site_link
from directory.web.words import counted

HANDED_OVER = "handed_over_key"


@bp.get("/senders")
@requires("accounts.manage")
def show_senders() -> ResponseReturnValue:
    with reading() as db:
        page = senders_page(list_senders(db, current_actor()), clock.now())
    return render_page("staff/show_senders.html", page)


@bp.get("/senders/new")
@requires("accounts.manage", fresh=True)
def new_sender() -> ResponseReturnValue:
    return render_page("staff/new_sender.html", None, form=show_form(SenderForm))


@bp.post("/senders")
@requires("accounts.manage", fresh=True)
@asks_again(new_sender)
def create_sender() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sender = add_sender(db, actor, actor.scheme_id, load_form(SenderForm))
        sender_id, name = sender.id, sender.name
    tell(f"{name} is set up. Now make a key for it.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


@bp.get("/senders/<uuid:sender_id>")
@requires("accounts.manage")
def show_sender(sender_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        sender = get_sender(db, current_actor(), sender_id)
        address = site_link("referral_api.create_sent_referral")
        webhook = find_webhook(db, sender_id)
        page = sender_page(
            sender,
            clock.now(),
            take_handed_over(sender_id),
            address,
            told_at=webhook.address if webhook else "",
            telling=count_telling(db, sender_id),
        )
    return render_page("staff/show_sender.html", page, form=show_form(KeyForm))


@bp.post("/senders/<uuid:sender_id>/keys")
@requires("accounts.manage", fresh=True)
@asks_again(show_sender)
def create_sender_key(sender_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sender = get_sender(db, actor, sender_id, to_change=True)
        wanted = load_form(KeyForm)
        with said_on_the_page(Refused):
            made = make_key_for(db, actor, sender, wanted)
    session[HANDED_OVER] = [str(sender_id), made.written]
    tell("The key is made. Hand it over now: it is not shown again.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


@bp.post("/senders/<uuid:sender_id>/keys/<uuid:sender_key_id>/end")
@requires("accounts.manage", fresh=True)
def end_sender_key(sender_id: uuid.UUID, sender_key_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sender = get_sender(db, actor, sender_id, to_change=True)
        end_key(db, actor, sender, get_key(sender, sender_key_id))
    tell("The key has ended.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


@bp.get("/senders/<uuid:sender_id>/disable")
@requires("accounts.manage", fresh=True)
def confirm_disabling_sender(sender_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        sender = get_sender(db, current_actor(), sender_id)
        page = sender_page(sender, clock.now())
    return render_page("staff/confirm_disabling_sender.html", page, form=show_form(ConfirmForm))


@bp.post("/senders/<uuid:sender_id>/disable")
@requires("accounts.manage", fresh=True)
@asks_again(confirm_disabling_sender)
def disable_sender_of_team(sender_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sender = get_sender(db, actor, sender_id, to_change=True)
        load_form(ConfirmForm)
        disable_sender(db, actor, sender)
        name = sender.name
    tell(f"{name} is known no more. What it sent stays.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


@bp.post("/senders/<uuid:sender_id>/told-again")
@requires("accounts.manage")
def tell_sender_again(sender_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        number = tell_again(db, actor, get_sender(db, actor, sender_id, to_change=True))
    tell(f"{counted(number, 'change')} will be told again." if number else "There is nothing to tell again.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


@bp.post("/senders/<uuid:sender_id>/untold")
@requires("accounts.manage", fresh=True)
def stop_telling_sender(sender_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        sender = get_sender(db, actor, sender_id, to_change=True)
        remove_webhook(db, actor.user_id, sender.id, sender.scheme_id)
    tell("It is told of changes no more. It can still ask.")
    return redirect(url_for("staff.show_sender", sender_id=sender_id), 303)


def take_handed_over(sender_id: uuid.UUID) -> str:
    """The key that was just made for a system, once."""
    whose, key = session.get(HANDED_OVER, ["", ""])
    if whose != str(sender_id):
        return ""
    del session[HANDED_OVER]
    return str(key)
