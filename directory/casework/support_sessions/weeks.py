"""For how many weeks somebody is supported. Weeks in which support rests do not count."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from directory.casework.support_sessions.rules import whole_weeks


class Resting(Protocol):
    """A time in which support rests."""

    @property
    def from_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def paused_days(pauses: Iterable[Resting], until: date) -> int:
    """On how many days support rested until a day."""
    return sum(max(0, (min(each.ends_on or until, until) - each.from_on).days) for each in pauses)


def supported_days(opened_on: date, until: date, pauses: Iterable[Resting]) -> int:
    """For how many days somebody was supported until a day, without those on which support rested."""
    return max(0, (until - opened_on).days - paused_days(pauses, until))


def supported_weeks(opened_on: date, until: date, pauses: Iterable[Resting]) -> int:
    """For how many whole weeks somebody was supported until a day, without those in which support rested."""
    return whole_weeks(opened_on, until, paused_days(pauses, until))
