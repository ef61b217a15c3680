"""When something is open: weekly times as FHIR has them, and everything it has no place for in words.

FHIR R4 knows weekly times without beginning or end. A pattern is given as such while it runs; monthly patterns, every
second week, single dates, terms and bank holidays are told as the pages tell them. A closure that holds for all
patterns is a closure of the whole service; one of a single pattern is told with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from directory.catalogue.models.schedules import ExceptionKind, Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.timetable.moments import is_all_day
from directory.catalogue.timetable.occurrences import NOWHERE
from directory.catalogue.timetable.patterns import Rule, find_rule
from directory.catalogue.timetable.words import (
    exceptions_words,
    observance_words,
    schedule_words,
    season_words,
    span_words,
)
from directory.exchange.fhir.values import Element, kept
from directory.exchange.representations.finishing import Row
from directory.exchange.representations.gathering import Gathering
from directory.exchange.representations.values import write_text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED = "Closed"


@dataclass(frozen=True)
class Timetable:
    """One pattern, and where it holds if that has to be said."""

    schedule: Schedule
    where: str = ""


def read_timetable(found: Gathering, row: Row, where: str = "") -> Timetable:
    """The pattern of a row with what is different on single dates."""
    key = row["id"]
    exceptions = found.owned["schedule_exception", "schedule_id"].get(key, ())
    observances = found.owned["schedule_observance", "schedule_id"].get(key, ())
    return Timetable(
        Schedule(
            **row,
            exceptions=[ScheduleException(**each) for each in exceptions],
            observances=[ScheduleObservance(**each) for each in observances],
        ),
        where,
    )


@dataclass(frozen=True)
class Hours:
    """All about when something is open. `weekly` holds days, and the times they open and close if these are known."""

    weekly: Sequence[tuple[Sequence[str], time | None, time | None]]
    closures: Sequence[Element]
    words: str | None

    def times(self, opens: str, closes: str) -> list[Element]:
        """The weekly times, under the names that a resource has for when it opens and closes."""
        return [weekly_time(days, start, end, opens, closes) for days, start, end in self.weekly]


def find_hours(timetables: Iterable[Timetable], today: date) -> Hours:
    """When something is open from today on."""
    coming = [(each, find_rule(each.schedule)) for each in timetables]
    coming = [(each, rule) for each, rule in coming if not is_over(each.schedule, rule, today)]
    running = [(each.schedule, rule) for each, rule in coming if rule and is_weekly(each.schedule, rule, today)]
    words = [
        schedule_words(each.schedule, today, each.where)
        for each, rule in coming
        if not (rule and is_weekly(each.schedule, rule, today)) or needs_words(each, rule, today)
    ]
    return Hours(
        weekly=[weekly_of(schedule, rule) for schedule, rule in running],
        closures=closures_of_all([each.schedule for each, _ in coming], today),
        words=write_text(". ".join([*words, ""]).strip()),
    )


def is_over(schedule: Schedule, rule: Rule | None, today: date) -> bool:
    """Whether the last date is past. What was only said to hold until some day may still go on, and is told."""
    return rule is not None and rule.last < today and rule.last != schedule.valid_to


def is_weekly(schedule: Schedule, rule: Rule, today: date) -> bool:
    """Whether a pattern is the same each week, and runs now."""
    pattern = rule.pattern
    return (
        schedule.freq == "WEEKLY"
        and pattern.interval == 1
        and not (pattern.month_days or pattern.week_numbers or pattern.year_days)
        and rule.first <= today <= rule.last
    )


def needs_words(timetable: Timetable, rule: Rule, today: date) -> bool:
    """Whether weekly times alone would leave something out."""
    schedule = timetable.schedule
    return bool(
        timetable.where
        or season_words(schedule)
        or span_words(schedule, rule, today)
        or observance_words(schedule, today, NOWHERE)
        or exceptions_words(schedule, today)
    )


def weekly_of(schedule: Schedule, rule: Rule) -> tuple[Sequence[str], time | None, time | None]:
    days = [DAYS[each.day] for each in rule.pattern.weekdays]
    opens, closes = schedule.opens_at, schedule.closes_at
    if opens == closes:
        # From midnight to the same midnight is what feeds write where they know no hours.
        return days, None if opens == time.min else opens, None
    return days, opens, closes


def weekly_time(days: Sequence[str], start: time | None, end: time | None, opens: str, closes: str) -> Element:
    if is_all_day(start, end):
        return {"daysOfWeek": list(days), "allDay": True}
    return kept(daysOfWeek=list(days), **{opens: write_time(start), closes: write_time(end)})


def write_time(at: time | None) -> str | None:
    return at.strftime("%H:%M:%S") if at else None


def closures_of_all(schedules: Sequence[Schedule], today: date) -> list[Element]:
    """The closures still to come that all patterns have alike."""
    spans = [{span_of(each): each for each in closures_of(schedule, today)} for schedule in schedules]
    if not spans:
        return []
    shared = set(spans[0]).intersection(*spans[1:])
    return [write_closure(spans[0][each]) for each in sorted(shared)]


def closures_of(schedule: Schedule, today: date) -> Iterable[ScheduleException]:
    return (each for each in schedule.exceptions if each.kind == ExceptionKind.CLOSED and each.ends_on >= today)


def span_of(closure: ScheduleException) -> tuple[date, date]:
    return closure.starts_on, closure.ends_on


def write_closure(closure: ScheduleException) -> Element:
    reason = write_text(closure.reason) if closure.reason else None
    during = {"start": closure.starts_on.isoformat(), "end": closure.ends_on.isoformat()}
    return {"description": reason or CLOSED, "during": during}
