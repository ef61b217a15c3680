"""Clients: the list, taking somebody on, one person's page, and what they agree to."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.operations import give_consent, take_on_client, withdraw_consent
from directory.casework.plan import list_plan
from directory.casework.queries import get_client, list_clients
from directory.catalogue.queries import services_by_id
from directory.db import transaction
from directory.outcomes.queries import list_responses
from directory.referrals.queries import count_open_referrals, list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.client_forms import AgreementForm, NewClientForm, WithdrawalForm
from directory.staff.client_pages import client_page, list_page
from directory.staff.downloads import ENDING, list_file
from directory.staff.list_sheets import clients_sheet
from directory.staff.plan_page import build_plan
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date


@bp.get("/clients")
@requires("casework.read")
def show_clients() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        clients = list_clients(db, actor)
        page = list_page(actor, clients, count_open_referrals(db, actor), clock.today())
    return render_page("staff/show_clients.html", page)


@bp.get(f"/clients.{ENDING}")
@requires("casework.read")
def download_clients(ending: str) -> ResponseReturnValue:
    """The clients as a sheet. Who was in it is written down as for the page."""
    with transaction() as db:
        actor = current_actor()
        sheet = clients_sheet(list_clients(db, actor), count_open_referrals(db, actor), clock.today())
    return list_file(sheet, ending)


@bp.get("/clients/new")
@requires("casework.write")
def new_client() -> ResponseReturnValue:
    form: Any = show_form(NewClientForm)
    return render_page("staff/new_client.html", form=form)


@bp.post("/clients")
@requires("casework.write")
@asks_again(new_client)
def create_client() -> ResponseReturnValue:
    with transaction() as db:
        client = take_on_client(db, current_actor(), load_form(NewClientForm))
        reference = client.reference
    tell("Client added.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.get("/clients/<reference>")
@requires("casework.read")
def show_client(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor, now, today = current_actor(), clock.now(), clock.today()
        client = get_client(db, actor, reference)
        planned, referrals = list_plan(db, actor, client), list_onward_referrals(db, actor, client)
        plan = build_plan(actor, client, planned, services_by_id(db, [each.service_id for each in planned]), now)
        page = client_page(actor, client, plan, referrals, list_responses(db, actor, client), today)
    form: Any
    if page.has_agreed:
        form = show_form(WithdrawalForm, {"withdrawn_on": today})
    else:
        form = show_form(AgreementForm, {"given_on": today})
    return render_page("staff/show_client.html", page, form=form)


@bp.post("/clients/<reference>/agreement")
@requires("casework.write")
@asks_again(show_client)
def create_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        agreed_on = load_form(AgreementForm)
        known_on = give_consent(db, current_actor(), client, agreed_on).given_on
    is_older = f" since {uk_short_date(known_on)}. Somebody wrote that down before you" if known_on != agreed_on else ""
    tell(f"Their agreement is on record{is_older}.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.post("/clients/<reference>/agreement/withdraw")
@requires("casework.write")
@asks_again(show_client)
def withdraw_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        is_news = withdraw_consent(db, current_actor(), client, load_form(WithdrawalForm))
    tell("They no longer agree. Nothing more is shared." if is_news else "That was written down before you.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
