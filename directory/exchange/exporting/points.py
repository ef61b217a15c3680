"""The places of services as points on a map (GeoJSON, RFC 7946)."""

import uuid
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec
from sqlalchemy.orm import Session

from directory.catalogue.texts import stated
from directory.exchange.representations.gathering import Depth, Gathering, gather

DEPTH: Depth = frozenset(
    {
        "service.organization",
        "service.service_at_locations",
        "service_at_location.location",
        "location.addresses",
    }
)
ADDRESS = ("address_1", "address_2", "city", "postal_code")
encode = msgspec.json.Encoder().encode


def write_points(db: Session, file: IO[bytes], some: Iterable[list[uuid.UUID]]) -> int:
    """Write a feature for each place whose position is known; how many there were."""
    count = 0
    file.write(b'{"type":"FeatureCollection","features":[')
    for ids in some:
        for feature in features_of(gather(db, {"service": ids}, DEPTH)):
            file.write((b",\n" if count else b"\n") + encode(feature))
            count += 1
    file.write(b"\n]}\n")
    return count


def features_of(found: Gathering) -> Iterator[dict[str, Any]]:
    for key, place in sorted(found.rows["service_at_location"].items()):
        location = found.rows["location"].get(place["location_id"])
        if location is None or location["latitude"] is None:
            continue
        service = found.rows["service"][place["service_id"]]
        group = found.rows["organization"].get(service["organization_id"])
        said = {
            "service_id": str(service["id"]),
            "name": service["name"],
            "organization": group["name"] if group else None,
            "place": location["name"],
            "address": address_words(found, location["id"]),
            "status": service["status"],
        }
        # The order of the format is longitude before latitude.
        point = {"type": "Point", "coordinates": [round(location["longitude"], 6), round(location["latitude"], 6)]}
        yield {
            "type": "Feature",
            "id": str(key),
            "geometry": point,
            "properties": {name: value for name, value in said.items() if value},
        }


def address_words(found: Gathering, location_id: uuid.UUID) -> str:
    address = next(iter(found.owned["address", "location_id"].get(location_id, ())), {})
    return ", ".join(filter(None, (stated(address.get(each)) for each in ADDRESS)))
