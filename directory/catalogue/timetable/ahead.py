"""On which of the coming days something usually happens, as the bits of a number: the lowest is the first day."""

from datetime import date, timedelta
from functools import lru_cache

from directory.catalogue.timetable.patterns import RuleParts, find_rule

DAYS_AHEAD = 56


@lru_cache(maxsize=4_096)
def days_ahead(schedule: RuleParts, first: date) -> int:
    """The days of eight weeks from a first one; nought where no date follows, or none of them is one.

    By the rule alone: what is left out or added once is not looked at. Kept for parts of a rule that are hashable.
    """
    rule = find_rule(schedule)
    if rule is None:
        return 0
    return sum(1 << (each - first).days for each in rule.dates(first, first + timedelta(days=DAYS_AHEAD - 1)))
