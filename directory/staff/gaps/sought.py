"""What people look for on the public pages, and do not find."""

from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import requires
from directory.champions.search_counts import list_sought
from directory.db import reading
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.gaps.sought_pages import build_sought_page, sought_sheet
from directory.web.pages import render_page


@bp.get("/looked-for")
@requires("searches.read")
def show_sought() -> ResponseReturnValue:
    """What was looked for in the last weeks, by area, with how often nothing was found."""
    with reading() as db:
        page = build_sought_page(list_sought(db, clock.today()))
    return render_page("staff/show_sought.html", page)


@bp.get(f"/looked-for.{ENDING}")
@requires("searches.read")
def download_sought(ending: str) -> ResponseReturnValue:
    """The same as a sheet: what is hidden on the page is hidden there."""
    with reading() as db:
        sheet = sought_sheet(list_sought(db, clock.today()))
    return list_file(sheet, ending)
