"""Rows put into a file: xlsx, ods or csv, row by row, and no cell of it a formula."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import IO, TypeGuard
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation

from directory.errors import WrongInput
from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.spreadsheets import safe_cell

ENDINGS = ("xlsx", "ods", "csv")
MOST_CELL_CHARACTERS = 32_000
# Workbooks count the days from then on.
FIRST_YEAR = 1900
# So many rows below the headings offer their choices.
CHOICE_ROWS = 2_000
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
CONTENT_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": ODS_TYPE,
    "csv": "text/csv; charset=utf-8",
}
OFFICE_NAMESPACES = " ".join(
    f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for each, name in (("office", "office"), ("table", "table"), ("text", "text"))
)


@dataclass(frozen=True)
class Page:
    """A table to write: its headings, its rows, how wide its columns are, and the choices of some by their place."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    widths: Sequence[int] = ()
    choices: Mapping[int, Sequence[str]] = field(default_factory=dict)


def write_pages(file: IO[bytes], ending: str, pages: Sequence[Page]) -> None:
    """Write tables in the format of an ending; csv holds the first only. Raises WrongInput for another ending."""
    writers = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv}
    if ending not in writers:
        raise WrongInput(f"A spreadsheet ends in .xlsx, .ods or .csv, not in .{ending}.")
    writers[ending](file, pages)


def shown_text(cell: Cell) -> str:
    """A cell as text without what XML cannot hold, and without what a spreadsheet would work out."""
    text = "".join(each for each in cell_text(cell) if each in "\n\t" or (each >= " " and each not in "\ufffe\uffff"))
    return safe_cell(text[:MOST_CELL_CHARACTERS])


def write_csv(file: IO[bytes], pages: Sequence[Page]) -> None:
    """The first table, with the mark by which Excel knows UTF-8."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(pages[0].headings)
    writer.writerows([csv_text(cell) for cell in row] for row in pages[0].rows)
    text.detach()


def csv_text(cell: Cell) -> str:
    """A cell of a csv. A number stays one, also below nought, where a text with its sign might be worked out."""
    return cell_text(cell) if isinstance(cell, int | float) else shown_text(cell)


def write_xlsx(file: IO[bytes], pages: Sequence[Page]) -> None:
    book = Workbook(write_only=True)
    for page in pages:
        sheet = book.create_sheet(page.name)
        sheet.freeze_panes = "A2"
        for at, width in enumerate(page.widths, start=1):
            sheet.column_dimensions[get_column_letter(at)].width = width
        for at, choices in page.choices.items():
            rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
            letter = get_column_letter(at + 1)
            rule.add(f"{letter}2:{letter}{CHOICE_ROWS}")
            sheet.data_validations.append(rule)
        sheet.append([xlsx_cell(sheet, each, is_heading=True) for each in page.headings])
        for row in page.rows:
            sheet.append([xlsx_cell(sheet, each) for each in row])
    book.save(file)


def xlsx_cell(sheet: WriteOnlyWorksheet, value: Cell, *, is_heading: bool = False) -> object:
    """A cell that is text and stays text, a number or a date; None for an empty one."""
    if value in (None, ""):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        cell = WriteOnlyCell(sheet, value=value)
    elif is_plain_date(value) and value.year >= FIRST_YEAR:
        cell = WriteOnlyCell(sheet, value=datetime.combine(value, time()))
        cell.number_format = "yyyy-mm-dd"
    else:
        cell = WriteOnlyCell(sheet, value=shown_text(value))
        # Without this openpyxl takes a text that begins with = for a formula, and "#N/A" for an error.
        cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def is_plain_date(value: Cell) -> TypeGuard[date]:
    """Whether a cell is a day without a time of the day."""
    return isinstance(value, date) and not isinstance(value, datetime)


def write_ods(file: IO[bytes], pages: Sequence[Page]) -> None:
    """An OpenDocument spreadsheet: the least that LibreOffice and Excel open without a question."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        with archive.open("content.xml", "w") as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
            text.write(f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {OFFICE_NAMESPACES}')
            text.write(' office:version="1.3"><office:body><office:spreadsheet>')
            rules = [(number, at, each) for number, page in enumerate(pages) for at, each in page.choices.items()]
            write_ods_choices(text, rules)
            for number, page in enumerate(pages):
                write_ods_table(text, number, page)
            text.write("</office:spreadsheet></office:body></office:document-content>")
            text.flush()
            text.detach()
        archive.writestr("META-INF/manifest.xml", ODS_MANIFEST)


def write_ods_choices(text: io.TextIOWrapper, rules: Sequence[tuple[int, int, Sequence[str]]]) -> None:
    if not rules:
        return
    text.write("<table:content-validations>")
    for number, at, choices in rules:
        listed = ";".join(f'"{each}"' for each in choices)
        condition = escape(f"cell-content-is-in-list({listed})", {'"': "&quot;"})
        text.write(f'<table:content-validation table:name="c{number}-{at}" table:condition="{condition}"/>')
    text.write("</table:content-validations>")


def write_ods_table(text: io.TextIOWrapper, number: int, page: Page) -> None:
    text.write(f'<table:table table:name="{escape(page.name)}">')
    write_ods_row(text, page.headings)
    for row in page.rows:
        write_ods_row(text, row)
    if page.choices:
        cells = "".join(
            f'<table:table-cell table:content-validation-name="c{number}-{at}"/>' if at in page.choices else EMPTY_ODS
            for at in range(len(page.headings))
        )
        text.write(f'<table:table-row table:number-rows-repeated="{CHOICE_ROWS}">{cells}</table:table-row>')
    text.write("</table:table>")


EMPTY_ODS = "<table:table-cell/>"


def write_ods_row(text: io.TextIOWrapper, row: Sequence[Cell]) -> None:
    text.write("<table:table-row>")
    for value in row:
        if value in (None, ""):
            text.write(EMPTY_ODS)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            text.write(f'<table:table-cell office:value-type="float" office:value="{value}"/>')
        elif is_plain_date(value):
            text.write(f'<table:table-cell office:value-type="date" office:date-value="{value}"/>')
        else:
            paragraphs = "".join(f"<text:p>{spaced(each)}</text:p>" for each in shown_text(value).split("\n"))
            text.write(f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>')
    text.write("</table:table-row>")


def spaced(line: str) -> str:
    return escape(line).replace("\t", "<text:tab/>").replace("  ", " <text:s/>")


ODS_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{ODS_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""
