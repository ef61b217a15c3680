"""What the page of the gaps shows: what is missing where, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.champions.gaps import GapCount
from directory.champions.models import GapReason
from directory.exchange.sheets.writing import Page
from directory.outcomes.disclosure import Count, protect_parts, protect_whole
from directory.staff.downloads import list_table
from directory.staff.matching.no_match import REASON_WORDS

ANYWHERE = "Area not given"


@dataclass(frozen=True)
class CountLine:
    """How often something was missing, and how often nobody has answered yet."""

    need: str
    area: str
    reason: str
    asked: int
    unanswered: int


@dataclass(frozen=True)
class GapsPage:
    """What is missing where, as far as an actor may know."""

    counts: Sequence[CountLine]


def count_line(count: GapCount) -> CountLine:
    reason = REASON_WORDS[GapReason(count.reason)]
    return CountLine(count.need, count.area or ANYWHERE, reason, count.asked, count.unanswered)


def gaps_sheet(counts: Sequence[GapCount]) -> Page:
    """What is missing where and why, counted. It is handed on: no small count stands in it, nor what would tell one."""
    columns = (
        ("Need or interest", 34),
        ("Area", 14),
        ("Why nothing would do", 36),
        ("Asked", 14),
        ("Not answered", 14),
    )
    rows = [
        (each.need, each.area, each.reason, *map(cell_of, told_counts(each.asked, each.unanswered)))
        for each in map(count_line, counts)
    ]
    return list_table("Gaps", columns, rows)


def told_counts(asked: int, unanswered: int) -> tuple[Count, Count]:
    """How often something was asked for, and not answered, as far as both may be told beside each other."""
    parts = (unanswered, asked - unanswered)
    return protect_whole(asked, parts), protect_parts(parts, True)[0]


def cell_of(count: Count) -> int | str:
    """A count, or in words why it is not given."""
    return count if isinstance(count, int) else count.value
