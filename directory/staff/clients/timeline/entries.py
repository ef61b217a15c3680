"""One thing that happened with a client, and the kinds of things that happen."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from directory.clock import UK, day_of


class Kind(StrEnum):
    """What an entry is about, in the order in which a timeline can be narrowed to one. The value is in addresses."""

    CAME = "came"
    CONTACT = "contact"
    CASE = "case"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    SESSION = "session"
    NOTE = "note"
    REFERRAL = "referral"
    WELLBEING = "wellbeing"
    TOLD = "told"
    AGREEMENT = "agreement"
    SAFETY = "safety"
    SHARED = "shared"
    TEAM = "team"
    RECORD = "record"


@dataclass(frozen=True)
class TimelineEntry:
    """Something that happened: when, what kind of thing, what, more of it, where to read on, and who wrote it down.

    `at` is a day where no time of it is known. `words` are lines. `by` is a name, or the id of a colleague, whose name
    is then looked up together with all others. `is_void` where it was taken back later.
    """

    at: datetime | date
    kind: Kind
    title: str
    words: str = ""
    href: str = ""
    by: str | uuid.UUID | None = None
    is_void: bool = False

    @property
    def day(self) -> date:
        """The day it happened, on our calendar."""
        return day_of(self.at) if isinstance(self.at, datetime) else self.at

    @property
    def moment(self) -> datetime:
        """A moment to put it in order by. A day of which no time is known counts as its first one."""
        if isinstance(self.at, datetime):
            return self.at
        return datetime.combine(self.at, time.min, tzinfo=UK).astimezone(UTC)


def newest_first(entries: Iterable[TimelineEntry]) -> list[TimelineEntry]:
    """Entries by when they happened; of two at once, that which was told later stands first."""
    return sorted(reversed(list(entries)), key=lambda each: each.moment, reverse=True)
