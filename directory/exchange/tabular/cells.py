"""One CSV file read row by row: as spreadsheets write it, in UTF-8, and never more of it in memory than one row."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BufferedReader
from itertools import chain
from typing import BinaryIO

from directory.exchange.notices import field_name
from directory.exchange.reading import BOM, UnreadableFile
from directory.exchange.spreadsheets import plain_cell
from directory.exchange.values import SHAPE_CHARACTERS, WrongValue, shown

DELIMITERS = (",", ";", "\t")
MOST_COLUMNS = 300
NOT_TEXT = "is not text in UTF-8: save the file as CSV in UTF-8"


@dataclass(slots=True)
class Row:
    """A row by the names of its columns, without the empty cells. `fault` says why it cannot be taken."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    fault: WrongValue | None = None


class CsvTable:
    """An opened CSV file. `columns` are its columns, in the order of the file."""

    def __init__(self, stream: BinaryIO, name: str, most_bytes: int) -> None:
        self.name = name
        self.most_bytes = most_bytes
        # The buffer finds line ends faster than a member of a zip does by itself.
        self._stream = BufferedReader(stream)  # type: ignore[type-var]
        self._taken = 0
        lines = self.lines()
        first = next(lines, "")
        delimiter = max(DELIMITERS, key=first.count)
        self._reader = csv.reader(chain([first], lines), delimiter=delimiter)
        self.columns = self.read_header()

    def lines(self) -> Iterator[str]:
        """The lines of the file as text, in which bytes that are no UTF-8 stay recognisable."""
        is_first = True
        while line := self._stream.readline(self.most_bytes + 1):
            self._taken += len(line)
            if self._taken > self.most_bytes:
                raise UnreadableFile(
                    f"{self.name} has a row of more than {self.most_bytes:,} bytes: is a quotation mark left open?"
                )
            if is_first:
                is_first = False
                self.judge_start(line)
                line = line.removeprefix(BOM)
            yield line.decode("utf-8", "surrogateescape")

    def judge_start(self, line: bytes) -> None:
        if line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise UnreadableFile(f"{self.name} is in UTF-16; save it as CSV in UTF-8.")
        if line.startswith((b"PK\x03\x04", b"\x1f\x8b")):
            raise UnreadableFile(f"{self.name} is an archive under another name; unpack that one first.")

    def read_header(self) -> list[str]:
        try:
            header = [each.strip().casefold() for each in next(self._reader, [])]
        except csv.Error as broken:
            raise UnreadableFile(f"{self.name} has no row of column names: {broken}.") from broken
        while header and not header[-1]:
            header.pop()
        if len(header) > MOST_COLUMNS:
            raise UnreadableFile(f"{self.name} has more than {MOST_COLUMNS} columns.")
        for each in header:
            if each and header.count(each) > 1:
                raise UnreadableFile(f"{self.name} has the column {shown(each)} twice.")
        return header

    def rows(self) -> Iterator[Row]:
        """The rows that say something, each with the line it begins on."""
        while True:
            line, self._taken = self._reader.line_num + 1, 0
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as broken:
                yield Row(line, fault=WrongValue(self.explain(broken)))
                continue
            if row := self.read_row(line, cells):
                yield row

    def explain(self, broken: csv.Error) -> str:
        if "field larger" in str(broken):
            return (
                f"has a cell of more than {SHAPE_CHARACTERS:,} characters, and nothing was read up to line"
                f" {self._reader.line_num}: is a quotation mark left open?"
            )
        return f"is no row of a CSV file: {broken}"

    def read_row(self, line: int, cells: list[str]) -> Row | None:
        row = Row(line)
        for name, cell in zip(self.columns, cells, strict=False):
            if name and (text := plain_cell(cell).strip()):
                row.cells[name] = text
        beyond = [each for each in cells[len(self.columns) :] if each.strip()]
        if beyond:
            row.fault = WrongValue(f"has {len(cells)} cells where the file has {len(self.columns)} columns")
        elif bad := next((name for name, text in row.cells.items() if not is_utf8(text)), None):
            row.fault = WrongValue(NOT_TEXT, field_name(bad))
        elif bad := next((name for name, text in row.cells.items() if "\x00" in text), None):
            row.fault = WrongValue("contains a NUL character", field_name(bad))
        return row if row.cells or row.fault else None


def is_utf8(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)


@contextmanager
def long_cells() -> Iterator[None]:
    """Let a cell be as long as a map shape may be, for as long as the block lasts; the module has one limit for all."""
    before = csv.field_size_limit(SHAPE_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)
