"""Files to download: any table as xlsx, ods or csv, with no cell in it that a spreadsheet would work out."""

from collections.abc import Sequence
from io import BytesIO

from flask import Response

from directory.errors import Refused
from directory.exchange.sheets.cells import Cell
from directory.exchange.sheets.writing import CONTENT_TYPES, Page, write_pages

# The end of the address of a file, with its format.
ENDING = "<any(xlsx, ods, csv):ending>"
# What a spreadsheet opens in a moment, and what is written while somebody waits.
MOST_ROWS = 20_000


def sheet_file(pages: Sequence[Page], name: str, ending: str) -> Response:
    """Tables as a file of this name."""
    file = BytesIO()
    write_pages(file, ending, pages)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    return Response(file.getvalue(), content_type=CONTENT_TYPES[ending], headers=headers)


def list_file(page: Page, ending: str) -> Response:
    """A list as a file called as its table. Raises Refused for one of more than `MOST_ROWS` rows."""
    if len(list(page.rows)) > MOST_ROWS:
        raise Refused(f"This list has more than {MOST_ROWS:,} rows. Choose a part of it, and download that.")
    return sheet_file([page], page.name.lower().replace(" ", "-"), ending)


def list_table(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Cell]]) -> Page:
    """A table from its columns, each a heading and a width, and its rows."""
    return Page(name, [heading for heading, _ in columns], rows, [width for _, width in columns])
