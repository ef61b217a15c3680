"""The places of the catalogue, found by name, address or postcode."""

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import requires
from directory.catalogue.finding_places import count_activities, list_places
from directory.db import reading
from directory.staff.blueprint import bp
from directory.staff.domains.listings import page_asked_for
from directory.staff.downloads import ENDING, MOST_ROWS, list_file
from directory.staff.groups.venue_pages import build_venues_page
from directory.staff.list_sheets import venues_sheet
from directory.staff.writing.choosing import tidy_search
from directory.web.pages import render_page


@bp.get("/venues")
@requires("catalogue.suggest")
def show_venues() -> ResponseReturnValue:
    """Every place, or those that are called so or are there."""
    asked, number = tidy_search(request.args.get("q")), page_asked_for()
    with reading() as db:
        found, total = list_places(db, asked, number)
        page = build_venues_page(asked, found, count_activities(db, [each.id for each in found]), number, total)
    return render_page("staff/show_venues.html", page)


@bp.get(f"/venues.{ENDING}")
@requires("catalogue.suggest")
def download_venues(ending: str) -> ResponseReturnValue:
    """All places that the search of the page finds, as a sheet."""
    with reading() as db:
        found, _ = list_places(db, tidy_search(request.args.get("q")), size=MOST_ROWS + 1)
        sheet = venues_sheet(found, count_activities(db, [each.id for each in found]))
    return list_file(sheet, ending)
