"""Spreadsheets for groups that have nothing else."""

from io import BytesIO

from flask import Response
from flask.typing import ResponseReturnValue

from directory.accounts.guards import requires
from directory.exchange.sheets.pages import template
from directory.exchange.sheets.writing import CONTENT_TYPES, write_pages
from directory.staff.blueprint import bp


@bp.get("/sheets/template.<any(xlsx, ods, csv):ending>")
@requires("catalogue.edit")
def download_sheet_template(ending: str) -> ResponseReturnValue:
    """An empty sheet for a group to fill in, with every column explained."""
    file = BytesIO()
    write_pages(file, ending, template())
    headers = {"Content-Disposition": f'attachment; filename="activities.{ending}"'}
    return Response(file.getvalue(), content_type=CONTENT_TYPES[ending], headers=headers)
