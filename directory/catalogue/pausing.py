"""Activities that are closed for a while: from a day on, and often until a day on which they are on again.

What runs is then "temporarily closed", as the standard says, by the date alone: it leaves matches and comes back by
itself, at midnight, and nothing has to run for it. What is closed without a date keeps that as its status.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, or_

from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.timetable.occurrences import Timing


@dataclass(frozen=True)
class Pause:
    """From the first day on which something is closed until the day on which it is on again, if that is known."""

    closed_from: date
    back_on: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is closed on a day."""
        return self.closed_from <= day and (self.back_on is None or day < self.back_on)

    def without_closed(self, timing: Timing) -> Timing:
        """A timing without the days on which it is closed, extra ones too."""
        return timing.without(self.closed_from, self.back_on - timedelta(days=1) if self.back_on else date.max)


def pause_of(service: Service) -> Pause | None:
    """The pause that was written down for an activity, whether it is over or still to come."""
    return Pause(service.closed_from, service.back_on) if service.closed_from else None


def status_then(status: str, pause: Pause | None, day: date) -> ServiceStatus:
    """How something stands on a day that has a status and perhaps a pause."""
    if status == ServiceStatus.ACTIVE and pause and pause.holds_on(day):
        return ServiceStatus.TEMPORARILY_CLOSED
    return ServiceStatus(status)


def status_on(service: Service, day: date) -> ServiceStatus:
    """How an activity stands on a day."""
    return status_then(service.status, pause_of(service), day)


def runs(service: Service, day: date) -> bool:
    """Whether people can go to an activity on a day."""
    return status_on(service, day) == ServiceStatus.ACTIVE


def runs_on(day: date) -> ColumnElement[bool]:
    """Which services run on a day, as a condition."""
    is_closed = and_(Service.closed_from <= day, or_(Service.back_on.is_(None), Service.back_on > day))
    return and_(Service.status == ServiceStatus.ACTIVE.value, or_(Service.closed_from.is_(None), ~is_closed))
