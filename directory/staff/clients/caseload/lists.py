"""My clients and those of the team, finding somebody among them, and the list as a sheet."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor, Role
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import list_colleagues, names_of_users
from directory.casework.caseload.searching import search_clients
from directory.casework.models import Client
from directory.casework.queries import list_coordinators, list_recorded
from directory.db import transaction
from directory.referrals.queries import count_open_referrals
from directory.staff.blueprint import bp
from directory.staff.clients.caseload.choosing import read_chosen
from directory.staff.clients.caseload.pages import case_list_page, coordinator_choices
from directory.staff.clients.caseload.reading import open_rows, read_caseload, read_ids, read_page
from directory.staff.clients.client_forms import FindClientForm, WhoseForm
from directory.staff.clients.found_clients import found_page
from directory.staff.downloads import ENDING, list_file
from directory.staff.list_sheets import clients_sheet
from directory.web.forms import asks_again, load_form, load_query, show_form
from directory.web.pages import render_page


def names_of_coordinators(db: Session, actor: Actor) -> Mapping[uuid.UUID, str]:
    """Who supports people of the team now, at work or not, and who could."""
    at_work = {each.id: each.name for each in list_colleagues(db, actor, Role.COORDINATOR)}
    return {**names_of_users(db, list_coordinators(db, actor)), **at_work}


@bp.get("/clients")
@requires("casework.read")
def show_clients() -> ResponseReturnValue:
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        chosen = read_chosen(actor)
        caseload = read_caseload(db, actor, chosen, today)
        paging, ids = read_page(db, actor, caseload, chosen, request.args.get("page", 1, type=int))
        page = case_list_page(actor, caseload, chosen, paging, open_rows(db, actor, caseload, ids))
        choices = {"of": coordinator_choices(names_of_coordinators(db, actor))}
    form: Any = show_form(FindClientForm, {}, choices)
    whose: Any = load_query(WhoseForm, choices)
    return render_page("staff/show_clients.html", page, form=form, whose=whose)


@bp.post("/clients/find")
@requires("casework.read")
@asks_again(show_clients)
def find_clients() -> ResponseReturnValue:
    """Who may be meant. What is typed is personal, and so is in no address; who is shown is written down."""
    with transaction() as db:
        actor = current_actor()
        choices = {"of": coordinator_choices(names_of_coordinators(db, actor))}
        typed, only = load_form(FindClientForm, choices)
        page = found_page(actor, typed, search_clients(db, actor, typed, only, clock.today()))
    form: Any = show_form(FindClientForm, {"sought": typed}, choices)
    form.of.data, form.state.data = request.form.get("of", ""), request.form.get("state", "")
    return render_page("staff/find_clients.html", page, form=form)


@bp.get(f"/clients.{ENDING}")
@requires("casework.read")
def download_clients(ending: str) -> ResponseReturnValue:
    """The list of the page, whole, as a sheet. Who was in it is written down as for the page."""
    with transaction() as db:
        actor, today = current_actor(), clock.today()
        chosen = read_chosen(actor)
        ids = read_ids(db, actor, read_caseload(db, actor, chosen, today), chosen)
        clients = {each.id: each for each in list_recorded(db, actor, Client.id.in_(ids))} if ids else {}
        wanted = [clients[each] for each in ids if each in clients]
        sheet = clients_sheet(wanted, count_open_referrals(db, actor), today)
    return list_file(sheet, ending)
