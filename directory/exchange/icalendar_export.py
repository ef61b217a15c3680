"""Activities as a calendar file (RFC 5545), for the calendar of a telephone: one of them, or all that a search finds.

Each schedule is one event that repeats, from its next date on; each extra date is an event of its own. Everything that
is in it stands on the public page as well; names and addresses of people do not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Timezone, vDuration, vRecur

from directory.catalogue.models.schedules import Calendar as ObservedCalendar
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.texts import plain_text
from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import LOOK_AHEAD, Timing, timing_of
from directory.catalogue.timetable.patterns import DAYS, Pattern, Rule
from directory.catalogue.timetable.words import schedule_words
from directory.clock import UK
from directory.translation import gettext

# Dates left out are written one by one: for so long nobody has to fetch the file again.
HORIZON = timedelta(days=5 * 366)
# How often a calendar that follows a search looks for news.
ASK_AGAIN = timedelta(hours=12)
DAY_CODES = tuple(DAYS)
# The rule since 1996. The library would write the changes of some years one by one, those of spring an hour late.
LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Told:
    """A schedule with where it happens, in words and by its calendar."""

    schedule: Schedule
    where: str
    local: LocalCalendar


@dataclass(frozen=True)
class CalendarWriter:
    """Writes the schedules of one service, as of one day, with the address of its page."""

    service: Service
    today: date
    href: str

    def write(self, schedules: Sequence[Told]) -> bytes:
        """The calendar file of the service alone."""
        return write_calendar([event for each in schedules for event in self.events(each)])

    def events(self, told: Told) -> Iterator[Event]:
        """The event that a schedule repeats, from its next date on, and each of its extra dates."""
        timing = timing_of(told.schedule)
        if timing.rule is not None:
            last = last_known(timing, told.local)
            first = next(timing.rule.dates(self.today, min(last, self.today + LOOK_AHEAD)), None)
            if first is not None:
                event = self.event(told, replace(timing.usual, on=first), str(told.schedule.id))
                yield event if timing.is_once else repeat(event, timing, timing.rule, told.local, last)
        for each in timing.extra:
            if each.on >= self.today:
                yield self.event(told, each, f"{told.schedule.id}-{each.on:%Y%m%d}")

    def event(self, told: Told, occurrence: Occurrence, key: str) -> Event:
        service = self.service
        event = Event()
        event.add("uid", key)
        event.add("dtstamp", service.last_modified)
        event.add("last-modified", service.last_modified)
        event.add("sequence", service.version)
        event.add("summary", plain_text(service.name))
        event.add("dtstart", start_of(occurrence))
        if (ends := end_of(occurrence)) is not None:
            event.add("dtend", ends)
        if told.where:
            event.add("location", told.where)
        event.add("description", self.description(told))
        event.add("url", self.href)
        return event

    def description(self, told: Told) -> str:
        said = schedule_words(told.schedule, self.today, local=told.local)
        notes = plain_text(told.schedule.notes or "").strip()
        look = gettext("Look here before you go: %(address)s", address=self.href)
        return "\n".join(filter(None, (f"{said}.", notes, look)))


@dataclass(frozen=True)
class Subject:
    """What the calendar of several activities is about: its name, a sentence, and the page that shows the same."""

    name: str
    description: str
    href: str


def write_calendar(events: Sequence[Event], subject: Subject | None = None) -> bytes:
    """The file of a calendar. None of its lines is longer than RFC 5545 lets it be."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lynchpin//Activities//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if subject is not None:
        describe(calendar, subject)
    # The format wants something in every calendar, and this is in place where nothing is found.
    if not events or any(isinstance(event.start, datetime) for event in events):
        calendar.add_component(Timezone.from_ical(LONDON))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def describe(calendar: Calendar, subject: Subject) -> None:
    """Say what a calendar is about (RFC 7986), also to those that only know the names from before there was one."""
    for name, text in (("name", subject.name), ("description", subject.description)):
        calendar.add(name, text)
    calendar.add("x-wr-calname", subject.name)
    calendar.add("x-wr-caldesc", subject.description)
    calendar.add("url", subject.href)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(ASK_AGAIN))


def within_bytes(events: Iterable[Event], most: int) -> list[Event]:
    """The first of some events that take no more room than so many bytes."""
    room, fitting = most, []
    for event in events:
        room -= len(event.to_ical())
        if room < 0:
            break
        fitting.append(event)
    return fitting


def repeat(event: Event, timing: Timing, rule: Rule, local: LocalCalendar, last: date) -> Event:
    """Let an event on its first date come back on all others: by the rule, or date by date where none can say it."""
    first = date(event.start.year, event.start.month, event.start.day)
    horizon = min(last, first + HORIZON)
    kept = {each.on for each in timing.regular(first, horizon, local)}
    if is_writable(rule.pattern):
        event.add("rrule", write_rule(rule.pattern, replace(timing.usual, on=last)))
        left_out = [day for day in rule.dates(first, horizon) if day not in kept]
    else:
        left_out = [] if first in kept else [first]
        for day in sorted(kept - {first}):
            event.add("rdate", start_of(replace(timing.usual, on=day)))
    for day in left_out:
        event.add("exdate", start_of(replace(timing.usual, on=day)))
    return event


def start_of(occurrence: Occurrence) -> datetime | date:
    """When it begins, on a clock in the United Kingdom; the date alone where it has no hours or lasts all day."""
    if occurrence.opens_at is None or occurrence.is_all_day:
        return occurrence.on
    return datetime.combine(occurrence.on, occurrence.opens_at, UK)


def end_of(occurrence: Occurrence) -> datetime | None:
    """When it ends, where that is known and not with the day."""
    ends = None if occurrence.is_all_day else occurrence.ends_at
    return ends.astimezone(UK) if ends else None


def last_known(timing: Timing, local: LocalCalendar) -> date:
    """Until when the dates are known: where they depend on school terms, until those that are written down end."""
    last = timing.rule.last if timing.rule else date.min
    by_terms = any(calendar != ObservedCalendar.BANK_HOLIDAYS for calendar, _ in timing.observances)
    return min(last, local.terms[-1][1]) if by_terms and local.terms else last


def is_writable(pattern: Pattern) -> bool:
    """Whether every calendar reads a rule as we do. The RFC allows no numbers of weeks or days of the year in these."""
    kinds = {each.number == 0 for each in pattern.weekdays}
    is_weekly_by_month = pattern.freq == "WEEKLY" and pattern.month_days
    return not (pattern.week_numbers or pattern.year_days or is_weekly_by_month or len(kinds) > 1)


def write_rule(pattern: Pattern, last: Occurrence) -> vRecur:
    """The rule of a pattern, which goes on from an event on one of its dates until the last."""
    rule: dict[str, object] = {"FREQ": pattern.freq}
    if pattern.interval > 1:
        rule |= {"INTERVAL": pattern.interval, "WKST": DAY_CODES[pattern.week_start]}
    if pattern.weekdays:
        rule["BYDAY"] = [f"{each.number or ''}{DAY_CODES[each.day]}" for each in pattern.weekdays]
    if pattern.month_days:
        rule["BYMONTHDAY"] = list(pattern.month_days)
    if last.on < date.max:
        starts = start_of(last)
        # Where events have hours, the RFC wants their end in UTC.
        rule["UNTIL"] = starts.astimezone(UTC) if isinstance(starts, datetime) else starts
    return vRecur(rule)
