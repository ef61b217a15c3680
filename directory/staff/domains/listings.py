"""The listings of a domain, and keeping them true."""

import uuid

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue import operations as catalogue
from directory.catalogue.history.local_values import list_sources, local_values
from directory.champions import operations
from directory.champions.domains.handovers import find_new_to
from directory.champions.domains.health import Health, read_asked
from directory.champions.listings import list_listings
from directory.champions.noting.recommending import count_to_renew
from directory.champions.queries import get_domain, get_listing
from directory.champions.standing import Shown
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.domains.listing_form import ListingForm, SourceForm, said_again, values_of
from directory.staff.domains.listing_pages import build_domain_page, build_edit_page
from directory.staff.domains.to_do import onward
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.list_sheets import listings_sheet
from directory.staff.writing.choosing import tidy_search
from directory.web.components import LAST_PAGE_EVER
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell


@bp.get("/listings/<slug>")
@requires("catalogue.edit")
def show_domain(slug: str) -> ResponseReturnValue:
    """The listings of a domain that are on, or stand otherwise; all of them, or those that some words find."""
    with reading() as db:
        actor, today = current_actor(), clock.today()
        domain = get_domain(db, actor, slug)
        listings = list_listings(db, domain, today, page_asked_for(), shown=shown(), words=looked_for())
        to_renew = count_to_renew(db, actor, domain, today)
        health = Health(listings.counts, read_asked(db, domain, clock.now()))
        handed_at = find_new_to(db, actor, domain, clock.now())
        page = build_domain_page(actor, domain, listings, to_renew, health, handed_at, today)
    return render_page("staff/show_domain.html", page)


@bp.get(f"/listings/<slug>/listings.{ENDING}")
@requires("catalogue.edit")
def download_domain(slug: str, ending: str) -> ResponseReturnValue:
    """The listings of a domain that its page shows, as a sheet."""
    with reading() as db:
        domain, today = get_domain(db, current_actor(), slug), clock.today()
        found = list_listings(db, domain, today, size=MOST_ROWS + 1, shown=shown(), words=looked_for())
        sheet = listings_sheet(found.services, today)
    return list_file(sheet, ending)


@bp.post("/listings/<slug>/<uuid:service_id>/confirm")
@requires("catalogue.edit")
def confirm_listing(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Note that a listing is still right."""
    with transaction() as db:
        domain = get_domain(db, current_actor(), slug)
        service = get_listing(db, domain, service_id)
        operations.confirm_listing(db, current_actor(), service)
        name = service.name
    tell(f"You checked {name} today. It is still right.")
    return redirect(onward(url_for("staff.show_domain", slug=slug, page=page_asked_for())), 303)


@bp.get("/listings/<slug>/<uuid:service_id>/edit")
@requires("catalogue.edit")
def edit_listing(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """The plain facts of a listing, to be changed."""
    with reading() as db:
        actor = current_actor()
        domain = get_domain(db, actor, slug)
        service = get_listing(db, domain, service_id)
        form = show_form(ListingForm, values_of(service))
        sources, kept = list_sources(db, "service", service.id), local_values(db, "service", service.id)
        # Every button of the sources carries what it needs: the form is there to say what went wrong with one.
        show_form(SourceForm)
        page = build_edit_page(actor, domain, service, form, sources, kept)
    return render_page("staff/edit_listing.html", page, form=form)


@bp.post("/listings/<slug>/<uuid:service_id>/edit")
@requires("catalogue.edit")
@asks_again(edit_listing)
def save_listing(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was changed. Where somebody else was quicker, everything typed is shown beside what is there now."""
    with transaction() as db:
        domain = get_domain(db, current_actor(), slug)
        service = get_listing(db, domain, service_id)
        with said_again():
            changed = operations.correct_listing(db, current_actor(), service, load_form(ListingForm))
        name = service.name
    tell(f"{name} is changed and checked today." if changed else f"{name} is as it was, and checked today.")
    return redirect(url_for("staff.show_domain", slug=slug), 303)


@bp.post("/listings/<slug>/<uuid:service_id>/take-source-value")
@requires("catalogue.edit")
@asks_again(edit_listing)
def take_source_value(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Go back to what the source of a listing says in one field."""
    with transaction() as db:
        domain = get_domain(db, current_actor(), slug)
        service = get_listing(db, domain, service_id)
        with said_again():
            catalogue.take_source_value(db, current_actor(), service, *load_form(SourceForm))
        name = service.name
    tell(f"{name} says what its source says again.")
    return redirect(url_for("staff.edit_listing", slug=slug, service_id=service_id), 303)


def shown() -> Shown:
    """Which listings are asked for: those that are on, unless the address names a state."""
    asked = request.args.get("show", "")
    return Shown(asked) if asked in set(Shown) else Shown.ON


def looked_for() -> str:
    return tidy_search(request.args.get("q"))


def page_asked_for() -> int:
    return min(request.args.get("page", 1, type=int), LAST_PAGE_EVER)
