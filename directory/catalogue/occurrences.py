"""From schedules to dates: when something happens next.

Times are those on a clock in the United Kingdom, so that a group that meets at half past ten still does after the
clocks change.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from directory.catalogue.models.schedules import Schedule
from directory.catalogue.patterns import find_rule
from directory.clock import UK

LOOK_AHEAD = timedelta(days=400)
# The standard writes a whole day as 00:00 to 23:59.
END_OF_DAY = time(23, 59)


@dataclass(frozen=True)
class Occurrence:
    """One date on which something happens, with its wall-clock times where they are known."""

    on: date
    opens_at: time | None = None
    closes_at: time | None = None

    @property
    def in_order(self) -> tuple[date, time]:
        """What occurrences are sorted by: what has no time comes first on its date."""
        return self.on, self.opens_at or time.min

    @property
    def is_all_day(self) -> bool:
        """Whether it goes on from midnight to midnight."""
        return is_all_day(self.opens_at, self.closes_at)

    @property
    def starts_at(self) -> datetime | None:
        """The moment it begins; None where no time is known.

        A time that the clocks leave out is reckoned from before they go forward, and of one that they show twice the
        first is meant, as RFC 5545 (3.3.5) has it.
        """
        return moment_of(self.on, self.opens_at) if self.opens_at else None

    @property
    def ends_at(self) -> datetime | None:
        """The moment it ends, which may be in the night after; None where that is not known."""
        starts = self.starts_at
        if starts is None or self.opens_at is None or self.closes_at is None or self.closes_at == self.opens_at:
            return None
        is_next_day = self.closes_at < self.opens_at
        ends = moment_of(self.on + timedelta(days=is_next_day), self.closes_at)
        # What begins in the hour that is left out lasts as long as its clock times say.
        return ends if ends > starts else starts + (wall(self.closes_at) - wall(self.opens_at))


def moment_of(day: date, at: time) -> datetime:
    """A time on a clock in the United Kingdom as a moment in UTC."""
    return datetime.combine(day, at, UK).astimezone(UTC)


def wall(at: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), at)


def is_all_day(opens_at: time | None, closes_at: time | None) -> bool:
    """Whether opening hours are a whole day."""
    return opens_at == time.min and closes_at is not None and closes_at >= END_OF_DAY


def next_occurrence(schedules: Iterable[Schedule], today: date) -> Occurrence | None:
    """The first date from today on in any of the schedules, or None where no date follows from them."""
    firsts = [first for each in schedules if (first := next(occurrences(each, today), None))]
    return min(firsts, key=lambda each: each.in_order, default=None)


def occurrences(schedule: Schedule, today: date) -> Iterator[Occurrence]:
    """The dates of a schedule from today on, earliest first, for a little over a year.

    A schedule without a frequency happens once, on its `dtstart`. One whose rule cannot be read has no dates.
    """
    rule = find_rule(schedule)
    if rule is not None:
        for day in rule.dates(today, today + LOOK_AHEAD):
            yield Occurrence(day, schedule.opens_at, schedule.closes_at)
