"""What is missing where: counted from what champions were asked."""

from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.champions.gaps import count_gaps
from directory.db import reading
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.gaps.gap_pages import GapsPage, count_line, gaps_sheet
from directory.web.pages import render_page


@bp.get("/gaps")
@requires("matching.match")
def show_gaps() -> ResponseReturnValue:
    """What is missing where and why."""
    with reading() as db:
        page = GapsPage([count_line(each) for each in count_gaps(db, current_actor())])
    return render_page("staff/show_gaps.html", page)


@bp.get(f"/gaps.{ENDING}")
@requires("matching.match")
def download_gaps(ending: str) -> ResponseReturnValue:
    """What is missing where and why, counted, as a sheet."""
    with reading() as db:
        sheet = gaps_sheet(count_gaps(db, current_actor()))
    return list_file(sheet, ending)
