"""One date on which something happens, and the moments at which it begins and ends.

Times are those on a clock in the United Kingdom, so that a group that meets at half past ten still does after the
clocks change.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from directory.clock import UK, day_of

# The standard writes a whole day as 00:00 to 23:59.
END_OF_DAY = time(23, 59)


class Doubt(StrEnum):
    """Why nobody should set out without asking first."""

    BANK_HOLIDAY = "bank holiday"
    SCHOOL_DATES = "school dates"


@dataclass(frozen=True)
class Occurrence:
    """One date on which something happens, with its wall-clock times where they are known, and a doubt if there is."""

    on: date
    opens_at: time | None = None
    closes_at: time | None = None
    doubt: Doubt | None = None

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

    def is_over(self, now: datetime) -> bool:
        """Whether nobody can go any more. What has begun can still be joined where an end is known."""
        ends = self.ends_at or self.starts_at
        return ends <= now if ends else self.on < day_of(now)


def moment_of(day: date, at: time) -> datetime:
    """A time on a clock in the United Kingdom as a moment in UTC."""
    return datetime.combine(day, at, UK).astimezone(UTC)


def wall(at: time) -> datetime:
    return datetime.combine(date(2000, 1, 1), at)


def is_all_day(opens_at: time | None, closes_at: time | None) -> bool:
    """Whether opening hours are a whole day."""
    return opens_at == time.min and closes_at is not None and closes_at >= END_OF_DAY
