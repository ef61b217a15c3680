"""Rules of RFC 5545 as the standard uses them: which days a weekly or monthly pattern picks.

A pattern is kept apart from when it begins and ends, so that thousands of schedules share a few hundred patterns, and
each is worked out once for a year. What has begun long ago costs no more than what began yesterday: fortnights are
known by their place in the count of all weeks, and months by theirs. Why this is our own: decision 9.
"""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, Protocol

FREQUENCIES = ("WEEKLY", "MONTHLY")
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
# A course of so many dates is counted from its first. One that would take longer is none that a person could finish.
MOST_YEARS_COUNTED = 60
MOST_COUNTED = 366 * MOST_YEARS_COUNTED
# A week may begin before the first day that a date can name, or end after the last.
FIRST_YEAR, LAST_YEAR = 2, 9998
# The week that a day is in belongs to the year that has its fourth day.
TO_FOURTH_DAY = 3


class Weekday(NamedTuple):
    """A day of the week, Monday being 0; with a number, that one of the month, counted from its end if below nought."""

    day: int
    number: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Which days a rule picks, apart from its beginning and end.

    Of all weeks (or months) since the year 1, it uses each whose number leaves `phase` when divided by `interval`; in
    them, the days that fit every one of the other parts. An empty part is fitted by all days.
    """

    freq: str
    interval: int = 1
    phase: int = 0
    week_start: int = 0
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    week_numbers: tuple[int, ...] = ()
    year_days: tuple[int, ...] = ()

    def picks(self, day: date) -> bool:
        """Whether a day is one of its days."""
        return (
            (self.interval == 1 or self.period_of(day) % self.interval == self.phase)
            and (not self.weekdays or self.fits_weekday(day))
            and (not self.month_days or fits(self.month_days, day.day, days_in_month(day)))
            and (not self.week_numbers or fits(self.week_numbers, *self.week_of(day)))
            and (not self.year_days or fits(self.year_days, year_day(day), year_day(date(day.year, 12, 31))))
        )

    def period_of(self, day: date) -> int:
        """The number of the week or month that a day lies in, counted from the year 1."""
        if self.freq == "MONTHLY":
            return day.year * 12 + day.month - 1
        return (day.toordinal() - 1 - self.week_start) // 7

    def fits_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        wanted = [each.number for each in self.weekdays if each.day == weekday]
        if not wanted or 0 in wanted:
            return bool(wanted)
        number = (day.day - 1) // 7 + 1
        return fits(wanted, number, number + (days_in_month(day) - day.day) // 7)

    def week_of(self, day: date) -> tuple[int, int]:
        """The number of a day's week in its year, and how many that year has. The first has four days or more in it."""
        fourth = day + timedelta(days=TO_FOURTH_DAY - (day.weekday() - self.week_start) % 7)
        # Whatever day weeks begin with, 28 December is in the last.
        last = date(fourth.year, 12, 28)
        last += timedelta(days=TO_FOURTH_DAY - (last.weekday() - self.week_start) % 7)
        return (year_day(fourth) - 1) // 7 + 1, (year_day(last) - 1) // 7 + 1


def fits(wanted: Sequence[int], number: int, of: int) -> bool:
    """Whether a number out of so many is wanted, counted from either end."""
    return number in wanted or number - of - 1 in wanted


def year_day(day: date) -> int:
    return day.timetuple().tm_yday


def days_in_month(day: date) -> int:
    return monthrange(day.year, day.month)[1]


