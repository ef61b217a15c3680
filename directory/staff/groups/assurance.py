"""How a group keeps people safe: what is known, and writing down that somebody looked."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.organizations import Organization
from directory.champions.assurance.operations import record_assurance
from directory.champions.assurance.policy import may_assure
from directory.champions.assurance.queries import get_to_assure, list_assurances
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.groups.assurance_forms import AssuranceForm
from directory.staff.groups.assurance_pages import build_assurance_page, new_assurance_page
from directory.web.forms import asks_again, show_form, take_form
from directory.web.pages import render_page, tell

ASSURANCE = "/organisations/<uuid:organization_id>/assurance"


@bp.get(ASSURANCE)
@requires("catalogue.suggest")
def show_assurance(organization_id: uuid.UUID) -> ResponseReturnValue:
    """What is known of a group, and what was found so far."""
    with transaction() as db:
        actor = current_actor()
        organization = get_to_write(db, actor, Organization, organization_id)
        found = list_assurances(db, actor, organization)
        may = may_assure(db, actor, organization)
        page = build_assurance_page(organization, found, clock.today(), may_assure=may)
    return render_page("staff/show_assurance.html", page)


@bp.get(f"{ASSURANCE}/new")
@requires("assurance.keep")
def new_assurance(organization_id: uuid.UUID) -> ResponseReturnValue:
    """The form for whoever has looked, or asked."""
    with reading() as db:
        page = new_assurance_page(get_to_assure(db, current_actor(), organization_id))
    usual: dict[str, Any] = {"checked_on": clock.today()}
    return render_page("staff/new_assurance.html", page, form=show_form(AssuranceForm, usual))


@bp.post(ASSURANCE)
@requires("assurance.keep")
@asks_again(new_assurance)
def create_assurance(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what was found. What was known before stays in the history."""
    with transaction() as db:
        organization = get_to_assure(db, current_actor(), organization_id)
        form = take_form(AssuranceForm)
        wanted = form.load()
        record_assurance(db, current_actor(), organization, wanted, form.submission_key.data)
    tell("It is written down.")
    return redirect(url_for("staff.show_assurance", organization_id=organization_id), 303)
