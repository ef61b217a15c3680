"""Breaks of whole months that come round every year, such as August.

The standard has no place for them, so that they are kept as closed dates of the coming years.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from directory.translation import noted

MONTH_NAMES = (
    noted("January"),
    noted("February"),
    noted("March"),
    noted("April"),
    noted("May"),
    noted("June"),
    noted("July"),
    noted("August"),
    noted("September"),
    noted("October"),
    noted("November"),
    noted("December"),
)
YEARS_AHEAD = 3

Span = tuple[date, date]
"""First and last day."""


def is_whole_months(first: date, last: date) -> bool:
    """Whether a span goes from the first day of a month to the last of one."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1


def months_in(first: date, last: date) -> list[int]:
    """The months of a span, 1 to 12, as they come."""
    return [number % 12 + 1 for number in range(months_since(first), months_since(last) + 1)]


def months_since(day: date) -> int:
    """The number of a month, counted from the year 0."""
    return day.year * 12 + day.month - 1


def coming_breaks(months: Collection[int], today: date) -> list[Span]:
    """The next few times that months come round, those going on today too. Months in a row are one break."""
    return [span for run in runs_of(months) for span in coming_spans(run, today)]


def runs_of(months: Collection[int]) -> Iterator[list[int]]:
    """Months that follow one another; December and January do."""
    for first in sorted(months):
        if month_after(first, -1) not in months:
            yield list(takewhile(lambda month: month in months, (month_after(first, more) for more in count())))


def month_after(month: int, more: int) -> int:
    return (month - 1 + more) % 12 + 1


def coming_spans(run: list[int], today: date) -> list[Span]:
    years = range(today.year - 1, today.year + YEARS_AHEAD + 1)
    return [span for year in years if (span := span_of(run, year))[1] >= today][:YEARS_AHEAD]


def span_of(run: list[int], year: int) -> Span:
    last_year, last_month = divmod(year * 12 + run[0] - 1 + len(run) - 1, 12)
    return date(year, run[0], 1), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1])


def yearly_breaks(spans: Collection[Span]) -> set[Span]:
    """Those of the spans that are whole months and come round in more than one year."""
    runs = {span: tuple(months_in(*span)) for span in spans if is_whole_months(*span)}
    several = [run for run, times in Counter(runs.values()).items() if times > 1]
    return {span for span, run in runs.items() if run in several}
