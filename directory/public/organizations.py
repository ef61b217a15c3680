"""The page of one organisation."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.catalogue.merging.survivors import find_survivor
from directory.catalogue.queries import get_published_organization, list_services_of
from directory.champions.capacity.strength import looks_for_volunteers
from directory.db import reading
from directory.public.blueprint import bp
from directory.web.organization_page import build_organization_page
from directory.web.pages import render_page


@bp.get("/organisations/<uuid:organization_id>")
@open_to_all
def show_organization(organization_id: uuid.UUID) -> ResponseReturnValue:
    """Who a group is, how to reach it, and what it offers. One listed twice is found under either id."""
    with reading() as db:
        survivor = find_survivor(db, "organization", organization_id)
        if survivor is None:
            organization = get_published_organization(db, organization_id)
            services = list_services_of(db, organization_id)
            wants = looks_for_volunteers(db, organization_id)
            page = build_organization_page(organization, services, clock.now(), wants_volunteers=wants)
            return render_page("public/show_organization.html", page)
    answer = redirect(url_for("public.show_organization", organization_id=survivor), 301)
    # A merge may be undone: no browser is to remember it for ever.
    answer.headers["Cache-Control"] = "no-cache"
    return answer
