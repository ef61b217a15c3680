"""Handing a client over to another team: offering it, taking the offer back, and answering one."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.models import Scheme
from directory.accounts.queries import list_colleagues, names_of_users
from directory.casework.drafts.keeping import drop_draft
from directory.casework.transfers.moving_clients import (
    NotTransferable,
    accept_transfer,
    approve_transfer,
    decline_transfer,
    offer_transfer,
    withdraw_transfer,
)
from directory.casework.transfers.queries import (
    find_open_transfer,
    get_incoming,
    get_outgoing,
    list_incoming,
    list_other_schemes,
    list_outgoing,
)
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.clients.transfer_forms import AcceptForm, DeclineForm, TransferForm
from directory.staff.clients.transfer_pages import decision_page, offer_page, transfers_page
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.web.fields.choices import Choice
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/transfers")
@requires("casework.read")
def show_transfers() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        outgoing = list_outgoing(db, actor)
        names = names_of_users(db, {each.asked_by for each in outgoing})
        page = transfers_page(actor, list_incoming(db, actor), outgoing, names)
    return render_page("staff/show_transfers.html", page)


def teams(schemes: Sequence[Scheme]) -> dict[str, list[Choice]]:
    return {"to_scheme_id": [Choice(str(each.id), each.name) for each in schemes]}


@bp.get("/clients/<reference>/transfer")
@requires("casework.read")
def new_transfer(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        others = list_other_schemes(db, actor)
        page = offer_page(actor, client, find_open_transfer(db, client), has_teams=bool(others))
        draft = find_offer(db, actor, client, "transfer")
    form: Any = show_drafted(TransferForm, draft, None, teams(others))
    return render_page("staff/new_transfer.html", page, form=form, draft=draft)


@bp.post("/clients/<reference>/transfer")
@requires("casework.read")
@asks_again(new_transfer)
def create_transfer(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(TransferForm, teams(list_other_schemes(db, actor)))
        with said_on_the_page(NotTransferable):
            transfer = offer_transfer(db, actor, client, wanted)
        drop_draft(db, actor, client, "transfer")
        is_offered = transfer.approved_by is not None
    tell("The other team is asked." if is_offered else "Your manager is asked. Then it goes to the other team.")
    return redirect(url_for("staff.show_transfers"), 303)


@bp.post("/transfers/<uuid:transfer_id>/approve")
@requires("casework.transfer")
def approve_own_transfer(transfer_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        approve_transfer(db, actor, get_outgoing(db, actor, transfer_id))
    tell("The other team is asked.")
    return redirect(url_for("staff.show_transfers"), 303)


@bp.post("/transfers/<uuid:transfer_id>/withdraw")
@requires("casework.read")
def withdraw_own_transfer(transfer_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        withdraw_transfer(db, actor, get_outgoing(db, actor, transfer_id))
    tell("It is taken back. They stay with your team.")
    return redirect(url_for("staff.show_transfers"), 303)


def coordinators(db: Session, actor: Actor) -> dict[str, list[Choice]]:
    found = list_colleagues(db, actor, Role.COORDINATOR)
    return {"coordinator_id": [Choice(str(each.id), each.name) for each in found]}


@bp.get("/transfers/<uuid:transfer_id>")
@requires("casework.transfer")
def show_transfer(transfer_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        page = decision_page(get_incoming(db, actor, transfer_id))
        choices = coordinators(db, actor)
    accept: Any = show_form(AcceptForm, None, choices)
    return render_page("staff/show_transfer.html", page, form=accept, decline=show_form(DeclineForm))


@bp.post("/transfers/<uuid:transfer_id>/accept")
@requires("casework.transfer")
@asks_again(show_transfer)
def take_transfer(transfer_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        transfer = get_incoming(db, actor, transfer_id)
        wanted = load_form(AcceptForm, coordinators(db, actor))
        with said_on_the_page(NotTransferable):
            client = accept_transfer(db, actor, transfer, wanted.coordinator_id)
        reference = client.reference
    tell("They are with your team now.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/transfers/<uuid:transfer_id>/decline")
@requires("casework.transfer")
@asks_again(show_transfer)
def refuse_transfer(transfer_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        transfer = get_incoming(db, actor, transfer_id)
        decline_transfer(db, actor, transfer, load_form(DeclineForm))
    tell("The other team is told. They stay there.")
    return redirect(url_for("staff.show_transfers"), 303)
