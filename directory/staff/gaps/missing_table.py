"""The table of what is missing: what of it somebody asks for, and what is told of that.

Whatever is asked for, it is a part of the same numbers: nothing is added up anew, so that nothing hidden follows from
asking in several ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from directory.exchange.sheets.writing import Page
from directory.reporting.quarters import Quarter
from directory.reporting.unmet_needs import UnmetLine, areas_of
from directory.staff.downloads import list_table
from directory.staff.gaps.missing_pages import quarter_links
from directory.staff.gaps.missing_words import KIND_WORDS, area_words, month_words, quarter_words, told
from directory.staff.writing.choosing import tidy_search
from directory.web.components import ListLink

# More than fifty nobody reads on a telephone; the sheet has them all.
MOST_ROWS = 50
ORDERS = {"most": "Missing most", "need": "By need", "area": "By area"}


@dataclass(frozen=True)
class MissingAsked:
    """What part of the table is asked for; empty and None are all of it."""

    quarter: Quarter
    area: str = ""
    month: date | None = None
    words: str = ""
    order: str = "most"

    @property
    def as_address(self) -> dict[str, Any]:
        told = {
            "quarter": self.quarter.code,
            "area": self.area,
            "month": self.month.isoformat() if self.month else "",
            "q": self.words,
            "order": self.order if self.order != "most" else "",
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Option:
    """An answer to choose in a list."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class MissingRow:
    """A need in an area, with what is told of each way in which it was not met."""

    need: str
    area: str
    counts: Sequence[str]


@dataclass(frozen=True)
class MissingTable:
    """A part of the table; `more` counts the rows that are not shown."""

    when: str
    quarter: str
    quarters: Sequence[ListLink]
    areas: Sequence[Option]
    months: Sequence[Option]
    orders: Sequence[ListLink]
    words: str
    headings: Sequence[str]
    rows: Sequence[MissingRow]
    more: int
    asked: Mapping[str, Any]
    summary_href: str


def read_missing_asked(quarter: Quarter, told: Mapping[str, Any]) -> MissingAsked:
    """What an address asks for; what it cannot ask for is all."""
    months = {each.isoformat(): each for each in quarter.months}
    order = told.get("order", "")
    return MissingAsked(
        quarter=quarter,
        area=told.get("area", "").strip().upper()[:8],
        month=months.get(told.get("month", "")),
        words=tidy_search(told.get("q")),
        order=order if order in ORDERS else "most",
    )


def build_missing_table(asked: MissingAsked, quarters: Sequence[Quarter], lines: Sequence[UnmetLine]) -> MissingTable:
    rows = list_rows(asked, lines)
    return MissingTable(
        when=month_words(asked.month) if asked.month else quarter_words(asked.quarter),
        quarter=asked.quarter.code,
        quarters=quarter_links("staff.show_missing_table", asked.quarter, quarters),
        areas=[Option(each, each, each == asked.area) for each in areas_of(lines)],
        months=[Option(each.isoformat(), month_words(each), each == asked.month) for each in asked.quarter.months],
        orders=[
            ListLink(
                text, url_for("staff.show_missing_table", **{**asked.as_address, "order": each}), each == asked.order
            )
            for each, text in ORDERS.items()
        ],
        words=asked.words,
        headings=[each.heading for each in KIND_WORDS.values()],
        rows=rows[:MOST_ROWS],
        more=max(0, len(rows) - MOST_ROWS),
        asked=asked.as_address,
        summary_href=url_for("staff.show_missing", quarter=asked.quarter.code),
    )


def list_rows(asked: MissingAsked, lines: Sequence[UnmetLine]) -> list[MissingRow]:
    """The lines that are asked for, in the order that is asked for."""
    wanted = [each for each in lines if is_asked_for(asked, each)]
    if asked.order == "need":
        wanted.sort(key=lambda each: (each.need, each.code, each.area or ""))
    if asked.order == "area":
        wanted.sort(key=lambda each: (each.area or "", each.need, each.code))
    return [row_of(asked, each) for each in wanted]


def is_asked_for(asked: MissingAsked, line: UnmetLine) -> bool:
    """Whether a line belongs to what is asked for. Of all areas together no single month is told."""
    is_there = line.area == asked.area if asked.area else asked.month is None or line.area is not None
    return is_there and asked.words.casefold() in line.need.casefold()


def row_of(asked: MissingAsked, line: UnmetLine) -> MissingRow:
    counts = [line.count_of(kind) for kind in KIND_WORDS]
    shown = [each.in_month(asked.month) if asked.month else each.whole for each in counts]
    return MissingRow(line.need, area_words(line.area), [told(each) for each in shown])


def missing_sheet(asked: MissingAsked, lines: Sequence[UnmetLine]) -> Page:
    """The same as a table: all of its rows."""
    columns = (("Need or interest", 34), ("Area", 16), *((each.heading, 16) for each in KIND_WORDS.values()))
    rows = [(each.need, each.area, *each.counts) for each in list_rows(asked, lines)]
    return list_table("What is missing", columns, rows)
