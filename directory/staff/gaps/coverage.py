"""Coverage: what there is for each need in each area, beside how often it was looked for."""

from flask import request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import requires
from directory.db import reading
from directory.reporting.coverage import CoverageLine, read_coverage
from directory.reporting.quarters import Quarter
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.gaps.coverage_pages import (
    CoverageAsked,
    build_coverage_page,
    coverage_sheet,
    read_coverage_asked,
)
from directory.staff.gaps.missing import quarter_asked_for, told_quarters
from directory.web.pages import render_page


@bp.get("/coverage")
@requires("gaps.report")
def show_coverage() -> ResponseReturnValue:
    """Needs with how many live activities there are for each; of one need its areas, on a map too."""
    asked = coverage_asked()
    page = build_coverage_page(asked, told_quarters(), lines_of(asked.quarter))
    return render_page("staff/show_coverage.html", page)


@bp.get(f"/coverage.{ENDING}")
@requires("gaps.report")
def download_coverage(ending: str) -> ResponseReturnValue:
    """Every need in every area, or what is asked for, as a sheet."""
    asked = coverage_asked()
    return list_file(coverage_sheet(lines_of(asked.quarter), asked), ending)


def lines_of(quarter: Quarter) -> list[CoverageLine]:
    with reading() as db:
        return read_coverage(db, quarter)


def coverage_asked() -> CoverageAsked:
    return read_coverage_asked(quarter_asked_for(), request.args)
