"""To do for a champion: listings that nobody made sure of for long, and those that leave out what people need."""

import uuid
from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from directory.catalogue.freshness import current_rhythm
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.publishing import is_on
from directory.champions.standing import access_asked, is_due, without_times
from directory.champions.to_do.items import MOST_OF_A_KIND, Found, Keeper, Kind
from directory.champions.verification.verifying import told_of
from directory.champions.verification.waiting import since


def find_due(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Listings due a check: those whose group does not answer, so that only they can, and those that wait for it."""
    silent = Service.id.in_(told_of())
    wanted = (
        select(Service.id, Service.name, since(), silent)
        .where(*theirs(keeper), is_due(keeper.today))
        .order_by(since(), Service.name)
        .limit(MOST_OF_A_KIND)
    )
    for service_id, name, day, is_silent in db.execute(wanted):
        kind = Kind.SILENT if is_silent else Kind.DUE
        due_on = min(day + current_rhythm().due_after, keeper.today) if day else keeper.today
        yield Found(kind, str(service_id), due_on, name, (service_id,))


def find_without_times(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Listings that do not say when."""
    wanted = select(Service.id, Service.name, Service.listed_on).where(*theirs(keeper), without_times())
    for service_id, name, listed_on in db.execute(wanted.order_by(Service.name).limit(MOST_OF_A_KIND)):
        yield Found(Kind.NO_TIMES, str(service_id), listed_on or keeper.today, name, (service_id,))


def find_without_access(db: Session, keeper: Keeper) -> Iterator[Found]:
    """Places of their listings of which nobody was asked how people get in: one question does for all of them."""
    wanted = (
        select(Location.id, Location.name, Service.listed_on, Service.id)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .join(Service, Service.id == ServiceAtLocation.service_id)
        .where(*theirs(keeper), ~access_asked())
        .order_by(Location.name, Location.id, Service.id)
        .limit(MOST_OF_A_KIND)
    )
    places: dict[uuid.UUID, tuple[str, date, list[uuid.UUID]]] = {}
    for location_id, name, listed_on, service_id in db.execute(wanted):
        places.setdefault(location_id, (name or "", listed_on or keeper.today, []))[2].append(service_id)
    for location_id, (name, day, services) in places.items():
        yield Found(Kind.NO_ACCESS, str(location_id), day, name, tuple(services))


def theirs(keeper: Keeper) -> tuple[ColumnElement[bool], ...]:
    """Which services are theirs to keep true: of their domains, and on."""
    return (Service.id.in_(keeper.services()), is_on())
