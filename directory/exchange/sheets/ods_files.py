"""Spreadsheets of LibreOffice and others (OpenDocument), read as a stream."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse

from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets.cells import MOST_COLUMNS, Cell

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ENCRYPTED = b"encryption-data"


def read_ods(archive: ZipFile, most_rows: int) -> Iterator[tuple[str, Iterator[list[Cell]]]]:
    """The tables of a document with their rows. Raises UnreadableFile where it is locked."""
    if "META-INF/manifest.xml" in archive.namelist() and ENCRYPTED in archive.read("META-INF/manifest.xml"):
        raise UnreadableFile("This file is locked with a password. Save it without one and send that.")
    rows: list[list[Cell]] = []
    with archive.open("content.xml") as stream:
        for event, element in iterparse(stream, events=("start", "end")):
            if event == "start" and element.tag == f"{TABLE}table":
                rows = []
            elif event == "end" and element.tag == f"{TABLE}table-row":
                repeated = count_of(element, "number-rows-repeated")
                row = row_cells(element)
                # An empty row is repeated to the end of the world, and so may be a full one.
                rows += [row] * min(repeated, most_rows - len(rows))
                element.clear()
            elif event == "end" and element.tag == f"{TABLE}table":
                yield element.get(f"{TABLE}name", ""), iter(rows)
                element.clear()


def count_of(element: Element, name: str) -> int:
    count = element.get(f"{TABLE}{name}", "1")
    return int(count) if count.isdecimal() and len(count) < 9 else 1


def row_cells(row: Element) -> list[Cell]:
    cells: list[Cell] = []
    for element in row:
        if element.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        repeated = count_of(element, "number-columns-repeated")
        cells += [read_cell(element)] * min(repeated, MOST_COLUMNS - len(cells))
    return cells


def read_cell(element: Element) -> Cell:
    """The value of a cell as its type says; text where it has none."""
    kind, value = element.get(f"{OFFICE}value-type"), element.get(f"{OFFICE}value")
    if kind in ("float", "currency", "percentage") and value:
        return float(value)
    if kind == "date" and (said := element.get(f"{OFFICE}date-value")):
        return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    if kind == "time" and (said := element.get(f"{OFFICE}time-value")):
        return read_duration(said)
    paragraphs = ["".join(written(each)) for each in element if each.tag == f"{TEXT}p"]
    return "\n".join(paragraphs) or None


def written(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph, with the spaces, tabs and line breaks that are written as marks."""
    yield paragraph.text or ""
    for each in paragraph:
        if each.tag == f"{TEXT}s":
            count = each.get(f"{TEXT}c", "1")
            yield " " * (int(count) if count.isdecimal() and len(count) < 4 else 1)
        elif each.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield "\t" if each.tag == f"{TEXT}tab" else "\n"
        else:
            yield from written(each)
        yield each.tail or ""


def read_duration(text: str) -> timedelta | str:
    """A time of the day, which OpenDocument writes as a duration: PT10H30M00S."""
    hours, _, rest = text.removeprefix("PT").partition("H")
    minutes = rest.partition("M")[0]
    if not (hours.isdecimal() and minutes.isdecimal()):
        return text
    return timedelta(hours=int(hours), minutes=int(minutes))
