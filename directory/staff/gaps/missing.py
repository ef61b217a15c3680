"""What is missing most, in sentences to print, and the table it is taken from."""

from flask import request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.db import reading
from directory.reporting.quarters import Quarter, list_told_quarters
from directory.reporting.unmet_needs import UnmetLine, read_unmet_needs
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file
from directory.staff.gaps.missing_pages import build_missing_page
from directory.staff.gaps.missing_table import MissingAsked, build_missing_table, missing_sheet, read_missing_asked
from directory.web.pages import render_page


@bp.get("/missing")
@requires("gaps.report")
def show_missing() -> ResponseReturnValue:
    """What is missing most in a quarter, by need and area, in plain sentences."""
    quarter = quarter_asked_for()
    return render_page("staff/show_missing.html", build_missing_page(quarter, told_quarters(), lines_of(quarter)))


@bp.get("/missing/table")
@requires("gaps.report")
def show_missing_table() -> ResponseReturnValue:
    """Every need and area of a quarter, with how often it was missing in which way."""
    asked = missing_asked()
    page = build_missing_table(asked, told_quarters(), lines_of(asked.quarter))
    return render_page("staff/show_missing_table.html", page)


@bp.get(f"/missing/table.{ENDING}")
@requires("gaps.report")
def download_missing_table(ending: str) -> ResponseReturnValue:
    """The same as a sheet: what is hidden on the page is hidden there."""
    asked = missing_asked()
    return list_file(missing_sheet(asked, lines_of(asked.quarter)), ending)


def lines_of(quarter: Quarter) -> list[UnmetLine]:
    with reading() as db:
        return read_unmet_needs(db, current_actor(), quarter)


def told_quarters() -> list[Quarter]:
    return list(list_told_quarters(clock.today()))


def quarter_asked_for() -> Quarter:
    """The quarter that an address names, or the last that is over."""
    told, asked = told_quarters(), request.args.get("quarter", "")
    return next((each for each in told if each.code == asked), told[0])


def missing_asked() -> MissingAsked:
    return read_missing_asked(quarter_asked_for(), request.args)
