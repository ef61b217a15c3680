"""Referrals: the list, looking one over before it is sent, and sending it."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import ConsentNeeded, PersonHasDied
from directory.casework.queries import list_supported_clients
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.queries import find_services_named, get_service
from directory.champions.noting.notes import list_ring_first
from directory.db import transaction
from directory.errors import WrongInput
from directory.referrals.operations import NotReferable, refer_onward
from directory.referrals.queries import list_onward_referrals
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.list_sheets import referrals_sheet
from directory.staff.matching.shown_reasons import read_reasons
from directory.staff.records.records import get_client
from directory.staff.referrals.referral_forms import (
    ChooseClientForm,
    FindActivityForm,
    ReferralForm,
    client_choices,
    heeding_choices,
    read_service_id,
)
from directory.staff.referrals.referral_pages import (
    ChooseClientPage,
    ReferralList,
    check_page,
    find_page,
    referral_rows,
    results_href,
)
from directory.web.forms import apply_errors, asks_again, load_form, load_query, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/referrals")
@requires("casework.read")
def show_referrals() -> ResponseReturnValue:
    is_all = request.args.get("show") == "all"
    with transaction() as db:
        referrals = list_onward_referrals(db, current_actor(), only_open=not is_all)
        page = ReferralList(referral_rows(referrals, clock.today()), is_all)
    return render_page("staff/show_referrals.html", page)


@bp.get(f"/referrals.{ENDING}")
@requires("casework.read")
def download_referrals(ending: str) -> ResponseReturnValue:
    """The referrals of the page as a sheet. Whose they are is written down as for the page."""
    is_all = request.args.get("show") == "all"
    with transaction() as db:
        referrals = list_onward_referrals(db, current_actor(), only_open=not is_all)
        sheet = referrals_sheet("All referrals" if is_all else "Open referrals", referrals)
    return list_file(sheet, ending)


@bp.get("/referrals/new")
@requires("casework.refer")
def new_referral() -> ResponseReturnValue:
    form: Any = load_query(FindActivityForm)
    asked = form.name.data or ""
    with transaction() as db:
        client = get_client(db, current_actor(), form.client.data or "")
        page = find_page(client, asked, find_services_named(db, asked) if asked else ())
    return render_page("staff/new_referral.html", page, form=form)


def show_check() -> ResponseReturnValue:
    """The page on which a referral is looked over; where nobody is chosen yet, who it is for is asked first."""
    reference = request.form.get("client", "")
    if not reference:
        return choose_client()
    service_id, signed = read_service_id(request.form.get("service_id")), request.form.get("reasons", "")
    match = request.form.get("match", "")
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        reasons = read_reasons(service_id, client.reference, signed)
        service = get_service(db, id_now(db, "service", service_id))
        today = clock.today()
        notes = list_ring_first(db, actor.scheme_id, service.id, today)
        page = check_page(db, service, client, reasons, actor.scheme_name, match)
        choices = {"heeded": heeding_choices(notes, today)}
    values = {"client": client.reference, "service_id": str(service_id), "reasons": signed, "match": match}
    form: Any = show_form(ReferralForm, values, choices)
    # A form that comes back asks for what was noted since it was opened.
    form.offer(choices)
    return render_page("staff/check_referral.html", page, form=form, must_ring=bool(notes))


def choose_client() -> ResponseReturnValue:
    service_id, match = read_service_id(request.form.get("service_id")), request.form.get("match", "")
    with transaction() as db:
        actor = current_actor()
        page = ChooseClientPage(get_service(db, id_now(db, "service", service_id)).name, results_href(match))
        choices = {"client": client_choices(list_supported_clients(db, actor), actor)}
    values = {"service_id": str(service_id), "reasons": request.form.get("reasons", ""), "match": match}
    form: Any = show_form(ChooseClientForm, values, choices)
    if "client" in request.form:
        apply_errors(form, WrongInput("Choose who it is for.", {"client": "Choose who it is for"}))
    return render_page("staff/choose_client.html", page, form=form)


@bp.post("/referrals/check")
@requires("casework.refer")
@asks_again(show_check)
def check_referral() -> ResponseReturnValue:
    return show_check()


@bp.post("/referrals")
@requires("casework.refer")
@asks_again(show_check)
def create_referral() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        # A no of theirs that is being written down comes first, and so does the end of their case.
        client = get_client(db, actor, request.form.get("client", ""), to_change=True)
        wanted = load_form(ReferralForm)
        with said_on_the_page(PersonHasDied, ConsentNeeded, NotReferable):
            reference = refer_onward(db, actor, client, wanted).reference
    tell("The referral is made.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)
