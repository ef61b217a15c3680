"""A file opened as a table of cells: what it is is told from its content, never from its name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TypeVar
from zipfile import ZipFile

from defusedxml import DefusedXmlException

from directory.exchange.reading import Limits, UnreadableFile
from directory.exchange.sheets.cells import CELL_CHARACTERS, Cell
from directory.exchange.sheets.csv_files import read_csv
from directory.exchange.sheets.ods_files import read_ods
from directory.exchange.sheets.xlsx_files import read_xlsx
from directory.exchange.tabular.archive import DAMAGED, open_archive

MOST_BYTES = 10_000_000
MOST_ROWS = 5_000
# A sheet is small; what unpacks to more than this was made to fill a memory.
LIMITS = Limits(unpacked_bytes=100_000_000, ratio=100, ratio_from_bytes=10_000_000)
ZIP_MAGIC = b"PK"
OLD_OFFICE_MAGIC = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")

# Of all sheets of a file, the empty ones too.
MOST_ROWS_READ = 50_000
# Each cell of a workbook takes four of the marks that XML is made of, so that full rows of 75 columns have room.
MOST_MARKS = 1_500_000
CHUNK_BYTES = 1_000_000
TOO_MUCH = "There is too much in this file. Send the sheet with the activities in a file of its own."

Row = list[Cell]
T = TypeVar("T")


@dataclass(frozen=True)
class Table:
    """One table of a file. Row 1 is its first row, whether or not anything stands in it."""

    rows: list[Row]
    name: str = ""


def open_tables(path: Path) -> list[Table]:
    """The tables of an xlsx, ods or csv file. Raises UnreadableFile, whose message says what to do."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4)
    except OSError as missing:
        raise UnreadableFile(f"{path} cannot be opened: {missing.strerror}.") from missing
    if size > MOST_BYTES:
        raise UnreadableFile(f"This file is larger than {MOST_BYTES // 1_000_000} MB. Send the rows in several files.")
    if head.startswith(OLD_OFFICE_MAGIC):
        raise UnreadableFile(old_office_words(path.read_bytes()))
    return packed_tables(path) if head.startswith(ZIP_MAGIC) else limited([("", read_csv(path.read_bytes()))])


def open_content(content: bytes) -> list[Table]:
    """The tables of a file that was sent rather than named. Raises UnreadableFile as `open_tables` does."""
    with NamedTemporaryFile(prefix="lynchpin-sheet-") as file:
        file.write(content)
        file.flush()
        return open_tables(Path(file.name))


def packed_tables(path: Path) -> list[Table]:
    """The tables of a file that is a zip archive inside: xlsx or ods."""
    with open_archive(path, LIMITS) as (archive, members):
        names = set(members)
        if any(each.casefold().endswith("vbaproject.bin") for each in names):
            raise UnreadableFile("This workbook holds macros, which are never run. Save it as .xlsx and send that.")
        is_ods = "content.xml" in names and "mimetype" in names
        if not is_ods and "xl/workbook.xml" not in names:
            raise UnreadableFile("This is a zip archive, and no spreadsheet. Send an .xlsx, .ods or .csv file.")
        try:
            judge_marks(archive, members)
            return limited(read_ods(archive, MOST_ROWS + 1) if is_ods else read_xlsx(path, MOST_ROWS + 1))
        except UnreadableFile:
            raise
        except (
            *DAMAGED,
            DefusedXmlException,
            ValueError,
            KeyError,
            SyntaxError,
            TypeError,
            AttributeError,
            LookupError,
        ) as broken:
            # The readers of these formats raise nearly anything for a file that is not what it says.
            raise UnreadableFile(
                "This spreadsheet is damaged. Open it, save it again as .xlsx and send that."
            ) from broken


def judge_marks(archive: ZipFile, members: Iterable[str]) -> None:
    """Refuse what would keep the readers busy for minutes: they make an object of every mark of the XML."""
    marks = 0
    for name in members:
        with archive.open(name) as file:
            while chunk := file.read(CHUNK_BYTES):
                marks += chunk.count(b"<")
        if marks > MOST_MARKS:
            raise UnreadableFile(TOO_MUCH)


def limited(tables: Iterable[tuple[str, Iterator[Row]]]) -> list[Table]:
    """Tables without the empty cells at the end of rows and the empty rows at the end of all.

    Raises UnreadableFile where there are too many.
    """
    found = []
    left = MOST_ROWS_READ
    for name, rows in tables:
        table = limited_rows(islice(rows, min(left, MOST_ROWS + 1)))
        left -= 1 + len(table)
        if left <= 0:
            raise UnreadableFile(TOO_MUCH)
        found.append(Table(without_empty_end(table), name))
    return found


def limited_rows(rows: Iterator[Row]) -> list[Row]:
    found = []
    for number, row in enumerate(rows, start=1):
        if any(isinstance(each, str) and len(each) > CELL_CHARACTERS for each in row):
            raise UnreadableFile(f"Row {number} has a cell with more than {CELL_CHARACTERS:,} characters. Shorten it.")
        found.append(without_empty_end(row))
    if len(found) > MOST_ROWS and found[-1]:
        raise UnreadableFile(f"This sheet has more than {MOST_ROWS:,} rows. Send them in several files.")
    return found


def without_empty_end(values: list[T]) -> list[T]:
    """A list up to the last of its values that is not empty."""
    last = len(values)
    while last and values[last - 1] in (None, "", []):
        last -= 1
    return values[:last]


def old_office_words(content: bytes) -> str:
    if LOCKED in content:
        return "This file is locked with a password. Save it without one and send that."
    return "This is a file of an old Excel (.xls). Open it, save it as .xlsx and send that."
