"""Reading a list of referrals: each row as an input, or what is wrong with it."""

import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from marshmallow import ValidationError

from directory.casework.client_tokens import indexes_of_scheme
from directory.casework.referrals_in.referral_details import ReferralMethod
from directory.casework.referrals_in.referral_inputs import ReferralInput, ReferralSchema
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.exchange.reading import UnreadableFile
from directory.exchange.referral_lists.columns import (
    COLUMNS,
    TO_PUT_RIGHT,
    YES_NO,
    Column,
    find_columns,
    heading_of,
    plain,
)
from directory.exchange.sheets.csv_files import DELIMITERS, decode, rows_of
from directory.exchange.spreadsheets import plain_cell

MOST_ROWS = 1_000
MOST_BYTES = 500_000
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y")
NOT_A_DAY = "Enter a date, like 27/03/1950"
KEY = "referral list"

# Field by field what stood in a row.
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a row: under which heading, and how to put it right."""

    heading: str
    words: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.words}" if self.heading else self.words


@dataclass(frozen=True)
class ListedRow:
    """One row of a list, by its number in the file: the referral it is, or its mistakes."""

    number: int
    cells: Cells
    wanted: ReferralInput | None
    mistakes: Sequence[Mistake] = ()


def read_cells(content: bytes) -> list[tuple[int, Cells]]:
    """The rows of a file that say anything, with their numbers. Raises UnreadableFile."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(f"This file is larger than {MOST_BYTES // 1000} kB. Send the rows in several files.")
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("This is a workbook. Save it as CSV, and send that.")
    text = decode(content)
    delimiter = max(DELIMITERS, key=lambda each: known_headings(text, each))
    rows = rows_of(text, delimiter)
    columns = find_columns(next(rows, []))
    missing = [each.heading for each in COLUMNS if each.is_needed and each not in columns]
    if missing:
        raise UnreadableFile(f"The first row has to hold the headings. Missing: {', '.join(missing)}.")
    found = [(number, cells_of(columns, row)) for number, row in enumerate(rows, start=2)]
    told = [(number, cells) for number, cells in found if cells]
    if len(told) > MOST_ROWS:
        raise UnreadableFile(f"This list has more than {MOST_ROWS:,} rows. Send it in several files.")
    return told


def known_headings(text: str, delimiter: str) -> int:
    return sum(each is not None for each in find_columns(next(rows_of(text, delimiter), [])))


def cells_of(columns: Sequence[Column | None], row: Sequence[str]) -> Cells:
    cells = ((column, tidy(cell)) for column, cell in zip(columns, row, strict=False))
    return {column.field: cell for column, cell in cells if column and cell}


def tidy(cell: str) -> str:
    """What stands in a cell, without what a spreadsheet or a program added to it."""
    text = "".join(each for each in plain_cell(cell) if each.isprintable() or each == "\n")
    return text.strip()


def read_rows(scheme_id: uuid.UUID, told: Sequence[tuple[int, Cells]]) -> list[ListedRow]:
    """The rows as inputs for a team, each with a key by which the same row is known again."""
    return [read_row(scheme_id, number, cells) for number, cells in told]


def read_row(scheme_id: uuid.UUID, number: int, cells: Cells) -> ListedRow:
    mistakes = list(wrong_answers(cells)) + list(wrong_days(cells))
    known = {name for name, _ in mistakes}
    try:
        wanted = ReferralSchema().load(given_in(scheme_id, {n: c for n, c in cells.items() if n not in known}))
    except ValidationError as error:
        found = {name: words for name, words in error.messages_dict.items() if name not in known}
        wanted, mistakes = None, mistakes + [(name, first_words(words)) for name, words in found.items()]
    if mistakes:
        return ListedRow(number, cells, None, [Mistake(heading_of(name), words) for name, words in mistakes])
    return ListedRow(number, cells, wanted)


def wrong_answers(cells: Cells) -> Iterator[tuple[str, str]]:
    """Answers that are none of those to choose from."""
    for column in COLUMNS:
        answer = cells.get(column.field)
        if answer and column.choices and chosen(column, answer) is None:
            yield column.field, f"Write one of: {', '.join(column.choices)}"


def wrong_days(cells: Cells) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        if column.is_day and column.field in cells and read_day(cells[column.field]) is None:
            yield column.field, NOT_A_DAY


def chosen(column: Column, answer: str) -> str | None:
    """The answer as it is kept, however its letters and spaces were written."""
    return next((each for each in column.choices if plain(each) == plain(answer)), None)


def read_day(text: str) -> str | None:
    for form in DAYS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def given_in(scheme_id: uuid.UUID, cells: Cells) -> dict[str, Any]:
    """What a row gives to the schema."""
    given: dict[str, Any] = {
        column.field: value_of(column, cells[column.field]) for column in COLUMNS if column.field in cells
    }
    risk = {name: given.pop(f"risk_{name}", None) for name in ("kind", "words", "since")}
    if risk["kind"]:
        given["risks"] = [risk]
    if "may_leave_message" in given:
        given["may_leave_message"] = given["may_leave_message"] == YES_NO[0]
    given.setdefault("source", ReferralSource.PROFESSIONAL.value)
    given.setdefault("method", ReferralMethod.LIST.value)
    return {**given, "submission_key": key_of(scheme_id, cells)}


def value_of(column: Column, cell: str) -> str | None:
    if column.is_day:
        return read_day(cell)
    return chosen(column, cell) if column.choices else cell


def key_of(scheme_id: uuid.UUID, cells: Cells) -> str:
    """By what the same row of a team is known again. It is keyed: nobody finds out by it what a row said."""
    [index, *_older] = indexes_of_scheme(scheme_id)
    written = json.dumps(
        dict(sorted((name, " ".join(cell.split())) for name, cell in cells.items())), ensure_ascii=False
    )
    return f"list-{index.token(KEY, written).hex()}"


def first_words(found: Any) -> str:
    """The first message of what a schema says of a field, however deep it lies."""
    while isinstance(found, dict | list):
        found = next(iter(found.values() if isinstance(found, dict) else found), "")
    return str(found)


def wrong_table(rows: Sequence[ListedRow]) -> tuple[list[str], list[list[str]]]:
    """The rows that are wrong, as a table of the same columns with what to put right: it can be sent in again."""
    headings = [*(each.heading for each in COLUMNS), TO_PUT_RIGHT]
    wrong = [each for each in rows if each.mistakes]
    return headings, [
        [*(each.cells.get(column.field, "") for column in COLUMNS), "; ".join(map(str, each.mistakes))]
        for each in wrong
    ]
