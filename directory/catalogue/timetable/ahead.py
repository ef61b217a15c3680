"""On which of the coming days something usually happens, as the bits of a number: the lowest is the first day."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import lru_cache

from directory.catalogue.timetable.occurrences import Timing
from directory.catalogue.timetable.patterns import RuleParts, find_rule

DAYS_AHEAD = 56
Hours = tuple[time | None, time | None]


@lru_cache(maxsize=4_096)
def days_ahead(schedule: RuleParts, first: date) -> int:
    """The days of eight weeks from a first one; nought where no date follows, or none of them is one.

    By the rule alone: what is left out or added once is not looked at. Kept for parts of a rule that are hashable.
    """
    rule = find_rule(schedule)
    if rule is None:
        return 0
    return sum(1 << (each - first).days for each in rule.dates(first, first + timedelta(days=DAYS_AHEAD - 1)))


def days_by_hours(timing: Timing, first: date) -> Mapping[Hours, int]:
    """The same days with what is left out and added once, apart for each of the hours that these have."""
    days: defaultdict[Hours, int] = defaultdict(int)
    for each in timing.between(first, first + timedelta(days=DAYS_AHEAD - 1)):
        days[each.opens_at, each.closes_at] |= 1 << (each.on - first).days
    return days
