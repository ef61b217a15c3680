"""The tables that we hand out: the template with its examples and explanations, listings, and rows given back."""

from collections.abc import Iterable, Iterator, Sequence

from directory.exchange.sheets.activities import EXAMPLE, Line
from directory.exchange.sheets.cells import Cell
from directory.exchange.sheets.columns import COLUMNS, CURE
from directory.exchange.sheets.listing import WrittenLine
from directory.exchange.sheets.writing import Page

ACTIVITIES, EXPLANATIONS = "Activities", "What to write"
WIDE = 60


CHOICES: dict[int, Sequence[str]] = {at: each.choices for at, each in enumerate(COLUMNS) if each.choices}
HEADINGS = [each.heading for each in COLUMNS]
WIDTHS = [each.width for each in COLUMNS]


def template() -> list[Page]:
    """An empty sheet with two examples, which are left out when it is read, and a sheet that explains the columns."""
    return [Page(ACTIVITIES, HEADINGS, list(example_rows()), WIDTHS, CHOICES), explanations()]


def example_rows() -> Iterator[list[Cell]]:
    for number in (0, 1):
        cells: list[Cell] = [each.examples[number] for each in COLUMNS]
        cells[0] = f"{EXAMPLE.capitalize()} {cells[0]}"
        yield cells


def explanations() -> Page:
    rows: list[list[Cell]] = [
        [each.heading, "yes" if each.is_needed else "", each.explanation, ", ".join(each.choices) or each.examples[0]]
        for each in COLUMNS
    ]
    return Page(EXPLANATIONS, ["Column", "Needed", "What to write", "Example"], rows, [22, 9, WIDE, WIDE])


def listing_pages(lines: Iterable[WrittenLine]) -> list[Page]:
    """Listings as a sheet that can be changed and sent back."""
    rows = ([line.get(each.name, "") for each in COLUMNS] for line in lines)
    return [Page(ACTIVITIES, HEADINGS, rows, WIDTHS, CHOICES), explanations()]


def wrong_pages(lines: Iterable[tuple[Line, str]]) -> list[Page]:
    """Wrong rows to be put right, with a first column that says what."""
    rows = ([cure, *(line.get(each.name) for each in COLUMNS)] for line, cure in lines)
    choices = {at + 1: each for at, each in CHOICES.items()}
    return [Page(ACTIVITIES, [CURE, *HEADINGS], rows, [WIDE, *WIDTHS], choices), explanations()]
