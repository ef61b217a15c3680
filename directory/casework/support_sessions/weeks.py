"""For how many weeks somebody is supported. Weeks in which support rests do not count."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol


class Resting(Protocol):
    """A time in which support rests."""

    @property
    def from_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


def paused_days(pauses: Iterable[Resting], until: date) -> int:
    """On how many days support rested until a day."""
    return sum(max(0, (min(each.ends_on or until, until) - each.from_on).days) for each in pauses)
