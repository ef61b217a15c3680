"""Workbooks of Excel: the values that were last worked out, never the formulas behind them."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import load_workbook

from directory.exchange.sheets.cells import MOST_COLUMNS, Cell


def read_xlsx(path: Path, most_rows: int) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """The sheets of a workbook with their rows."""
    # Given a name, openpyxl would judge the file by its ending.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    continue
                # What a workbook says of its own size is often wrong.
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=most_rows, max_col=MOST_COLUMNS, values_only=True)
                yield sheet.title, ([read_value(each) for each in row] for row in rows)
        finally:
            book.close()


def read_value(value: object) -> Cell:
    """A value as a cell of ours; what a spreadsheet keeps otherwise, such as rich text, as the text of it."""
    return value if value is None or isinstance(value, Cell) else str(value)
