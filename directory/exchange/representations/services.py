"""Services, and services at their locations, as lists and single answers give them."""

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import EVERYTHING, Depth, Gathering, gather
from directory.exchange.representations.values import write_moment
from directory.exchange.representations.writing import represent, represent_all

BRIEF: Depth = frozenset({"service.organization"})
# The profile knows the schedules of a service alone; those of its places stand there too, and nowhere twice.
WHOLE: Depth = EVERYTHING - {"service_at_location.service", "service_at_location.schedules", "organization.services"}
PLACE_BRIEF: Depth = frozenset(
    {"service_at_location.location", "service_at_location.service", "location.addresses", "service.organization"}
)
PLACE_WHOLE: Depth = EVERYTHING - {"service.service_at_locations", "organization.services"}


def brief_services(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Services with their own fields and their organization, in the order of their ids as given."""
    found = gather(db, {"service": ids}, BRIEF)
    return [represent(found, "service", row, BRIEF) for row in in_order(found, "service", ids)]


def whole_services(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Services with everything that hangs on them."""
    found = gather(db, {"service": ids}, WHOLE | {"service_at_location.schedules"})
    return [whole_service(found, row) for row in in_order(found, "service", ids)]


def whole_service(found: Gathering, row: Row) -> Representation:
    service = represent(found, "service", row, WHOLE)
    places = found.owned["service_at_location", "service_id"].get(row["id"], ())
    schedules = [
        schedule
        for place in places
        for schedule in represent_all(
            found, "schedule", found.owned["schedule", "service_at_location_id"].get(place["id"], ()), WHOLE
        )
    ]
    if schedules:
        service["schedules"] = [
            *service.get("schedules", ()),
            *({**each, "service_id": row["id"]} for each in schedules),
        ]
    return service


def minimal_services(db: Session, ids: Collection[uuid.UUID]) -> list[Representation]:
    """Only ids and when each last changed: enough to see what a copy lacks."""
    wanted = select(Service.id, Service.last_modified).where(Service.id.in_(ids)).order_by(Service.id)
    return [{"id": key, "last_modified": write_moment(moved)} for key, moved in db.execute(wanted)]


def brief_places(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Services at locations with the address and the service's own fields."""
    return places_to(db, ids, PLACE_BRIEF)


def whole_places(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    """Services at locations with everything about the location and the service."""
    return places_to(db, ids, PLACE_WHOLE)


def places_to(db: Session, ids: Sequence[uuid.UUID], depth: Depth) -> list[Representation]:
    services = db.scalars(select(ServiceAtLocation.service_id).where(ServiceAtLocation.id.in_(ids)))
    found = gather(db, {"service_at_location": ids, "service": list(services)}, depth)
    return [represent(found, "service_at_location", row, depth) for row in in_order(found, "service_at_location", ids)]


def in_order(found: Gathering, table: str, ids: Sequence[uuid.UUID]) -> list[Row]:
    """The rows of these ids, in their order. A record that went away meanwhile is left out."""
    rows = found.rows[table]
    return [rows[key] for key in ids if key in rows]
