"""The parameters that are judged here and not in the database: days, distances and areas, as sets of ids."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import cos, radians

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from directory.api.fields import Weekday
from directory.api.parameters import Filters
from directory.catalogue.models.conditions import ServiceArea
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import ServiceAtLocation
from directory.errors import NotNow
from directory.geo.areas import box_of, covers, is_in_box, read_polygons
from directory.geo.current import find_place
from directory.geo.distance import haversine_m
from directory.geo.postcode_file import Place
from directory.geo.postcode_layout import PostcodeFileUnusable

# A degree of latitude is nowhere shorter than this (WGS84, at the equator: 110,574 m).
LEAST_METRES_PER_DEGREE = 110_500
AREAS_AT_ONCE = 100


class PostcodesAway(NotNow):
    """Postcodes cannot be looked up on this installation just now."""

    def __init__(self) -> None:
        super().__init__("We cannot look up postcodes just now. Ask without one, or try again later.")


@dataclass(frozen=True)
class Chosen:
    """What one parameter leaves: services as a whole, and services at single places, each with its service."""

    services: frozenset[uuid.UUID] = frozenset()
    places: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def all_services(self) -> set[bytes]:
        """The services that are left, as a whole or with one place of theirs."""
        return {key.bytes for key in (*self.services, *self.places.values())}


def judged(db: Session, asked: Filters) -> Iterator[Chosen]:
    """What each of these parameters leaves. Raises WrongInput for a postcode that cannot be found."""
    if asked.day or asked.start_time or asked.end_time:
        yield with_times(db, asked)
    if asked.postcode:
        place = look_up(asked.postcode)
        yield near(db, place, asked.proximity) if asked.proximity is not None else serving(db, place)


def look_up(postcode: str) -> Place:
    """Where a postcode is. Raises PostcodesAway where there is no file: its own error would name our folders."""
    try:
        return find_place(postcode)
    except PostcodeFileUnusable:
        raise PostcodesAway from None


def with_times(db: Session, asked: Filters) -> Chosen:
    """Services, or their places, with a time on this day that lies between these hours."""
    wanted = select(
        Schedule.service_id,
        ServiceAtLocation.id,
        ServiceAtLocation.service_id,
        Schedule.byday,
        Schedule.dtstart,
        Schedule.freq,
    ).outerjoin(ServiceAtLocation, ServiceAtLocation.id == Schedule.service_at_location_id)
    if asked.start_time:
        wanted = wanted.where(Schedule.opens_at >= asked.start_time)
    if asked.end_time:
        wanted = wanted.where(Schedule.closes_at <= asked.end_time)
    if asked.day:
        is_once_or_weekly = and_(Schedule.byday.is_(None), Schedule.bymonthday.is_(None), Schedule.dtstart.is_not(None))
        wanted = wanted.where(or_(Schedule.byday.contains(asked.day, autoescape=True), is_once_or_weekly))
    services, places = set[uuid.UUID](), dict[uuid.UUID, uuid.UUID]()
    for service_id, place_id, service_there, byday, dtstart, freq in db.execute(wanted):
        if asked.day and not falls_on(asked.day, byday, dtstart, freq):
            continue
        if place_id and service_there:
            places[place_id] = service_there
        elif service_id:
            services.add(service_id)
    return Chosen(frozenset(services), places)


def falls_on(day: str, byday: str | None, dtstart: date | None, freq: str | None) -> bool:
    """Whether a pattern can fall on a day of the week. One without days falls on that of its first date."""
    if byday:
        return True
    return dtstart is not None and freq != "MONTHLY" and Weekday.DAYS[dtstart.weekday()] == day


def near(db: Session, place: Place, proximity_m: int) -> Chosen:
    """Services at locations within so many metres: first those in a box, then those within the circle."""
    wanted = (
        select(ServiceAtLocation.id, ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location)
        .where(is_in_box_around(place.latitude, place.longitude, proximity_m), Location.hides_address.is_(False))
    )
    places = {
        place_id: service_id
        for place_id, service_id, latitude, longitude in db.execute(wanted)
        if latitude is not None and longitude is not None
        if haversine_m(place.latitude, place.longitude, latitude, longitude) <= proximity_m
    }
    return Chosen(places=places)


def is_in_box_around(latitude: float, longitude: float, proximity_m: float) -> ColumnElement[bool]:
    """Whether a location lies in a box that holds the circle of so many metres around a point."""
    up = proximity_m / LEAST_METRES_PER_DEGREE
    # The box has to hold the circle where degrees of longitude are shortest: at its end nearer to the pole.
    farthest = min(abs(latitude) + up, 89.0)
    along = up / cos(radians(farthest))
    return and_(
        Location.latitude.between(latitude - up, latitude + up),
        Location.longitude.between(longitude - along, longitude + along),
    )


def serving(db: Session, place: Place) -> Chosen:
    """Services with an area, given as GeoJSON, that holds the middle of a postcode."""
    wanted = (
        select(ServiceArea.service_id, ServiceArea.extent)
        .where(ServiceArea.extent_type == "geojson", ServiceArea.extent.is_not(None))
        .execution_options(yield_per=AREAS_AT_ONCE)
    )
    return Chosen(frozenset(key for key, extent in db.execute(wanted) if extent and is_in(extent, place)))


def is_in(extent: str, place: Place) -> bool:
    polygons = read_polygons(extent)
    box = box_of(polygons)
    return (
        box is not None
        and is_in_box(box, place.latitude, place.longitude)
        and covers(polygons, place.latitude, place.longitude)
    )
