"""From schedules to dates: when something happens next.

The rule of a schedule gives dates; exceptions take some away and add others; what it observes on bank holidays and in
school terms takes more away, or makes them a matter to ask about.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from typing import NamedTuple

from directory.catalogue.models.schedules import Calendar, ExceptionKind, Observance, Schedule
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Doubt, Occurrence
from directory.catalogue.timetable.patterns import Rule, find_rule
from directory.clock import day_of

LOOK_AHEAD = timedelta(days=400)
NOWHERE = LocalCalendar()
CAREFUL: tuple[str, ...] = (Observance.OPEN, Observance.ASK, Observance.CLOSED)

IS_IN: dict[Calendar, Callable[[LocalCalendar, date], bool | None]] = {
    Calendar.BANK_HOLIDAYS: LocalCalendar.is_bank_holiday,
    Calendar.SCHOOL_HOLIDAYS: lambda local, day: opposite(local.is_in_term(day)),
    Calendar.SCHOOL_TERMS: LocalCalendar.is_in_term,
}


def opposite(known: bool | None) -> bool | None:
    return None if known is None else not known


@dataclass(frozen=True)
class Timing:
    """All that the dates of a schedule depend on, as plain values.

    `closed` are seasons and single dates from first to last day; `usual` is an occurrence whose date says nothing and
    whose hours every date of the rule has. What happens once is meant for its date, whatever day that is.
    """

    rule: Rule | None
    usual: Occurrence
    closed: tuple[tuple[date, date], ...] = ()
    extra: tuple[Occurrence, ...] = ()
    observances: tuple[tuple[Calendar, Observance], ...] = ()
    is_once: bool = False

    def without(self, first: date, last: date) -> "Timing":
        """The same without what happens from one day to another, both included, even on extra dates."""
        extra = tuple(each for each in self.extra if not first <= each.on <= last)
        return replace(self, closed=(*self.closed, (first, last)), extra=extra)

    def between(self, first: date, last: date, local: LocalCalendar = NOWHERE) -> Iterator[Occurrence]:
        """What happens from one day to another, both included, earliest first, at a place with that calendar."""
        regular = self.regular(first, last, local)
        if not self.extra:
            return regular
        extra = [each for each in self.extra if first <= each.on <= last]
        return merge(regular, extra, key=lambda each: each.in_order)

    def regular(self, first: date, last: date, local: LocalCalendar) -> Iterator[Occurrence]:
        """The dates of the rule on which it is not closed and nothing else happens instead."""
        replaced = {each.on for each in self.extra}
        for day in self.rule.dates(first, last) if self.rule else ():
            if day in replaced or any(starts <= day <= ends for starts, ends in self.closed):
                continue
            observed = {} if self.is_once else self.observed(day, local)
            if Observance.CLOSED not in observed.values():
                yield replace(self.usual, on=day, doubt=doubt_in(observed))

    def observed(self, day: date, local: LocalCalendar) -> dict[Calendar, Observance]:
        """What it does because of each calendar a day may be in. Silence about a bank holiday is a reason to ask."""
        stated = {Calendar.BANK_HOLIDAYS: Observance.ASK, **dict(self.observances)}
        found = {}
        for calendar, observance in stated.items():
            is_in = IS_IN[calendar](local, day)
            if is_in or (is_in is None and observance != Observance.OPEN):
                found[calendar] = observance if is_in else Observance.ASK
        return found


def doubt_in(observed: dict[Calendar, Observance]) -> Doubt | None:
    asked = [calendar for calendar, observance in observed.items() if observance == Observance.ASK]
    if not asked:
        return None
    return Doubt.BANK_HOLIDAY if Calendar.BANK_HOLIDAYS in asked else Doubt.SCHOOL_DATES


class ExceptionFacts(NamedTuple):
    """One exception of a schedule: its kind, first and last day, and the hours of an extra date."""

    kind: str
    starts_on: date
    ends_on: date
    opens_at: time | None
    closes_at: time | None


def timing_of(schedule: Schedule) -> Timing:
    """The timing of a schedule that was read with its exceptions and observances."""
    exceptions = [
        ExceptionFacts(each.kind, each.starts_on, each.ends_on, each.opens_at, each.closes_at)
        for each in schedule.exceptions
    ]
    timing = Timing(
        rule=find_rule(schedule),
        usual=Occurrence(date.min, schedule.opens_at, schedule.closes_at),
        is_once=schedule.freq is None,
    )
    return with_exceptions(timing, exceptions, [(each.calendar, each.observance) for each in schedule.observances])


def with_exceptions(
    timing: Timing, exceptions: Iterable[ExceptionFacts], observances: Iterable[tuple[str, str]]
) -> Timing:
    """A timing with what differs from its rule."""
    closed, extra = [], {}
    for each in exceptions:
        if each.kind == ExceptionKind.CLOSED:
            closed.append((each.starts_on, each.ends_on))
        else:
            own = Occurrence(each.starts_on, each.opens_at, each.closes_at)
            extra[each.starts_on] = own if each.opens_at else replace(timing.usual, on=each.starts_on)
    return replace(
        timing,
        closed=tuple(sorted(closed)),
        extra=tuple(extra[day] for day in sorted(extra)),
        observances=tuple(sorted(stated(observances).items())),
    )


def stated(observances: Iterable[tuple[str, str]]) -> dict[Calendar, Observance]:
    """What is done on the days of each calendar; the most careful, where several things are stated."""
    careful = sorted(observances, key=lambda each: CAREFUL.index(each[1]))
    return {Calendar(calendar): Observance(observance) for calendar, observance in careful}


def occurrences(schedule: Schedule, today: date, local: LocalCalendar = NOWHERE) -> Iterator[Occurrence]:
    """What happens by a schedule from today on, earliest first, for a little over a year.

    A schedule without a frequency happens once, on its `dtstart`. One whose rule cannot be read has no dates.
    """
    return timing_of(schedule).between(today, today + LOOK_AHEAD, local)


def still_to_come(schedule: Schedule, now: datetime, local: LocalCalendar = NOWHERE) -> Iterator[Occurrence]:
    """What happens by a schedule and is not over yet, earliest first. What began yesterday may go on into the night."""
    yesterday = day_of(now) - timedelta(days=1)
    return (each for each in occurrences(schedule, yesterday, local) if not each.is_over(now))


def next_occurrence(
    schedules: Iterable[tuple[Schedule, LocalCalendar]],
    now: datetime,
    wanted: Callable[[Occurrence], bool] = lambda occurrence: True,
) -> Occurrence | None:
    """The first date in any of the schedules that is not over yet and wanted, or None where no date follows."""
    coming = (filter(wanted, still_to_come(schedule, now, local)) for schedule, local in schedules)
    firsts = [first for dates in coming if (first := next(dates, None))]
    return min(firsts, key=lambda each: each.in_order, default=None)
