"""Under what conditions services can be used, as far as they rule somebody out: a few plain queries for all of them."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory import clock
from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Language
from directory.catalogue.models.schedules import WITHOUT_A_PLACE, Schedule, ScheduleException
from directory.catalogue.models.services import ServiceAtLocation
from directory.catalogue.timetable.ahead import days_ahead, days_by_hours
from directory.catalogue.timetable.moments import Occurrence
from directory.catalogue.timetable.occurrences import ExceptionFacts, Timing, with_exceptions
from directory.catalogue.timetable.patterns import find_rule
from directory.catalogue.timetable.reading import Parts, read_exceptions
from directory.catalogue.timetable.slots import slots_of
from directory.search.documents import UsualTime

Only = Collection[uuid.UUID] | None
"""Some services, or all of them."""


@dataclass(frozen=True)
class Conditions:
    """By service: how it can be had without going anywhere, when in the week, for how much, in what, and its room.

    The times are counted from `read_on`.
    """

    read_on: date
    ways: Mapping[uuid.UUID, set[str]]
    slots: Mapping[uuid.UUID, int]
    times: Mapping[uuid.UUID, list[UsualTime]]
    cheapest_pence: Mapping[uuid.UUID, int]
    languages: Mapping[uuid.UUID, list[str]]
    room: Mapping[uuid.UUID, ServiceCapacity]

    def reaches_by(self, service_id: uuid.UUID) -> tuple[str, ...]:
        """The ways in which a service can be had without going anywhere, in order."""
        return tuple(sorted(self.ways.get(service_id, ())))

    def room_of(self, service_id: uuid.UUID) -> dict[str, Any]:
        """The room a service said last that it has, when it said so, and how many people it can take if it said that.

        A word grows old from one day to the next: whoever uses it looks at the day.
        """
        said = self.room.get(service_id)
        if said is None:
            return {}
        return {
            "room": said.room,
            "room_said_on": clock.day_of(said.updated),
            "room_until": said.until,
            "places": said.maximum or said.available or None,
        }


def read_conditions(db: Session, only: Only = None) -> Conditions:
    """The conditions of all services, or of some."""
    today = clock.today()
    costs, languages = read_costs(db, only, today), read_languages(db, only)
    return Conditions(today, *read_schedules(db, only, today), costs, languages, read_room(db, only))


def read_schedules(
    db: Session, only: Only, today: date
) -> tuple[Mapping[uuid.UUID, set[str]], Mapping[uuid.UUID, int], Mapping[uuid.UUID, list[UsualTime]]]:
    """How each service can be had without going anywhere, when in the week it happens, and on which days ahead."""
    times: defaultdict[uuid.UUID, list[UsualTime]] = defaultdict(list)
    ways: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    slots: defaultdict[uuid.UUID, int] = defaultdict(int)
    service_id = func.coalesce(Schedule.service_id, ServiceAtLocation.service_id)
    wanted = (
        select(
            Schedule.id,
            service_id,
            Schedule.attending_type,
            Schedule.opens_at,
            Schedule.closes_at,
            *(getattr(Schedule, each.name) for each in fields(Parts)),
        )
        .select_from(Schedule)
        .outerjoin(ServiceAtLocation, ServiceAtLocation.id == Schedule.service_at_location_id)
        .where(service_id.is_not(None), among(service_id, only))
        .order_by(Schedule.id)
    )
    its_schedules = wanted.with_only_columns(Schedule.id).order_by(None)
    are_meant = None if only is None else ScheduleException.schedule_id.in_(its_schedules)
    exceptions = read_exceptions(db, today, are_meant)
    for schedule_id, its_service, way, opens_at, closes_at, *parts in db.execute(wanted):
        if way in WITHOUT_A_PLACE:
            ways[its_service].add(way)
        slots[its_service] |= slots_of(Parts(*parts), opens_at, closes_at, today)
        usual = Occurrence(date.min, opens_at, closes_at)
        times[its_service].extend(times_ahead(Parts(*parts), usual, exceptions.get(schedule_id, ()), today))
    return ways, slots, times


def times_ahead(
    parts: Parts, usual: Occurrence, exceptions: Sequence[ExceptionFacts], today: date
) -> Iterator[UsualTime]:
    """The days ahead of a schedule with its usual hours, and those of extra dates that have hours of their own.

    Bank holidays and school terms depend on the place and are not looked at.
    """
    if exceptions:
        timing = with_exceptions(Timing(find_rule(parts), usual), exceptions, ())
        for hours, days in days_by_hours(timing, today).items():
            yield UsualTime(days, *hours)
    elif days := days_ahead(parts, today):
        yield UsualTime(days, usual.opens_at, usual.closes_at)


def read_costs(db: Session, only: Only, today: date) -> Mapping[uuid.UUID, int]:
    """The least that each service costs today, as far as an amount is stated."""
    wanted = select(CostOption.service_id, CostOption.amount_pence).where(
        CostOption.amount_pence.is_not(None),
        or_(CostOption.valid_from.is_(None), CostOption.valid_from <= today),
        or_(CostOption.valid_to.is_(None), CostOption.valid_to >= today),
        among(CostOption.service_id, only),
    )
    least: dict[uuid.UUID, int] = {}
    for service_id, pence in db.execute(wanted):
        least[service_id] = min(pence or 0, least.get(service_id, pence or 0))
    return least


def read_languages(db: Session, only: Only) -> Mapping[uuid.UUID, list[str]]:
    """The codes of the languages each service says it is given in."""
    spoken: defaultdict[uuid.UUID, list[str]] = defaultdict(list)
    wanted = select(Language.service_id, Language.code).where(
        Language.service_id.is_not(None), Language.code.is_not(None), among(Language.service_id, only)
    )
    for service_id, code in db.execute(wanted.order_by(Language.code)):
        if service_id and code:
            spoken[service_id].append(code.lower())
    return spoken


def read_room(db: Session, only: Only) -> Mapping[uuid.UUID, ServiceCapacity]:
    """What each service said last of its room."""
    wanted = select(ServiceCapacity).where(among(ServiceCapacity.service_id, only)).order_by(ServiceCapacity.updated)
    return {each.service_id: each for each in db.scalars(wanted)}


def among(column: ColumnElement[Any] | InstrumentedAttribute[Any], only: Only) -> ColumnElement[bool]:
    return true() if only is None else column.in_(only)
