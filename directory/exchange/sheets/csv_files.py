"""Text with a sign between the cells: whichever sign, and in whichever of the usual alphabets."""

import csv
import io
from collections.abc import Iterator
from itertools import islice

from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets.cells import MOST_COLUMNS, Cell
from directory.exchange.sheets.columns import find_column
from directory.exchange.spreadsheets import plain_cell

DELIMITERS = (",", ";", "\t", "|")
HEAD_ROWS = 20
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_csv(content: bytes) -> Iterator[list[Cell]]:
    """The rows of a file of text. Raises UnreadableFile where it is something else."""
    text = decode(content)
    delimiter = max(DELIMITERS, key=lambda each: count_headings(text, each))
    return ([plain_cell(cell) for cell in row] for row in rows_of(text, delimiter))


def decode(content: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 where it says so or can be so, and else what Windows writes."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096]:
        raise UnreadableFile("This is no spreadsheet. Send an .xlsx, .ods or .csv file.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def count_headings(text: str, delimiter: str) -> int:
    """How many headings are recognised with this sign between the cells."""
    head = islice(rows_of(text, delimiter), HEAD_ROWS)
    return max((sum(find_column(each) is not None for each in row) for row in head), default=0)


def rows_of(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield row[:MOST_COLUMNS]
    except csv.Error as broken:
        raise UnreadableFile(f"This file cannot be read as CSV ({broken}).") from broken
