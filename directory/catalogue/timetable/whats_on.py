"""What is on between two days, of the whole catalogue at once.

Every schedule has to be asked about every day. That is quick because a hundred thousand schedules come down to some
hundred patterns: a pattern is asked once, and arrays held in memory say which schedules follow it on that day.
"""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from math import cos, radians

import numpy as np
from numpy.typing import NDArray

from directory.catalogue.timetable.calendars import LocalCalendar
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import Timing
from directory.catalogue.timetable.patterns import Rule
from directory.geo.distance import haversine_m

Numbers = NDArray[np.int64]
METRES_PER_DEGREE = 111_000
# The days of two months are remembered; who asks for more than that makes room for others.
MOST_DAYS = 62


@dataclass(frozen=True)
class Entry:
    """A schedule of the timetable: whose it is, when, and where that is and counts as being."""

    service_id: uuid.UUID
    name: str
    timing: Timing
    local: LocalCalendar = LocalCalendar()  # noqa: RUF009 - it is frozen
    location_id: uuid.UUID | None = None
    attending_type: str | None = None
    points: tuple[tuple[float, float], ...] = ()

    @property
    def in_order(self) -> tuple[time, str, str]:
        """By time of day, and then by name; what has no time comes first."""
        return self.timing.usual.opens_at or time.min, self.name.casefold(), str(self.service_id)


@dataclass(frozen=True)
class Happening:
    """One thing that is on: a service, at a place unless it is on wherever the service is, on a date."""

    service_id: uuid.UUID
    location_id: uuid.UUID | None
    attending_type: str | None
    occurrence: Occurrence


@dataclass(frozen=True)
class Kind:
    """What many entries share: their timing without hours, beginning and end, and the calendar of their place.

    An entry with extra dates has a kind of its own, for these have hours of their own.
    """

    timing: Timing
    local: LocalCalendar


@dataclass(frozen=True)
class Circle:
    """So many metres around a point in WGS84 degrees."""

    latitude: float
    longitude: float
    within_m: float


@dataclass(frozen=True, eq=False)
class Day:
    """What is on on one day, earliest first. The things themselves are made when a part of them is asked for."""

    on: date
    timetable: "Timetable"
    rows: Numbers
    found: dict[int, Occurrence]

    def __len__(self) -> int:
        return len(self.rows)

    def from_minute(self, minute: int) -> "Day":
        """The same day without what begins before so many minutes after midnight."""
        return replace(self, rows=self.rows[self.timetable.minutes_of(self.rows, self.found) >= minute])

    def part(self, offset: int, size: int) -> list[Happening]:
        """So many of what is on, from one on."""
        return [self.timetable.happening(int(row), self.found) for row in self.rows[offset : offset + size]]


