"""The times of a listing as rows: each schedule with its exceptions and with what it does on certain days."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from directory.catalogue.history.record_changes import blank_row, plain_rows, typed_rows
from directory.catalogue.history.record_rows import Row
from directory.catalogue.models.schedules import AttendingType, Schedule, ScheduleException, ScheduleObservance
from directory.staff.writing.parts import Values


@dataclass(frozen=True)
class Time:
    """A schedule with what hangs on it."""

    schedule: Row
    exceptions: tuple[Row, ...] = ()
    observances: tuple[Row, ...] = ()

    @property
    def id(self) -> uuid.UUID:
        schedule_id: uuid.UUID = self.schedule["id"]
        return schedule_id

    def as_schedule(self) -> Schedule:
        """The time as dates are found from it; it belongs to no session."""
        return Schedule(
            **self.schedule,
            exceptions=[ScheduleException(**row) for row in self.exceptions],
            observances=[ScheduleObservance(**row) for row in self.observances],
        )


def new_time(service_id: uuid.UUID, schedule_id: uuid.UUID) -> Time:
    """A time of which nothing is said yet."""
    return Time(
        blank_row("schedule", id=schedule_id, service_id=service_id, attending_type=AttendingType.VENUE.value),
    )


def times_in(values: Values) -> dict[uuid.UUID, Time]:
    """The times that values of the part hold, by the id of the schedule."""
    exceptions = typed_rows("schedule_exception", values["schedule_exception"]).values()
    observances = typed_rows("schedule_observance", values["schedule_observance"]).values()
    return {
        schedule_id: Time(row, rows_of(schedule_id, exceptions), rows_of(schedule_id, observances))
        for schedule_id, row in typed_rows("schedule", values["schedule"]).items()
    }


def rows_of(schedule_id: uuid.UUID, rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(row for row in rows if row["schedule_id"] == schedule_id)


def with_time(values: Values, time: Time) -> Values:
    """The part with one time as it is to be, new or not."""
    return values_of({**times_in(values), time.id: time}.values())


def without_time(values: Values, schedule_id: uuid.UUID) -> Values:
    """The part without one time; what hangs on it goes with it."""
    return values_of(time for time in times_in(values).values() if time.id != schedule_id)


def values_of(times: Iterable[Time]) -> Values:
    every = list(times)
    return {
        "schedule": plain_rows(time.schedule for time in every),
        "schedule_exception": plain_rows(row for time in every for row in time.exceptions),
        "schedule_observance": plain_rows(row for time in every for row in time.observances),
    }
