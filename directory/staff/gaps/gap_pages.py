"""What the page of the gaps shows: what is missing where, counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.champions.gaps import GapCount
from directory.champions.models import GapReason
from directory.exchange.sheets.writing import Page
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
    """What is missing where and why, counted."""
    columns = (("Need or interest", 34), ("Area", 14), ("Why nothing would do", 36), ("Asked", 10))
    lines = [count_line(each) for each in counts]
    rows = [(each.need, each.area, each.reason, each.asked, each.unanswered) for each in lines]
    return list_table("Gaps", (*columns, ("Not answered", 14)), rows)
