"""Giving a position to places that came with an address and none."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from directory import clock
from directory.catalogue.models.places import Address, Location, PlaceType
from directory.catalogue.nesting import move_nesting
from directory.catalogue.texts import stated
from directory.catalogue.versions import bump_catalogue_version


def list_unplaced(db: Session) -> Sequence[Location]:
    """The places people can go to that have an address and no position, with their addresses."""
    return db.scalars(
        select(Location)
        .where(
            Location.latitude.is_(None),
            Location.location_type == PlaceType.PHYSICAL.value,
            Location.addresses.any(Address.postal_code != ""),
        )
        .options(selectinload(Location.addresses))
        .order_by(Location.id)
    ).all()


def address_words(location: Location) -> str:
    """The address of a place as it is asked for: street, town and postcode."""
    address = location.addresses[0]
    parts = (address.address_1, address.city, address.postal_code)
    return ", ".join(filter(None, map(stated, parts)))


def place_location(db: Session, location: Location, point: tuple[float, float]) -> None:
    """Set the position of a place, unless it was given one meanwhile. Its services count as changed."""
    now = clock.now()
    placed = db.scalars(
        update(Location)
        .where(Location.id == location.id, Location.latitude.is_(None))
        .values(latitude=point[0], longitude=point[1], last_modified=now, version=Location.version + 1)
        .returning(Location.id)
    ).all()
    if not placed:
        return
    move_nesting(db, "location", placed, now)
    bump_catalogue_version(db)
