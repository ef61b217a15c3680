"""What the page of what people look for shows. Counts of a few are hidden, so that nobody is told by them."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.champions.search_counts import NOT_UNDERSTOOD, WEEKS_SHOWN, SoughtLine
from directory.exchange.sheets.writing import Page
from directory.outcomes.disclosure import SMALLEST_GROUP, is_small
from directory.staff.downloads import list_table
from directory.staff.gaps.gap_pages import ANYWHERE

FEW = f"1 to {SMALLEST_GROUP - 1}"
OTHER_WORDS = "Words that we did not understand"


@dataclass(frozen=True)
class SoughtRow:
    """One thing that was looked for, where, and how often something was found and was not."""

    name: str
    area: str
    not_found: str
    found: str


@dataclass(frozen=True)
class SoughtPage:
    """What was looked for in some weeks: first what was not found often enough to say how often."""

    weeks: int
    missing: Sequence[SoughtRow]
    others: Sequence[SoughtRow]
    few: str


def build_sought_page(lines: Sequence[SoughtLine]) -> SoughtPage:
    """The page of all counts. Only counts that may be told put lines in order, so that it tells nothing of others."""
    often = [each for each in lines if each.not_found >= SMALLEST_GROUP]
    rest = [each for each in lines if each not in often]
    return SoughtPage(
        weeks=WEEKS_SHOWN,
        missing=[row_of(each) for each in sorted(often, key=lambda each: -each.not_found)],
        others=[row_of(each) for each in rest],
        few=FEW,
    )


def row_of(line: SoughtLine) -> SoughtRow:
    return SoughtRow(
        name=OTHER_WORDS if line.concept == NOT_UNDERSTOOD else line.name,
        area=line.area or ANYWHERE,
        not_found=told(line.not_found),
        found=told(line.found),
    )


def told(count: int) -> str:
    return FEW if is_small(count) else f"{count:,}"


def sought_sheet(lines: Sequence[SoughtLine]) -> Page:
    """The same as a table."""
    rows = [(each.name, each.area, each.not_found, each.found) for each in map(row_of, lines)]
    columns = (("What they looked for", 34), ("Area", 16), ("Not found", 12), ("Found", 12))
    return list_table("What people look for", columns, rows)