EVERY_DAY = Pattern("WEEKLY", weekdays=tuple(Weekday(day) for day in DAYS.values()))


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with the first and the last day on which it can apply."""

    pattern: Pattern
    first: date = date.min
    last: date = date.max

    def dates(self, first: date, last: date) -> Iterator[date]:
        """Its dates from one day to another, both included, earliest first."""
        return dates_between(self.pattern, max(first, self.first), min(last, self.last))


class RuleParts(Protocol):
    """The parts of a rule as the standard names them: those of a schedule, or read apart from one."""

    @property
    def freq(self) -> str | None: ...
    @property
    def interval(self) -> int | None: ...
    @property
    def count(self) -> int | None: ...
    @property
    def wkst(self) -> str | None: ...
    @property
    def byday(self) -> str | None: ...
    @property
    def bymonthday(self) -> str | None: ...
    @property
    def byweekno(self) -> str | None: ...
    @property
    def byyearday(self) -> str | None: ...
    @property
    def dtstart(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def find_rule(schedule: RuleParts) -> Rule | None:
    """The rule of a schedule, or None where no date follows from it.

    Without a frequency it happens once, on `dtstart`. What cannot be read, and what depends on a first date that is
    not known, has no dates: every other Tuesday may be this one or the next, and a weekly group without a day may meet
    on any. Better no date than a wrong one.
    """
    if schedule.freq is None and schedule.dtstart:
        pattern: Pattern | None = EVERY_DAY
        last = schedule.dtstart
    else:
        pattern = find_pattern(schedule)
        last = date.max
    if pattern is None:
        return None
    if schedule.count is not None and schedule.freq:
        start = schedule.dtstart or schedule.valid_from
        if start is None or schedule.count < 1:
            return None
        last = find_end(pattern, start, schedule.count)
    first = max(each for each in (schedule.dtstart, schedule.valid_from, date.min) if each)
    return Rule(pattern, first, min(each for each in (schedule.until, schedule.valid_to, last) if each))


def find_pattern(schedule: RuleParts) -> Pattern | None:
    """The pattern of a schedule that repeats; None where it cannot be read or depends on what is not known."""
    try:
        return read_pattern(schedule)
    except (KeyError, ValueError):
        return None


def read_pattern(schedule: RuleParts) -> Pattern | None:
    freq = schedule.freq if schedule.freq in FREQUENCIES else None
    start, interval = schedule.dtstart or schedule.valid_from, max(schedule.interval or 1, 1)
    weekdays, month_days = read_days(schedule.byday), read_numbers(schedule.bymonthday, 31)
    week_numbers, year_days = read_numbers(schedule.byweekno, 53), read_numbers(schedule.byyearday, 366)
    if freq is None or (interval > 1 and start is None):
        return None
    if freq == "WEEKLY" and any(each.number for each in weekdays):
        # The second Monday of a week: perhaps of a month was meant, perhaps every Monday.
        return None
    if not (weekdays or month_days or year_days):
        if schedule.dtstart is None:
            return None
        weekdays = (Weekday(schedule.dtstart.weekday()),) if freq == "WEEKLY" else ()
        month_days = (schedule.dtstart.day,) if freq == "MONTHLY" else ()
    week_start = DAYS[(schedule.wkst or "MO").strip().upper()]
    parts = (weekdays, month_days, week_numbers, year_days)
    if interval == 1 or start is None:
        return Pattern(freq, 1, 0, week_start if week_numbers else 0, *parts)
    phase = Pattern(freq, week_start=week_start).period_of(start) % interval
    return Pattern(freq, interval, phase, week_start, *parts)


def read_days(byday: str | None) -> tuple[Weekday, ...]:
    """`TU,-1FR` as days of the week, each once, as they come in a month. Raises KeyError or ValueError for others."""
    found = set()
    for part in filter(None, (each.strip().upper() for each in (byday or "").split(","))):
        number = read_numbers(part[:-2], 53)
        found.add(Weekday(DAYS[part[-2:]], *number))
    return tuple(sorted(found, key=lambda each: (each.number < 0, each.number, each.day)))


def read_numbers(text: str | None, most: int) -> tuple[int, ...]:
    """`1,15,-1` as numbers from 1 to the most or counted from the end. Raises ValueError for anything else."""
    found = {int(part) for part in (text or "").split(",") if part.strip()}
    if not all(1 <= abs(number) <= most for number in found):
        raise ValueError(text)
    return tuple(sorted(found))


def dates_between(pattern: Pattern, first: date, last: date) -> Iterator[date]:
    """The dates that a pattern picks from one day to another, both included."""
    for year in range(max(first.year, FIRST_YEAR), min(last.year, LAST_YEAR) + 1):
        dates = dates_in_year(pattern, year)
        yield from dates[bisect_left(dates, first) : bisect_right(dates, last)]


@lru_cache(maxsize=4096)
def dates_in_year(pattern: Pattern, year: int) -> tuple[date, ...]:
    """The dates of a year that a pattern picks."""
    first = date(year, 1, 1)
    days = (first + timedelta(days=number) for number in range(year_day(date(year, 12, 31))))
    return tuple(day for day in days if pattern.picks(day))


@lru_cache(maxsize=4096)
def find_end(pattern: Pattern, start: date, count: int) -> date:
    """The date of the last of so many, counted from the first.

    Dates are counted for as long as a person lives. What is not over by then is told only until then, and a number
    that no course reaches in that time is no end.
    """
    if count > MOST_COUNTED:
        return date.max
    latest = min(start.year + MOST_YEARS_COUNTED, LAST_YEAR)
    left = count
    for year in range(max(start.year, FIRST_YEAR), latest + 1):
        dates = [day for day in dates_in_year(pattern, year) if day >= start]
        if len(dates) >= left:
            return dates[left - 1]
        left -= len(dates)
    return date(latest, 12, 31)
