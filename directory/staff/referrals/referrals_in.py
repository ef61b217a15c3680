"""Referrals to us: who asked for support, and what the team answers."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.agreeing import PersonHasDied
from directory.casework.models import Client
from directory.casework.queries import list_by_reference
from directory.casework.referrals_in.answering_referrals import (
    AnsweredMeanwhile,
    accept_as_known,
    accept_as_new,
    decline_referral_in,
    note_not_reached,
)
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import (
    get_referral_in,
    list_likely_clients,
    list_not_reached_in,
    list_waiting_in,
)
from directory.casework.referrals_in.referral_states import MOVES, ReferralInState
from directory.casework.wordings import get_own_scheme
from directory.db import transaction
from directory.rights.untaken import TakenOn, erase_referral_in
from directory.security.keystore import current_key_store
from directory.staff.blueprint import bp
from directory.staff.clients.found_clients import found_row
from directory.staff.records.records import get_client
from directory.staff.referrals.referral_in_forms import AcceptReferralForm, DeclineReferralForm, EraseReferralForm
from directory.staff.referrals.referral_in_pages import referral_in_page, referrals_in_page, who_choices
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/referrals-in")
@requires("casework.read")
def show_referrals_in() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        page = referrals_in_page(list_waiting_in(db, actor), list_not_reached_in(db, actor), clock.now())
    return render_page("staff/show_referrals_in.html", page)


@bp.get("/referrals-in/<reference>")
@requires("casework.read")
def show_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        referral = get_referral_in(db, actor, reference)
        likely, client = likely_of(db, actor, referral), client_of(db, actor, referral)
        page = referral_in_page(actor, referral, likely, client, get_own_scheme(db, actor).minimum_age, today)
    accept: Any = show_form(AcceptReferralForm, None, {"who": page.choices})
    others = {"decline": show_form(DeclineReferralForm), "erase": show_form(EraseReferralForm)}
    return render_page("staff/show_referral_in.html", page, form=accept, **others)


def likely_of(db: Session, actor: Actor, referral: Referral) -> list[Client]:
    """Who is likely meant, while that can still be said."""
    if ReferralInState.ACCEPTED not in MOVES[ReferralInState(referral.state)]:
        return []
    return list(list_likely_clients(db, actor, referral))


def client_of(db: Session, actor: Actor, referral: Referral) -> Client | None:
    """Who the person of a referral is now, recorded as listed."""
    client = db.get(Client, referral.client_id) if referral.client_id else None
    return next(iter(list_by_reference(db, actor, [client.reference])), None) if client else None


@bp.post("/referrals-in/<reference>/accept")
@requires("casework.write")
@asks_again(show_referral_in)
def accept_referral_in(reference: str) -> ResponseReturnValue:
    given_up: uuid.UUID | None = None
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        client = client_of(db, actor, referral)
        is_news = client is None
        if client is None:
            client, given_up = accept_as_said(db, actor, referral)
        client_reference = client.reference
        told = with_whom(db, actor, client) if is_news else "They were taken on already. This is their record."
    if given_up is not None:
        current_key_store().destroy_key(given_up)
    tell(told)
    return redirect(url_for("staff.show_client", reference=client_reference), 303)


def with_whom(db: Session, actor: Actor, client: Client) -> str:
    """Who supports somebody who was just taken on, and what is to be done now."""
    if client.coordinator_id == actor.user_id:
        return "They are with you now. Get in touch with them in the way they asked for."
    [name] = names_of_users(db, {client.coordinator_id}).values()
    return f"They stay with {name}. Let {name}, or a manager, know that they asked again."


def accept_as_said(db: Session, actor: Actor, referral: Referral) -> tuple[Client, uuid.UUID | None]:
    """The client whom the form says they are, and whose key is to be destroyed once this is kept."""
    choices = who_choices([found_row(each) for each in likely_of(db, actor, referral)])
    known = load_form(AcceptReferralForm, {"who": choices})
    with said_on_the_page(PersonHasDied), said_on_the_page(AnsweredMeanwhile):
        if known is None:
            return accept_as_new(db, actor, referral), None
        client = get_client(db, actor, known, to_change=True)
        return client, accept_as_known(db, actor, referral, client)


@bp.post("/referrals-in/<reference>/decline")
@requires("casework.read")
@asks_again(show_referral_in)
def refuse_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        wanted = load_form(DeclineReferralForm)
        with said_on_the_page(AnsweredMeanwhile):
            decline_referral_in(db, actor, referral, wanted)
    tell("It is written down.")
    return redirect(url_for("staff.show_referrals_in"), 303)


@bp.post("/referrals-in/<reference>/not-reached")
@requires("casework.read")
def save_not_reached(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        note_not_reached(db, actor, get_referral_in(db, actor, reference, to_change=True))
    tell("It is written down. They stay on the list of whom nobody reached.")
    return redirect(url_for("staff.show_referrals_in"), 303)


@bp.post("/referrals-in/<reference>/erase")
@requires("rights.erase")
@asks_again(show_referral_in)
def erase_asked(reference: str) -> ResponseReturnValue:
    """Erase who asked and was not taken on, for good."""
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        wanted = load_form(EraseReferralForm)
        with said_on_the_page(TakenOn):
            person_id = erase_referral_in(db, actor, referral, wanted)
    current_key_store().destroy_key(person_id)
    tell("What we held of them is erased.")
    return redirect(url_for("staff.show_referrals_in"), 303)
