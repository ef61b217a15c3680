"""Organisations: find one, and look at what it runs and what was written about it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.history.removing import remove_organization
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_queries import find_organizations
from directory.champions.organizations import get_to_remove, list_run_by
from directory.champions.writing import get_to_write
from directory.db import reading, transaction
from directory.errors import Conflict, Refused
from directory.staff.blueprint import bp
from directory.staff.domains.listings import looked_for, page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.groups.organization_pages import build_find_page, build_removal_page, build_shown_organization
from directory.staff.list_sheets import organizations_sheet
from directory.staff.suggested.suggestion_forms import VersionForm
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


class RemovalForm(VersionForm):
    pass


@bp.get("/organisations")
@requires("catalogue.suggest")
def show_organizations() -> ResponseReturnValue:
    """Organisations by name, or those that a search finds."""
    asked = looked_for()
    with reading() as db:
        page = build_find_page(find_organizations(db, asked, page_asked_for()), asked)
    return render_page("staff/show_organizations.html", page)


@bp.get(f"/organisations.{ENDING}")
@requires("catalogue.suggest")
def download_organizations(ending: str) -> ResponseReturnValue:
    """All organisations that the search of the page finds, as a sheet."""
    with reading() as db:
        sheet = organizations_sheet(find_organizations(db, looked_for(), size=MOST_ROWS + 1))
    return list_file(sheet, ending)


@bp.get("/organisations/<uuid:organization_id>")
@requires("catalogue.suggest")
def show_organization(organization_id: uuid.UUID) -> ResponseReturnValue:
    """What an organisation runs, how each activity stands, and where to write about it."""
    with reading() as db:
        actor = current_actor()
        organization = get_to_write(db, actor, Organization, organization_id)
        run = list_run_by(db, actor, organization, page_asked_for())
        page = build_shown_organization(db, actor, organization, run)
    return render_page("staff/show_organization.html", page)


@bp.get("/organisations/<uuid:organization_id>/remove")
@requires("catalogue.suggest")
def confirm_removing(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Ask before an organisation is taken out, or say why it stays."""
    with reading() as db:
        organization = get_to_remove(db, current_actor(), organization_id)
        form = show_form(RemovalForm)
        # Where somebody changed it meanwhile, that has been said: pressed now, the button means it in spite of that.
        form.version.data = organization.version
        page = build_removal_page(db, organization)
    return render_page("staff/confirm_removing.html", page, form=form)


@bp.post("/organisations/<uuid:organization_id>/remove")
@requires("catalogue.suggest")
@asks_again(confirm_removing)
def take_out_organization(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Take an organisation out that was added by mistake."""
    with transaction() as db:
        organization = get_to_remove(db, current_actor(), organization_id, to_change=True)
        name, version = organization.name, load_form(RemovalForm)
        with said_on_the_page(Conflict, Refused):
            remove_organization(db, current_actor(), organization, version)
    tell(f"{name} is no longer in the directory.")
    return redirect(url_for("staff.show_organizations"), 303)
