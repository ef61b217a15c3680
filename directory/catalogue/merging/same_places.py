"""Which of some locations are one spot, listed by two sources under two ids."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from directory import clock
from directory.catalogue.duplicates.likeness_words import postcode_key
from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.merging.following import MovedRow
from directory.catalogue.nesting import move_nesting
from directory.geo.distance import haversine_m

# Two geocoders put one house this far apart.
ONE_SPOT_M = 60.0


@dataclass(frozen=True)
class Spot:
    """A location with what tells where it is."""

    location_id: uuid.UUID
    point: tuple[float, float] | None
    postcodes: frozenset[str]


def same_places(db: Connection, location_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """By location, the first of these that is the same spot."""
    spots = load_spots(db, sorted(set(location_ids)))
    return {each.location_id: next(one for one in spots if is_one_spot(one, each)).location_id for each in spots}


def hide_alike(db: Connection, same_place: Mapping[uuid.UUID, uuid.UUID]) -> list[MovedRow]:
    """Keep where each of these is off public pages that is one spot with a place that hides it; what that changed.

    Whichever of the two stays would else tell of the other.
    """
    location = TABLES["location"]
    found = db.execute(select(location.c.id, location.c.hides_address).where(location.c.id.in_(list(same_place)))).all()
    hidden = {same_place[row_id] for row_id, hides_address in found if hides_address}
    telling = [row_id for row_id, hides_address in found if not hides_address and same_place[row_id] in hidden]
    if telling:
        db.execute(location.update().where(location.c.id.in_(telling)).values(hides_address=True))
        move_nesting(db, "location", telling, clock.now())
    return [MovedRow("location", each, {"hides_address": False}, {"hides_address": True}) for each in telling]


def is_one_spot(one: Spot, other: Spot) -> bool:
    """The same postcode, or so near that no two houses are meant. Without either two places stay two."""
    if one.location_id == other.location_id:
        return True
    if one.point and other.point and haversine_m(*one.point, *other.point) <= ONE_SPOT_M:
        return True
    return bool(one.postcodes & other.postcodes)


def load_spots(db: Connection, ids: Sequence[uuid.UUID]) -> list[Spot]:
    """What tells where some locations are, in the order of their ids."""
    location, address = TABLES["location"], TABLES["address"]
    postcodes: dict[uuid.UUID, set[str]] = defaultdict(set)
    wanted = select(address.c.location_id, address.c.postal_code).where(address.c.location_id.in_(ids))
    for location_id, postcode in db.execute(wanted):
        postcodes[location_id] |= {postcode_key(postcode)} - {""}
    places = select(location.c.id, location.c.latitude, location.c.longitude).where(location.c.id.in_(ids))
    rows = db.execute(places.order_by(location.c.id)).all()
    return [Spot(row_id, point_of(*at), frozenset(postcodes[row_id])) for row_id, *at in rows]


def point_of(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    return None if latitude is None or longitude is None else (latitude, longitude)
