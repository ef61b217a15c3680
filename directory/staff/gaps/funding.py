"""Funding of groups: whom people are sent to by size, which groups may not go on, and what help they need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.room import known_since
from directory.champions.capacity.room import count_by_way
from directory.champions.capacity.room_models import RoomWay
from directory.db import reading
from directory.exchange.sheets.writing import Page
from directory.reporting.funding import EndingGroup, SizeLine, list_ending, read_by_size
from directory.reporting.help_wanted import list_in_need
from directory.reporting.quarters import Quarter
from directory.staff.blueprint import bp
from directory.staff.downloads import ENDING, list_file, list_table
from directory.staff.gaps.help_wanted import HelpRow, help_rows, help_sheet
from directory.staff.gaps.missing import quarter_asked_for, told_quarters
from directory.staff.gaps.missing_pages import quarter_links
from directory.staff.gaps.missing_words import quarter_words, told
from directory.staff.groups.room import WAY_WORDS
from directory.web.components import ListLink
from directory.web.pages import render_page
from directory.web.strength_form import INCOME_WORDS
from directory.web.words import uk_short_date

SIZE_COLUMNS = (
    ("Size", 26),
    ("Groups", 10),
    ("Say how long they are funded", 16),
    ("Funding ends within 6 months", 16),
    ("People a week, as they say", 16),
    ("People sent", 16),
    ("Had a place", 16),
)
ENDING_COLUMNS = (("Group", 40), ("Funded until", 18), ("Main funder", 30), ("The only one for", 60))


@dataclass(frozen=True)
class EndingRow:
    """A group that may not go on, and what it alone does."""

    name: str
    href: str
    until: str
    funder: str
    only_for: Sequence[str]


@dataclass(frozen=True)
class FundingPage:
    """Groups by size in a quarter, those whose funding ends, what help groups need, and how they say what room they
    have.
    """

    when: str
    quarters: Sequence[ListLink]
    sizes: Sequence[Sequence[str]]
    ending: Sequence[EndingRow]
    helps: Sequence[HelpRow]
    ways: Sequence[Sequence[str]]
    asked: dict[str, str]


@bp.get("/funding")
@requires("gaps.report")
def show_funding() -> ResponseReturnValue:
    """Groups by size, with how many people were sent to them; those whose funding ends, and what would help."""
    quarter, today = quarter_asked_for(), clock.today()
    with reading() as db:
        sizes = read_by_size(db, current_actor(), quarter, today)
        ending, in_need = list_ending(db, today), list_in_need(db)
        ways = count_by_way(db, known_since(today))
    page = FundingPage(
        when=quarter_words(quarter),
        quarters=quarter_links("staff.show_funding", quarter, told_quarters()),
        sizes=[size_cells(each) for each in sizes],
        ending=[ending_row(each) for each in ending],
        helps=help_rows(in_need),
        ways=way_rows(ways),
        asked={"quarter": quarter.code},
    )
    return render_page("staff/show_funding.html", page)


@bp.get(f"/funding/sizes.{ENDING}")
@requires("gaps.report")
def download_sizes(ending: str) -> ResponseReturnValue:
    """Groups by size, as a sheet."""
    quarter = quarter_asked_for()
    with reading() as db:
        lines = read_by_size(db, current_actor(), quarter, clock.today())
    return list_file(sizes_sheet(lines, quarter), ending)


@bp.get(f"/funding/ending.{ENDING}")
@requires("gaps.report")
def download_ending(ending: str) -> ResponseReturnValue:
    """Groups whose funding ends within six months, as a sheet."""
    with reading() as db:
        found = list_ending(db, clock.today())
    rows = [(each.name, each.funded_until, each.main_funder or "", "; ".join(only_words(each))) for each in found]
    return list_file(list_table("Funding that ends", ENDING_COLUMNS, rows), ending)


@bp.get(f"/funding/help.{ENDING}")
@requires("gaps.report")
def download_help(ending: str) -> ResponseReturnValue:
    """Groups that need help, and with what, as a sheet."""
    with reading() as db:
        sheet = help_sheet(list_in_need(db))
    return list_file(sheet, ending)


def size_words(line: SizeLine) -> str:
    return INCOME_WORDS[line.income] if line.income else "Not known"


def size_cells(line: SizeLine) -> Sequence[str]:
    numbers = (line.groups, line.known, line.ending, line.people_a_week)
    return [size_words(line), *(f"{each:,}" for each in numbers), told(line.sent), told(line.places)]


def sizes_sheet(lines: Sequence[SizeLine], quarter: Quarter) -> Page:
    return list_table(f"Groups by size {quarter.code}", SIZE_COLUMNS, [size_cells(each) for each in lines])


def ending_row(group: EndingGroup) -> EndingRow:
    return EndingRow(
        name=group.name,
        href=url_for("public.show_organization", organization_id=group.organization_id),
        until=uk_short_date(group.funded_until),
        funder=group.main_funder or "Not known",
        only_for=only_words(group),
    )


def only_words(group: EndingGroup) -> list[str]:
    """What nobody else is there for, a line for each need: "Bereavement: LS11, LS12"."""
    areas: dict[str, list[str]] = {}
    for each in group.only_for:
        areas.setdefault(each.need, []).append(each.area)
    return [f"{need}: {', '.join(sorted(there))}" for need, there in sorted(areas.items())]


def way_rows(ways: Mapping[RoomWay, int]) -> list[Sequence[str]]:
    """Each way in which groups say what room they have, with its share; nothing where none has said so lately."""
    total = sum(ways.values())
    return [(WAY_WORDS[each], f"{number:,}", f"{number / total:.0%}") for each, number in ways.items()] if total else []
