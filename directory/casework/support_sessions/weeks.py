"""For how many weeks somebody is supported. Weeks in which support rests do not count."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from directory.casework.support_sessions.rhythm_models import SupportPause


@dataclass(frozen=True)
class Weeks:
    """For how many whole weeks somebody is supported, and how many it is meant to take."""

    weeks: int
    meant: int

    @property
    def is_over(self) -> bool:
        return self.weeks >= self.meant


def paused_days(pauses: Iterable[SupportPause], until: date) -> int:
    """On how many days support rested until a day."""
    return sum(max(0, (min(each.ends_on or until, until) - each.from_on).days) for each in pauses)
