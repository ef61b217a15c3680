"""Organisations: find one, and look at what it runs and what was written about it."""

import uuid

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.models.organizations import Organization
from directory.catalogue.organization_queries import find_organizations
from directory.champions.organizations import list_run_by
from directory.champions.writing import get_to_write
from directory.db import reading
from directory.staff.blueprint import bp
from directory.staff.listings import page_asked_for
from directory.staff.organization_pages import build_find_page, build_shown_organization
from directory.web.fields.text import tidy_text
from directory.web.pages import render_page

LONGEST_SEARCH = 100


@bp.get("/organisations")
@requires("catalogue.suggest")
def show_organizations() -> ResponseReturnValue:
    """Organisations by name, or those that a search finds."""
    asked = (tidy_text(request.args.get("q")) or "")[:LONGEST_SEARCH]
    with reading() as db:
        page = build_find_page(find_organizations(db, asked, page_asked_for()), asked)
    return render_page("staff/show_organizations.html", page)


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
