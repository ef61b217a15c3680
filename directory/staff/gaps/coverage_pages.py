"""What the page of coverage shows: needs and areas with what there is and how often it was looked for, and a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from directory.exchange.sheets.writing import Page
from directory.reporting.coverage import CoverageLine
from directory.reporting.quarters import Quarter
from directory.staff.downloads import list_table
from directory.staff.gaps.coverage_map import CoverageMap, draw_coverage
from directory.staff.gaps.missing_pages import quarter_links
from directory.staff.gaps.missing_table import MOST_ROWS, Option
from directory.staff.gaps.missing_words import area_words, quarter_words, told
from directory.staff.writing.choosing import tidy_search
from directory.web.components import ListLink

ORDERS = {"least": "Fewest activities", "looked": "Most looked for", "need": "By need", "area": "By area"}
HEADINGS = ("Live activities", "Searches that found something", "Searches that found nothing")
AT_NO_PLACE = "At no place"


@dataclass(frozen=True)
class CoverageAsked:
    """What part of the table is asked for; what is empty is all of it."""

    quarter: Quarter
    area: str = ""
    need: str = ""
    words: str = ""
    order: str = "least"

    @property
    def as_address(self) -> dict[str, Any]:
        told = {
            "quarter": self.quarter.code,
            "area": self.area,
            "need": self.need,
            "q": self.words,
            "order": self.order if self.order != "least" else "",
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class CoverageRow:
    """A need in an area, with what there is and how often it was looked for. The link shows its areas on a map."""

    need: str
    href: str
    area: str
    live: str
    found: str
    not_found: str


@dataclass(frozen=True)
class CoveragePage:
    """A part of the table, and the map where it is about one need; `more` counts the rows that are not shown."""

    when: str
    quarter: str
    need: str
    need_name: str
    quarters: Sequence[ListLink]
    areas: Sequence[Option]
    orders: Sequence[ListLink]
    words: str
    rows: Sequence[CoverageRow]
    more: int
    map: CoverageMap | None
    all_href: str
    asked: Mapping[str, Any]


def read_coverage_asked(quarter: Quarter, told: Mapping[str, Any]) -> CoverageAsked:
    """What an address asks for; what it cannot ask for is all."""
    order = told.get("order", "")
    return CoverageAsked(
        quarter=quarter,
        area=told.get("area", "").strip().upper()[:8],
        need=told.get("need", "").strip()[:100],
        words=tidy_search(told.get("q")),
        order=order if order in ORDERS else "least",
    )


def build_coverage_page(
    asked: CoverageAsked, quarters: Sequence[Quarter], lines: Sequence[CoverageLine]
) -> CoveragePage:
    rows = list_rows(asked, lines)
    of_need = [each for each in lines if each.code == asked.need]
    areas = sorted({each.area for each in lines if each.area})
    return CoveragePage(
        when=quarter_words(asked.quarter),
        quarter=asked.quarter.code,
        need=asked.need if of_need else "",
        need_name=of_need[0].need if of_need else "",
        quarters=quarter_links("staff.show_coverage", asked.quarter, quarters),
        areas=[Option(each, each, each == asked.area) for each in areas],
        orders=order_links_of(asked),
        words=asked.words,
        rows=rows[:MOST_ROWS],
        more=max(0, len(rows) - MOST_ROWS),
        map=draw_coverage(of_need) if of_need else None,
        all_href=url_for("staff.show_coverage", quarter=asked.quarter.code),
        asked=asked.as_address,
    )


def order_links_of(asked: CoverageAsked) -> list[ListLink]:
    return [
        ListLink(text, url_for("staff.show_coverage", **{**asked.as_address, "order": each}), each == asked.order)
        for each, text in ORDERS.items()
    ]


def list_rows(asked: CoverageAsked, lines: Sequence[CoverageLine]) -> list[CoverageRow]:
    """The lines that are asked for, in the order that is asked for."""
    wanted = [each for each in lines if is_asked_for(asked, each)]
    if asked.order == "least":
        wanted.sort(key=lambda each: (each.live, -each.looked_for))
    if asked.order == "looked":
        wanted.sort(key=lambda each: (-each.looked_for, each.live))
    if asked.order == "area":
        wanted.sort(key=lambda each: (each.area is not None, each.area or ""))
    return [row_of(asked, each) for each in wanted]


def is_asked_for(asked: CoverageAsked, line: CoverageLine) -> bool:
    if asked.need and line.code != asked.need:
        return False
    is_there = line.area == asked.area if asked.area else asked.need or line.area is None
    return bool(is_there) and asked.words.casefold() in line.need.casefold()


def row_of(asked: CoverageAsked, line: CoverageLine) -> CoverageRow:
    return CoverageRow(
        need=line.need,
        href=url_for("staff.show_coverage", quarter=asked.quarter.code, need=line.code),
        area=AT_NO_PLACE if line.area == "" else area_words(line.area),
        live=f"{line.live:,}" if line.live else "None",
        found=told(line.found.whole),
        not_found=told(line.not_found.whole),
    )


def coverage_sheet(lines: Sequence[CoverageLine], asked: CoverageAsked) -> Page:
    """All needs and areas as a table, or those that are asked for."""
    columns = (("Need or interest", 34), ("Area", 16), *((each, 16) for each in HEADINGS))
    is_part = asked.need or asked.area or asked.words
    wanted = list_rows(asked, lines) if is_part else [row_of(asked, each) for each in lines]
    return list_table(
        "Coverage", columns, [(each.need, each.area, each.live, each.found, each.not_found) for each in wanted]
    )
