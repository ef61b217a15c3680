"""What is told of counts by area and month, so that no small one can be worked out.

The counts are a tree: a whole, its areas, and the months of each area. Nothing is added up across it in another way,
and what is told of a count does not depend on what somebody asks for: whatever is filtered or put in order, it is the
same numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from directory.outcomes.disclosure import Count, Hidden, can_be_told, is_small, protect, protect_parts

ByMonth = Mapping[date, int]
# A few in all, spread over more areas than these, would leave one for each.
MOST_OF_A_FEW = 3


@dataclass(frozen=True)
class Told:
    """A count as it may be told, and those of its months: none of them where one is small."""

    whole: Count = 0
    by_month: Mapping[date, Count] = field(default_factory=dict)

    def in_month(self, month: date) -> Count:
        """What is told of a month."""
        if self.whole == 0:
            return 0
        return self.by_month.get(month, Hidden.KEPT_BACK)


@dataclass(frozen=True)
class ToldTree:
    """A count of all areas together, and those of the areas that may be told; none where they would tell too much."""

    whole: Count
    areas: Mapping[str, Told]


def protect_tree(areas: Mapping[str, ByMonth]) -> ToldTree:
    """What is told of counts by area and month."""
    totals = {area: sum(months.values()) for area, months in areas.items()}
    whole = protect(sum(totals.values()), True)
    if isinstance(whole, Hidden):
        some = [area for area, total in totals.items() if total]
        return ToldTree(whole, dict.fromkeys(some, Told(Hidden.FEW)) if len(some) <= MOST_OF_A_FEW else {})
    parts = tuple(totals.values())
    shown = protect_parts(parts, True)
    if can_be_told(parts, shown):
        return ToldTree(whole, {})
    told = dict(zip(totals, shown, strict=True))
    return ToldTree(whole, {area: protect_months(count, areas[area]) for area, count in told.items() if totals[area]})


def protect_months(whole: Count, months: ByMonth) -> Told:
    """A count with its months, where that is told and none of them is small."""
    if isinstance(whole, Hidden) or any(is_small(each) for each in months.values()):
        return Told(whole)
    return Told(whole, dict(months))
