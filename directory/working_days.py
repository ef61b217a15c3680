"""Days on which a team is at work: Mondays to Fridays that are no bank holidays of its nation.

Targets are promised in working days. Which nation it is stands in the settings of an installation; Wales keeps the
bank holidays of England. They come from the release of `holidays` that is installed, and nothing is asked of the
network: one that is proclaimed at short notice is known from the next release on.
"""

from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

SUBDIVISIONS = {"england": "ENG", "scotland": "SCT", "wales": "WLS", "northern ireland": "NIR"}
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def free_days(nation: str, year: int) -> frozenset[date]:
    """The bank holidays of a nation in a year, with the days they are moved to; none where no calendar is known."""
    return frozenset(country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year))


def is_working_day(day: date, nation: str) -> bool:
    """Whether a team of this nation is at work on a day."""
    return day.weekday() < SATURDAY and day not in free_days(nation, day.year)


def add_working_days(day: date, n: int, nation: str) -> date:
    """The n-th working day after a day, or before it where n is negative.

    What comes in on a Saturday counts from the Monday on, so that one working day later is that Monday. None later is
    the day itself, or the next working day where it is none.
    """
    step, left = (ONE_DAY if n >= 0 else -ONE_DAY), abs(n)
    while left or not is_working_day(day, nation):
        day += step
        left -= is_working_day(day, nation) and left > 0
    return day


def working_days_between(first: date, last: date, nation: str) -> int:
    """How many working days there are after the first day, up to and with the last; none where that is not later.

    `add_working_days(first, n)` is the day on which this is n.
    """
    days = (last - first).days
    return sum(is_working_day(first + timedelta(days=each), nation) for each in range(1, days + 1))
