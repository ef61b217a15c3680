"""The periods for which figures are told: whole quarters of a year, once they are over.

A figure that changes from day to day, or a window that moves on, tells by its difference from yesterday's what it
hides; a quarter that is over does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from directory.clock import UK

QUARTERS_TOLD = 6
MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year; number 1 begins in January."""

    year: int
    number: int

    @property
    def months(self) -> tuple[date, ...]:
        """The first days of its months."""
        first = (self.number - 1) * MONTHS + 1
        return tuple(date(self.year, first + each, 1) for each in range(MONTHS))

    @property
    def begins_on(self) -> date:
        return self.months[0]

    @property
    def ends_before(self) -> date:
        """The first day after it."""
        return self.following.begins_on

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """When it begins and ends by the clocks of the United Kingdom."""
        return (
            datetime.combine(self.begins_on, time.min, tzinfo=UK),
            datetime.combine(self.ends_before, time.min, tzinfo=UK),
        )

    @property
    def following(self) -> "Quarter":
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def before(self) -> "Quarter":
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def code(self) -> str:
        """How an address names it, as 2026-3."""
        return f"{self.year}-{self.number}"


def quarter_of(day: date) -> Quarter:
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def list_told_quarters(today: date) -> Sequence[Quarter]:
    """The quarters that figures are told of, the last that is over first."""
    told = [quarter_of(today).before]
    while len(told) < QUARTERS_TOLD:
        told.append(told[-1].before)
    return told


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)
