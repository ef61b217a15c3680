"""Finding places: by name, address or postcode, and those that may be the very one somebody is about to add."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians

from rapidfuzz.fuzz import token_set_ratio
from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from directory.catalogue.duplicates.likeness_words import name_words, postcode_key
from directory.catalogue.history.record_rows import portions
from directory.catalogue.map_points import Point
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.publishing import published
from directory.errors import WrongInput
from directory.geo.distance import haversine_m
from directory.geo.postcodes import parse_postcode

MOST_OFFERED = 10
PAGE_SIZE = 50
MOST_WORDS = 8
# Two buildings of one yard, and a postcode that covers a street.
NEAR_M = 150
METRES_PER_DEGREE = 111_195
# As far as people go for one village hall and still call it the village hall.
SAME_TOWN_M = 8_000
# Of names made of the same words with a letter wrong; less is another name.
ALIKE = 85
MOST_COMPARED = 500
BEGINNING = 3


@dataclass(frozen=True)
class LikelyPlace:
    """A place that may be the one that is meant, and why: its name, its postcode, or how far apart they are."""

    location: Location
    has_same_name: bool
    has_same_postcode: bool
    apart_m: float | None


def find_places(db: Session, words: str) -> Sequence[Location]:
    """The first places with all of these words in their name or address, or with this postcode."""
    return db.scalars(in_order(said_of(words)).limit(MOST_OFFERED)).all()


def list_places(db: Session, words: str = "", page: int = 1, size: int = PAGE_SIZE) -> tuple[Sequence[Location], int]:
    """One page of the places with all of these words in their name or address, and how many there are in all."""
    condition = said_of(words)
    total = db.scalar(select(func.count()).select_from(Location).where(condition)) or 0
    return db.scalars(in_order(condition).limit(size).offset((page - 1) * size)).all(), total


def in_order(condition: ColumnElement[bool]) -> Select[Location]:
    wanted = select(Location).where(condition).options(selectinload(Location.addresses))
    return wanted.order_by(Location.name.is_(None), func.lower(Location.name), Location.id)


def said_of(words: str) -> ColumnElement[bool]:
    """That a place is called so, or is there."""
    if (condition := in_postcode(words)) is not None:
        return or_(condition, Location.name.icontains(words, autoescape=True))
    return and_(true(), *map(word_of, words.split()[:MOST_WORDS]))


def word_of(word: str) -> ColumnElement[bool]:
    named = or_(*(column.icontains(word, autoescape=True) for column in (Location.name, Location.alternate_name)))
    lines = (Address.address_1, Address.address_2, Address.city, Address.postal_code)
    return or_(named, Location.addresses.any(or_(*(line.icontains(word, autoescape=True) for line in lines))))


def in_postcode(words: str) -> ColumnElement[bool] | None:
    """That a place has this postcode, or one that begins so; None where none was typed."""
    try:
        postcode = parse_postcode(words)
    except WrongInput:
        return None
    if postcode.precision == "district":
        return Location.addresses.any(func.upper(Address.postal_code).startswith(f"{postcode} ", autoescape=True))
    return Location.addresses.any(bare_postcode().startswith(postcode_key(str(postcode)), autoescape=True))


def bare_postcode() -> ColumnElement[str]:
    """The postcode of an address without spaces, for lists write it in many ways."""
    return func.replace(func.upper(Address.postal_code), " ", "")


def find_likely_places(db: Session, name: str, postcode: str, point: Point | None) -> list[LikelyPlace]:
    """The places that may be the one of this name and address, the likeliest first."""
    # A name alone says little: there is a village hall in every village.
    named = and_(called_alike(name), is_near(point, SAME_TOWN_M)) if point else called_alike(name)
    wanted = (
        select(Location)
        .where(or_(named, has_postcode(postcode), is_near(point, NEAR_M)))
        .options(selectinload(Location.addresses))
    )
    found = db.scalars(wanted.order_by(Location.id).limit(MOST_COMPARED)).all()
    likely = [likeness(each, name, postcode, point) for each in found]
    return sorted((each for each in likely if is_likely(each)), key=in_likeliest_order)[:MOST_OFFERED]


def has_postcode(postcode: str) -> ColumnElement[bool]:
    key = postcode_key(postcode)
    return Location.addresses.any(bare_postcode() == key) if key else false()


def is_near(point: Point | None, metres: float) -> ColumnElement[bool]:
    """Whether a place lies in a box around a point; false where there is no point."""
    if point is None:
        return false()
    up = metres / METRES_PER_DEGREE
    along = up / cos(radians(point[0]))
    return and_(
        Location.latitude.between(point[0] - up, point[0] + up),
        Location.longitude.between(point[1] - along, point[1] + along),
    )


def called_alike(name: str) -> ColumnElement[bool]:
    """Whether a place may share the longest word of a name; the names themselves are compared afterwards."""
    longest = max(name_words(name), key=len, default="")
    # So much of it, for "Centre" is also written "Center".
    return Location.name.icontains(longest[:BEGINNING], autoescape=True) if longest else false()


def likeness(location: Location, name: str, postcode: str, point: Point | None) -> LikelyPlace:
    """What speaks for a place being the one that is meant."""
    key, place = postcode_key(postcode), point_of(location)
    return LikelyPlace(
        location,
        has_same_name=are_alike(name, location.name or ""),
        has_same_postcode=bool(key) and any(postcode_key(each.postal_code) == key for each in location.addresses),
        apart_m=haversine_m(*point, *place) if point and place else None,
    )


def point_of(location: Location) -> Point | None:
    if location.latitude is None or location.longitude is None:
        return None
    return location.latitude, location.longitude


def are_alike(name: str, other: str) -> bool:
    """Whether two names are one, or one is the other with a word left out."""
    return token_set_ratio(" ".join(name_words(name)), " ".join(name_words(other))) >= ALIKE


def is_likely(place: LikelyPlace) -> bool:
    return place.has_same_name or place.has_same_postcode or (place.apart_m is not None and place.apart_m <= NEAR_M)


def in_likeliest_order(place: LikelyPlace) -> tuple[bool, bool, float, str]:
    apart = place.apart_m if place.apart_m is not None else float(SAME_TOWN_M)
    return not place.has_same_name, not place.has_same_postcode, apart, place.location.name or ""


def count_activities(db: Session, location_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """By place, how many published services happen there; those without any are left out."""
    number = func.count(ServiceAtLocation.service_id.distinct())
    wanted = select(ServiceAtLocation.location_id, number).join(Service).where(published())
    wanted = wanted.group_by(ServiceAtLocation.location_id)
    return {
        location_id: count
        for some in portions(location_ids)
        for location_id, count in db.execute(wanted.where(ServiceAtLocation.location_id.in_(some)))
    }
