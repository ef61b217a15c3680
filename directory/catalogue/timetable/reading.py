"""From the rows of the catalogue to the timetable: four plain queries, whatever the size of the catalogue."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.catalogue.models.places import Address, Location, PlaceType
from directory.catalogue.models.schedules import WITHOUT_A_PLACE, Schedule, ScheduleException, ScheduleObservance
from directory.catalogue.models.services import Service, ServiceAtLocation, ServiceStatus
from directory.catalogue.pausing import Pause
from directory.catalogue.publishing import published
from directory.catalogue.timetable.calendars import Calendars
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import ExceptionFacts, Timing, with_exceptions
from directory.catalogue.timetable.patterns import Rule, find_rule
from directory.catalogue.timetable.whats_on import Entry, Timetable, build_timetable


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a rule, read apart from its schedule."""

    freq: str | None
    interval: int | None
    count: int | None
    wkst: str | None
    byday: str | None
    bymonthday: str | None
    byweekno: str | None
    byyearday: str | None
    dtstart: date | None
    until: date | None
    valid_from: date | None
    valid_to: date | None


@dataclass
class Place:
    """Where a service happens: its point and postcode, where these are known."""

    location_id: uuid.UUID
    point: tuple[float, float] | None
    postcode: str | None


@dataclass
class TimetableReader:
    """Reads the entries of a timetable, as of a day: what ended before that is left out."""

    db: Session
    calendars: Calendars
    today: date
    rules: dict[tuple[Any, ...], Rule | None] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """Every schedule of a published service that runs, with where that is."""
        places, exceptions, observances = (
            self.read_places(),
            read_exceptions(self.db, self.today),
            self.read_observances(),
        )
        for row in self.read_schedules():
            schedule_id, service_id, name, location_id, way = tuple(row)[:5]
            timing = self.timing(tuple(row)[5:-4], *tuple(row)[-4:-2])
            if schedule_id in exceptions or schedule_id in observances:
                differing, observed = exceptions.get(schedule_id, ()), observances.get(schedule_id, ())
                timing = with_exceptions(timing, differing, observed)
            if row.closed_from:
                timing = Pause(row.closed_from, row.back_on).without_closed(timing)
            there = [each for each in places.get(service_id, ()) if location_id in (None, each.location_id)]
            postcode = next((each.postcode for each in there if each.postcode), None)
            points = () if way in WITHOUT_A_PLACE else tuple(each.point for each in there if each.point)
            yield Entry(service_id, name, timing, self.calendars.at(postcode), location_id, way, points)

    def timing(self, parts: tuple[Any, ...], opens_at: time | None, closes_at: time | None) -> Timing:
        """The timing of a schedule without exceptions; rules that are the same are read once."""
        if parts not in self.rules:
            self.rules[parts] = find_rule(Parts(*parts))
        return Timing(self.rules[parts], Occurrence(date.min, opens_at, closes_at), is_once=parts[0] is None)

    def read_schedules(self) -> Sequence[Row[Any]]:
        service_id = func.coalesce(Schedule.service_id, ServiceAtLocation.service_id)

        def is_not_over(column: InstrumentedAttribute[date | None]) -> ColumnElement[bool]:
            return func.coalesce(column, self.today) >= self.today

        # An extra date may come after the pattern itself is over.
        has_more = exists().where(ScheduleException.schedule_id == Schedule.id, ScheduleException.ends_on >= self.today)
        return self.db.execute(
            select(
                Schedule.id,
                Service.id,
                Service.name,
                ServiceAtLocation.location_id,
                Schedule.attending_type,
                *(getattr(Schedule, each.name) for each in fields(Parts)),
                Schedule.opens_at,
                Schedule.closes_at,
                Service.closed_from,
                Service.back_on,
            )
            .outerjoin(ServiceAtLocation, ServiceAtLocation.id == Schedule.service_at_location_id)
            .join(Service, Service.id == service_id)
            .where(published(), Service.status == ServiceStatus.ACTIVE.value)
            .where(is_not_over(Schedule.valid_to), or_(is_not_over(Schedule.until), has_more))
        ).all()

    def read_places(self) -> Mapping[uuid.UUID, Sequence[Place]]:
        wanted = (
            select(
                ServiceAtLocation.service_id,
                Location.id,
                Location.latitude,
                Location.longitude,
                Location.hides_address,
                func.min(Address.postal_code),
            )
            .join(Location, Location.id == ServiceAtLocation.location_id)
            .outerjoin(
                Address, (Address.location_id == Location.id) & (Address.address_type == PlaceType.PHYSICAL.value)
            )
            .where(Location.location_type == PlaceType.PHYSICAL.value)
            .group_by(ServiceAtLocation.service_id, Location.id)
        )
        places: dict[uuid.UUID, list[Place]] = defaultdict(list)
        for service_id, location_id, latitude, longitude, is_hidden, postcode in self.db.execute(wanted):
            point = None if is_hidden or latitude is None or longitude is None else (latitude, longitude)
            places[service_id].append(Place(location_id, point, postcode))
        return places

    def read_observances(self) -> Mapping[uuid.UUID, Sequence[tuple[str, str]]]:
        wanted = select(ScheduleObservance.schedule_id, ScheduleObservance.calendar, ScheduleObservance.observance)
        found: dict[uuid.UUID, list[tuple[str, str]]] = defaultdict(list)
        for schedule_id, calendar, observance in self.db.execute(wanted):
            found[schedule_id].append((calendar, observance))
        return found


def read_exceptions(
    db: Session, today: date, are_meant: ColumnElement[bool] | None = None
) -> Mapping[uuid.UUID, Sequence[ExceptionFacts]]:
    """What is still to come of the exceptions of each schedule, or of those that are meant."""
    columns = (getattr(ScheduleException, name) for name in ExceptionFacts._fields)
    wanted = select(ScheduleException.schedule_id, *columns).where(ScheduleException.ends_on >= today)
    if are_meant is not None:
        wanted = wanted.where(are_meant)
    found: dict[uuid.UUID, list[ExceptionFacts]] = defaultdict(list)
    for schedule_id, *facts in db.execute(wanted.order_by(ScheduleException.id)):
        found[schedule_id].append(ExceptionFacts(*facts))
    return found


def read_timetable(db: Session, calendars: Calendars, today: date) -> Timetable:
    """The timetable of the catalogue, as of a day."""
    return build_timetable(TimetableReader(db, calendars, today).entries())