@dataclass(frozen=True, eq=False)
class Timetable:
    """Every schedule of the catalogue that has dates, in order. Made once, and only read from then on.

    An entry is a row of the arrays: which kind it is, and its first and last day as ordinals. It may have several
    `points`, each with the row it belongs to.
    """

    entries: Sequence[Entry]
    kinds: Sequence[Kind]
    kind_of: Numbers
    firsts: Numbers
    lasts: Numbers
    minutes: Numbers
    points: NDArray[np.float64]
    rows_of_points: Numbers
    remembered: dict[date, Day] = field(default_factory=dict)

    def days(self, first: date, last: date, near: Circle | None = None) -> list[Day]:
        """What is on on each day from one to another, both included, everywhere or near a point."""
        wanted = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
        found = [self.remembered[day] for day in wanted if day in self.remembered]
        if len(found) < len(wanted):
            found = self.find(wanted)
            if len(self.remembered) > MOST_DAYS:
                self.remembered.clear()
            self.remembered.update((each.on, each) for each in found)
        if near is None:
            return found
        rows = self.rows_near(near)
        return [replace(each, rows=each.rows[np.isin(each.rows, rows)]) for each in found]

    def find(self, days: Sequence[date]) -> list[Day]:
        """What is on on some days that follow one another."""
        found: dict[date, dict[int, Occurrence]] = {day: {} for day in days}
        for number, kind in enumerate(self.kinds):
            for each in kind.timing.between(days[0], days[-1], kind.local):
                found[each.on][number] = each
        return [self.day(day, found[day]) for day in days]

    def day(self, day: date, found: dict[int, Occurrence]) -> Day:
        is_on = np.zeros(len(self.kinds), bool)
        is_on[list(found)] = True
        ordinal = day.toordinal()
        rows = np.flatnonzero(is_on[self.kind_of] & (self.firsts <= ordinal) & (ordinal <= self.lasts))
        return Day(day, self, rows[np.argsort(self.minutes_of(rows, found), kind="stable")], found)

    def minutes_of(self, rows: Numbers, found: dict[int, Occurrence]) -> Numbers:
        """When each row opens on a day, in minutes. Most do when they usually do; single dates have their own hours."""
        minutes = self.minutes[rows]
        for number, occurrence in found.items():
            if self.kinds[number].timing.extra:
                minutes[self.kind_of[rows] == number] = minutes_in(occurrence.opens_at)
        return minutes

    def entries_on(self, days: Iterable[Day]) -> list[Entry]:
        """The schedules by which anything is on on some days of this timetable, in the order of their first then."""
        rows = dict.fromkeys(int(row) for day in days for row in day.rows)
        return [self.entries[row] for row in rows]

    def happening(self, row: int, found: dict[int, Occurrence]) -> Happening:
        entry, number = self.entries[row], int(self.kind_of[row])
        occurrence = found[number]
        if not self.kinds[number].timing.extra:
            usual = entry.timing.usual
            occurrence = replace(occurrence, opens_at=usual.opens_at, closes_at=usual.closes_at)
        return Happening(entry.service_id, entry.location_id, entry.attending_type, occurrence)

    def rows_near(self, near: Circle) -> Numbers:
        """The rows of what is at a place within a circle, or at several of which one is."""
        high = near.within_m / METRES_PER_DEGREE * 1.01
        wide = high / max(cos(radians(near.latitude)), 0.01)
        apart = np.abs(self.points - (near.latitude, near.longitude))
        # Within the square around the circle it is worth measuring.
        candidates = np.flatnonzero((apart[:, 0] <= high) & (apart[:, 1] <= wide))
        inside = [
            each
            for each in candidates
            if haversine_m(near.latitude, near.longitude, *self.points[each]) <= near.within_m
        ]
        return np.unique(self.rows_of_points[inside])


def build_timetable(entries: Iterable[Entry]) -> Timetable:
    """The timetable of some schedules, in any order."""
    ordered = sorted(
        (each for each in entries if each.timing.rule or each.timing.extra), key=lambda each: each.in_order
    )
    numbers: dict[Kind, int] = {}
    kind_of = [numbers.setdefault(kind_of_entry(each), len(numbers)) for each in ordered]
    spans = [span_of(each.timing) for each in ordered]
    points = [(row, point) for row, each in enumerate(ordered) for point in each.points]
    return Timetable(
        entries=ordered,
        kinds=tuple(numbers),
        kind_of=np.array(kind_of, np.int64),
        firsts=np.array([first.toordinal() for first, _ in spans], np.int64),
        lasts=np.array([last.toordinal() for _, last in spans], np.int64),
        minutes=np.array([minutes_in(each.timing.usual.opens_at) for each in ordered], np.int64),
        points=np.array([point for _, point in points], np.float64).reshape(-1, 2),
        rows_of_points=np.array([row for row, _ in points], np.int64),
    )


def minutes_in(opens_at: time | None) -> int:
    return opens_at.hour * 60 + opens_at.minute if opens_at else 0


def kind_of_entry(entry: Entry) -> Kind:
    timing = entry.timing
    if timing.extra or timing.rule is None:
        return Kind(timing, entry.local)
    return Kind(replace(timing, rule=Rule(timing.rule.pattern), usual=Occurrence(date.min)), entry.local)


def span_of(timing: Timing) -> tuple[date, date]:
    """The first and the last day of a schedule whose kind does not say so itself."""
    if timing.extra or timing.rule is None:
        return date.min, date.max
    return timing.rule.first, timing.rule.last
