"""How long a check of a listing holds, and what follows where nobody looks again.

A listing is due a check so long after the last one. Its group is asked then, and again while nobody answers; after
some weeks its champion is told; in the end it is marked as not checked lately, and comes after all that is. What was
never checked counts from the day on which it was listed here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from directory.catalogue.models.services import Service
from directory.config import Settings

DAYS_A_YEAR, MONTHS_A_YEAR = 365.25, 12


class Freshness(StrEnum):
    """How long ago somebody made sure that a listing is true."""

    CHECKED = "checked"
    DUE = "due"
    SILENT = "silent"
    """Nobody answered for so long that its champion is told."""
    LAPSED = "not recently checked"


@dataclass(frozen=True)
class Rhythm:
    """When a listing is due a check, in months; in weeks from then on, when its group is asked, and what follows.

    What room it has changes faster: after `room_days` nobody knows any more.
    """

    due_months: int = 6
    reminder_weeks: tuple[int, ...] = (0, 4, 8)
    champion_weeks: int = 8
    lapsed_weeks: int = 12
    room_days: int = 42

    @property
    def due_after(self) -> timedelta:
        """How long a check holds."""
        return timedelta(days=round(self.due_months * DAYS_A_YEAR / MONTHS_A_YEAR))

    @property
    def lapsed_after(self) -> timedelta:
        """How long after a check a listing is one that was not checked lately."""
        return self.due_after + timedelta(weeks=self.lapsed_weeks)

    def due_on(self, service: Service) -> date | None:
        """The day from which a listing waits to be checked; None where nobody knows since when it is listed."""
        since = service.assured_date or service.listed_on
        return since + self.due_after if since else None

    def freshness(self, due_on: date, today: date) -> Freshness:
        """How what is due on a day stands today."""
        late = today - due_on
        if late >= timedelta(weeks=self.lapsed_weeks):
            return Freshness.LAPSED
        if late >= timedelta(weeks=self.champion_weeks):
            return Freshness.SILENT
        return Freshness.DUE if late >= timedelta(0) else Freshness.CHECKED

    def is_lapsed(self, service: Service, today: date) -> bool:
        """Whether nobody has made sure of a listing for too long."""
        due_on = self.due_on(service)
        return due_on is not None and self.freshness(due_on, today) is Freshness.LAPSED

    def is_to_be_asked(self, began_on: date, letters: int, asked_on: date | None, today: date) -> bool:
        """Whether it is time for another letter about what waits since a day, after so many, the last on `asked_on`.

        The first comes so long after it began; each later one so long after the one before as the weeks lie apart.
        """
        if letters >= len(self.reminder_weeks):
            return False
        if asked_on is None:
            return today - began_on >= timedelta(weeks=self.reminder_weeks[0])
        apart = self.reminder_weeks[letters] - self.reminder_weeks[max(letters - 1, 0)]
        return today - asked_on >= timedelta(weeks=apart)


def rhythm_of(settings: Settings) -> Rhythm:
    """The rhythm that the settings ask for."""
    return Rhythm(
        settings.check_months,
        settings.reminder_weeks,
        settings.champion_weeks,
        settings.lapsed_weeks,
        settings.room_days,
    )


_rhythm = Rhythm()


def use_rhythm(rhythm: Rhythm) -> None:
    """Choose the rhythm of this installation."""
    global _rhythm
    _rhythm = rhythm


def current_rhythm() -> Rhythm:
    """The rhythm of this installation."""
    return _rhythm
