"""From schedules to dates: when something happens next.

Times are wall-clock times in the United Kingdom, so that a group that meets at half past ten still does after the
clocks change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday

from directory.catalogue.models.schedules import Schedule

FREQUENCIES: dict[str, Literal[1, 2]] = {"WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last", -2: "second to last"}
LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, order=True)
class Occurrence:
    """One date on which something happens, with its wall-clock times where they are known."""

    on: date
    opens_at: time | None = None
    closes_at: time | None = None


def next_occurrence(schedules: Iterable[Schedule], today: date) -> Occurrence | None:
    """The first date from today on in any of the schedules, or None where no date follows from them."""
    firsts = [first for each in schedules if (first := next(occurrences(each, today), None))]
    return min(firsts, key=lambda each: (each.on, each.opens_at or time.min)) if firsts else None


def occurrences(schedule: Schedule, today: date) -> Iterator[Occurrence]:
    """The dates of a schedule from today on, earliest first, for a little over a year.

    A schedule without a frequency happens once, on its `dtstart`. One whose rule cannot be read has no dates.
    """
    last = min(each for each in (today + LOOK_AHEAD, schedule.until, schedule.valid_to) if each)
    first = max(each for each in (today, schedule.valid_from, schedule.dtstart) if each)
    for day in dates_between(schedule, first, last):
        yield Occurrence(day, schedule.opens_at, schedule.closes_at)


def dates_between(schedule: Schedule, first: date, last: date) -> Iterator[date]:
    if schedule.freq not in FREQUENCIES:
        if schedule.dtstart and first <= schedule.dtstart <= last:
            yield schedule.dtstart
        return
    if first > last:
        return
    rule = rule_of(schedule, first, last)
    if rule is not None:
        # A course of so many dates is counted from the first, however long ago that was.
        days = (moment.date() for moment in islice(rule, schedule.count))
        yield from (day for day in days if day >= first)


def rule_of(schedule: Schedule, first: date, last: date) -> rrule | None:
    """The rule as dateutil has it, or None where no date follows from it.

    It starts at `dtstart`, from which fortnights are counted. Without one every other Tuesday may be this one or the
    next, and a weekly group without a day may meet on any: better no date than a wrong one.
    """
    start, interval = schedule.dtstart or schedule.valid_from, max(schedule.interval or 1, 1)
    try:
        days, days_of_month = read_days(schedule.byday), read_days_of_month(schedule.bymonthday)
        if (interval > 1 and start is None) or not (days or days_of_month or schedule.dtstart):
            return None
        return rrule(
            FREQUENCIES[schedule.freq or ""],
            dtstart=datetime.combine(start or first, time.min),
            until=datetime.combine(last, time.min),
            interval=interval,
            wkst=DAYS[schedule.wkst or "MO"],
            byweekday=days or None,
            bymonthday=days_of_month or None,
        )
    except (ValueError, KeyError):
        return None


def read_days_of_month(bymonthday: str | None) -> list[int]:
    """`1,15,-1` as numbers. Raises ValueError for anything that is no day of a month."""
    found = [int(part) for part in (bymonthday or "").split(",") if part.strip()]
    if not all(1 <= abs(day) <= 31 for day in found):
        raise ValueError(bymonthday)
    return found


def read_days(byday: str | None) -> list[weekday]:
    """`TU,-1FR` as dateutil's days. Raises KeyError or ValueError for anything else."""
    found = []
    for part in filter(None, (each.strip().upper() for each in (byday or "").split(","))):
        number = part[:-2]
        found.append(weekday(DAYS[part[-2:]], int(number) if number else None))
    return found


def schedule_words(schedule: Schedule) -> str:
    """A schedule in plain words: "Every Tuesday, 10:30am to midday", "Second Monday of the month"."""
    days = day_words(schedule)
    hours = hours_words(schedule.opens_at, schedule.closes_at)
    return ", ".join(part for part in (days, hours) if part) or schedule.description or "Times vary"


def day_words(schedule: Schedule) -> str:
    try:
        days = read_days(schedule.byday)
    except (KeyError, ValueError):
        return ""
    interval = schedule.interval or 1
    if schedule.freq == "MONTHLY" and days:
        if any(day.n and day.n not in ORDINALS for day in days):
            return ""
        named = list_words([f"{ORDINALS[day.n] if day.n else 'every'} {DAY_NAMES[day.weekday]}" for day in days])
        every = "of the month" if interval == 1 else f"of every {interval} months"
        return f"{named[0].upper()}{named[1:]} {every}"
    if schedule.freq != "WEEKLY" or not days:
        return ""
    weekdays = sorted({day.weekday for day in days})
    if interval == 1 and is_run(weekdays):
        return "Every day" if len(weekdays) == 7 else f"{DAY_NAMES[weekdays[0]]} to {DAY_NAMES[weekdays[-1]]}"
    names = list_words([DAY_NAMES[each] for each in weekdays])
    return {1: f"Every {names}", 2: f"Every other {names}"}.get(interval, f"{names}, every {interval} weeks")


def is_run(weekdays: list[int]) -> bool:
    """Whether three or more days follow one another, as people then say "Monday to Friday"."""
    return len(weekdays) > 2 and weekdays == list(range(weekdays[0], weekdays[0] + len(weekdays)))


def list_words(names: list[str]) -> str:
    """Words joined as people say them: "Monday, Tuesday and Friday"."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def hours_words(opens_at: time | None, closes_at: time | None) -> str:
    """ "10:30am to midday", "from 10:30am", or nothing."""
    if opens_at and closes_at:
        return f"{time_words(opens_at)} to {time_words(closes_at)}"
    return f"from {time_words(opens_at)}" if opens_at else ""


def time_words(moment: time) -> str:
    """A time as GOV.UK writes it: 10am, 10:30am, midday, midnight."""
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return "midday" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    minutes = f":{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"
