"""Files of the three registers of charities in the United Kingdom, as their keepers publish them.

Of each charity the number, the names and whether it was removed are read, row by row: a register may have 400,000. The
file is told by the names of its columns: the public extract of the Charity Commission for England and Wales
(`publicextract.charity`, tab-separated), the lists of OSCR in Scotland and of the Charity Commission for Northern
Ireland (CSV). A zip with one such file in it is opened.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from directory.catalogue.registers import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, Register
from directory.errors import WrongInput
from directory.exchange.opening import is_zip

LONGEST_FIELD = 1_000_000
TABLES = (".csv", ".txt", ".tsv")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d/%m/%y")
MAIN_CHARITY = "0"
REMOVED = ("removed", "ceased", "deregistered", "wound up", "dissolved")
NO_REGISTER = (
    "{path} is no file of a register of charities that is known here. Take the tab-separated public extract of the "
    "Charity Commission for England and Wales, or the CSV file of OSCR or of the Charity Commission for Northern "
    "Ireland."
)


@dataclass(frozen=True)
class Layout:
    """Which columns of a register's file say what; `linked` is the number of a charity below another."""

    register: Register
    number: str
    name: str
    other_name: str
    status: str
    removed_on: tuple[str, ...]
    linked: str = ""


LAYOUTS = (
    Layout(
        ENGLAND_AND_WALES,
        "registered_charity_number",
        "charity_name",
        "",
        "charity_registration_status",
        ("date_of_removal",),
        "linked_charity_number",
    ),
    Layout(
        NORTHERN_IRELAND,
        "reg charity number",
        "charity name",
        "",
        "status",
        ("date removed", "date of removal"),
        "sub charity number",
    ),
    Layout(
        SCOTLAND,
        "charity number",
        "charity name",
        "known as",
        "charity status",
        ("ceased date", "date ceased", "removed date"),
    ),
)


@dataclass(frozen=True)
class RegisteredCharity:
    """What a register says of one charity. `removed_on` may be unknown of one that was removed."""

    number: str
    name: str
    other_name: str
    is_removed: bool
    removed_on: date | None


@dataclass(frozen=True)
class RegisterFile:
    """A file that was opened: of which register, and its charities as they are read."""

    register: Register
    charities: Iterator[RegisteredCharity]


@contextmanager
def open_register(path: Path) -> Iterator[RegisterFile]:
    """A register's file, for as long as the block lasts. Raises WrongInput for one that is none."""
    try:
        with opened_text(path) as file:
            yield read_register(path, file)
    except (UnicodeDecodeError, BadZipFile, csv.Error):
        raise WrongInput(NO_REGISTER.format(path=path)) from None


@contextmanager
def opened_text(path: Path) -> Iterator[io.TextIOWrapper]:
    """The text of a file, or of the table in a zip. What is no UTF-8 is read with a sign in its place."""
    if not is_zip(path):
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            yield file
        return
    with ZipFile(path) as archive:
        tables = [name for name in archive.namelist() if name.lower().endswith(TABLES)]
        if len(tables) != 1:
            raise WrongInput(f"{path} holds {len(tables)} tables. Take the one out that lists the charities.")
        with archive.open(tables[0]) as packed:
            yield io.TextIOWrapper(packed, "utf-8-sig", errors="replace", newline="")


def read_register(path: Path, file: io.TextIOWrapper) -> RegisterFile:
    """The charities of a file, which is told by its first line."""
    csv.field_size_limit(LONGEST_FIELD)
    head = file.readline()
    separator = "\t" if "\t" in head else ","
    columns = [each.strip().casefold() for each in next(csv.reader([head], delimiter=separator), [])]
    layout = next((each for each in LAYOUTS if {each.number, each.name} <= set(columns)), None)
    if layout is None:
        raise WrongInput(NO_REGISTER.format(path=path))
    # The extract of England and Wales quotes nothing, and its names hold single quotation marks.
    is_plain = separator == "\t"
    rows = csv.reader(file, delimiter=separator, quoting=csv.QUOTE_NONE if is_plain else csv.QUOTE_MINIMAL)
    named = (dict(zip(columns, row, strict=False)) for row in rows)
    return RegisterFile(layout.register, (each for row in named if (each := read_charity(layout, row)) is not None))


def read_charity(layout: Layout, row: Mapping[str, str]) -> RegisteredCharity | None:
    """One charity; None for a row without a number."""
    number = row.get(layout.number, "").strip()
    if not number:
        return None
    linked = row.get(layout.linked, "").strip() if layout.linked else ""
    removed_on = next((day for each in layout.removed_on if (day := read_day(row.get(each, "")))), None)
    status = row.get(layout.status, "").strip().casefold()
    return RegisteredCharity(
        number=f"{number}-{linked}" if linked not in ("", MAIN_CHARITY) else number,
        name=row.get(layout.name, "").strip(),
        other_name=row.get(layout.other_name, "").strip(),
        is_removed=removed_on is not None or status.startswith(REMOVED),
        removed_on=removed_on,
    )


def read_day(written: str) -> date | None:
    """A day as registers write it, with or without a time; None for none."""
    text = written.strip().partition("T")[0].partition(" 00:")[0]
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
