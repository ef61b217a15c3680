"""The timetable of this process, kept in step with the catalogue."""

import threading
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.catalogue.queries import catalogue_version
from directory.catalogue.timetable.calendars import Calendars, current_calendars
from directory.catalogue.timetable.reading import read_timetable
from directory.catalogue.timetable.whats_on import Timetable


@dataclass(frozen=True)
class Edition:
    """What a timetable was made from: the state of the catalogue, the calendars, and the day."""

    catalogue: int
    calendars: Calendars
    today: date


class TimetableKeeper:
    """Makes the timetable when it is first asked for, and again when what it was made from has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[Edition, Timetable] | None = None

    def timetable(self, db: Session, today: date) -> Timetable:
        """The timetable as of a day. While one thread makes the next, the others go on with the one there is."""
        edition = Edition(catalogue_version(db), current_calendars(), today)
        kept = self._kept
        if kept is not None and kept[0] == edition:
            return kept[1]
        if not self._lock.acquire(blocking=kept is None) and kept is not None:
            return kept[1]
        try:
            if self._kept is None or self._kept[0] != edition:
                self._kept = (edition, read_timetable(db, edition.calendars, today))
            return self._kept[1]
        finally:
            self._lock.release()


_keeper = TimetableKeeper()


def use_timetable_keeper(keeper: TimetableKeeper) -> None:
    """Choose the keeper of this process."""
    global _keeper
    _keeper = keeper


def current_timetable(db: Session, today: date) -> Timetable:
    """The timetable of this process, as of a day."""
    return _keeper.timetable(db, today)
