"""Where the headings of a sheet stand, and which column each of them is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets.cells import Cell, cell_text
from directory.exchange.sheets.columns import BY_NAME, COLUMNS, CURE, Column, find_column, folded
from directory.exchange.sheets.mistakes import said
from directory.exchange.sheets.opening import Row, Table
from directory.exchange.sheets.values import nearest

# Titles and notes may stand above the headings.
HEAD_ROWS = 20
FEWEST_KNOWN = 2


@dataclass(frozen=True)
class Headings:
    """The headings of a table: its last heading row, the place of each column, and what it is called there.

    `unknown` are the headings that are no column of ours, with what may have been meant.
    """

    row: int
    places: dict[str, int]
    titles: dict[str, str]
    unknown: list[str] = field(default_factory=list)


def find_headings(tables: Sequence[Table]) -> tuple[Table, Headings]:
    """The table with the most known headings. Raises UnreadableFile where none has any, or a needed one is missing."""
    best: tuple[int, Table, int] | None = None
    for table in tables:
        for number, row in enumerate(table.rows[:HEAD_ROWS]):
            known = count_known(row)
            if known >= FEWEST_KNOWN and (best is None or known > best[0]):
                best = known, table, number
    if best is None:
        raise UnreadableFile(
            "No headings were found. The first row has to say what stands in each column: Group, Activity and so on."
        )
    _, table, number = best
    headings = read_headings(table, number)
    for column in COLUMNS:
        if column.is_needed and column.name not in headings.places:
            raise UnreadableFile(
                f"There is no column {said(column.heading)}. Add one with that heading. {column.explanation}"
            )
    return table, headings


def count_known(row: Row) -> int:
    return len({found.name for each in row if isinstance(each, str) and (found := find_column(each))})


def read_headings(table: Table, number: int) -> Headings:
    """Read the row of headings, with what stands below or above it where a heading spans several rows or columns."""
    below = table.rows[number + 1] if number + 1 < len(table.rows) else []
    above = table.rows[number - 1] if number else []
    is_double = count_known(below) > 0 and all(each in (None, "") or is_heading(each) for each in below)
    places: dict[str, int] = {}
    titles: dict[str, str] = {}
    unknown: list[str] = []
    width = max(len(table.rows[number]), len(below) if is_double else 0, len(above))
    for place in range(width):
        candidates = [cell_at(table.rows[number], place), cell_at(above, place)]
        if is_double:
            candidates.insert(0, cell_at(below, place))
        columns = [(title, found) for title in candidates if (found := find_column(title))]
        title, column = columns[0] if columns else (candidates[-1 if len(candidates) < 2 else -2], None)
        if column is None:
            if title and folded(title) != folded(CURE):
                unknown.append(unknown_words(title))
        elif column.name in places:
            unknown.append(f"{said(title)} is a second column for {said(column.heading)}, and is not read.")
        else:
            places[column.name], titles[column.name] = place, title
    return Headings(number + (2 if is_double else 1), places, titles, unknown)


def is_heading(cell: Cell) -> bool:
    return isinstance(cell, str) and find_column(cell) is not None


def cell_at(row: Row, place: int) -> str:
    return cell_text(row[place]) if place < len(row) else ""


def unknown_words(title: str) -> str:
    meant = nearest(title, [each.heading for each in COLUMNS])
    return f"{said(title)} is no column that we know, and is not read. {meant}".strip()


def title_of(headings: Headings, column: str) -> str:
    """What the sheet calls a column; our own heading where it has none."""
    return headings.titles.get(column) or column_of(column).heading


def column_of(name: str) -> Column:
    return BY_NAME[name]
