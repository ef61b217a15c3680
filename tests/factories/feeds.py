"""Files of Open Referral UK services for tests."""

import gzip
import json
import uuid
from pathlib import Path
from typing import Any

NAMESPACE = uuid.UUID("00000000-0000-0000-0000-00000000feed")
Record = dict[str, Any]


def feed_id(*names: object) -> str:
    """The id by which the feeds of the tests call a thing."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, names))))


def feed_service(number: int = 1, **more: Any) -> Record:
    """A service as a feed gives it, with a record of nearly every kind; None leaves a field out."""
    service: Record = {
        "id": feed_id("service", number),
        "name": f"Tea and talk {number}",
        "description": "Tea, <strong>talk</strong> and a quiz.",
        "status": "active",
        "minimum_age": 18,
        "url": "example.org/tea",
        "last_modified": "2026-03-01T09:00:00.000Z",
        "organization": feed_organization(number),
        "service_at_locations": [feed_place(number)],
        "schedules": [feed_schedule(number)],
        "contacts": [{"id": feed_id("contact", number), "name": "The warden", "phones": [feed_phone(number)]}],
        "cost_options": [{"id": feed_id("cost", number), "option": "Everyone", "amount": 1.5}],
        "languages": [{"id": feed_id("language", number), "code": "cy"}],
        "funding": [{"id": feed_id("funding", number), "source": "The parish"}],
        "service_areas": [{"id": feed_id("area", number), "service_area": "Leeds"}],
        "attributes": [feed_attribute(number)],
    } | more
    return {name: value for name, value in service.items() if value is not None}


def feed_organization(number: int = 1, **more: Any) -> Record:
    identifier = {"id": feed_id("identifier", number), "identifier_type": "Charity number", "identifier": "100"}
    return {
        "id": feed_id("organization", number),
        "name": f"Parish {number}",
        "description": "A parish.",
        "organization_identifiers": [identifier],
    } | more


def feed_place(number: int = 1, **more: Any) -> Record:
    address = {
        "id": feed_id("address", number),
        "address_1": "1 Beck Lane",
        "city": "Leeds",
        "state_province": "West Yorkshire",
        "postal_code": "LS11 8ND",
        "country": "GB",
        "address_type": "physical",
    }
    location = {
        "id": feed_id("location", number),
        "location_type": "physical",
        "latitude": 53.78,
        "longitude": -1.55,
        "addresses": [address],
        "accessibility": [{"id": feed_id("access", number), "description": "A ramp"}],
    }
    return {"id": feed_id("place", number), "location": location | more}


def feed_schedule(number: int = 1, **more: Any) -> Record:
    times = {"freq": "WEEKLY", "byday": "TU", "opens_at": "10:30", "closes_at": "12:00:00Z"}
    return {"id": feed_id("schedule", number)} | times | more


def feed_phone(number: int = 1, **more: Any) -> Record:
    return {"id": feed_id("phone", number), "number": "0113 496 0000", "type": "voice"} | more


def feed_attribute(number: int = 1, *, term: str = "Walking", **more: Any) -> Record:
    taxonomy = {"id": feed_id("taxonomy"), "name": "Activities"}
    nested = {"id": feed_id("term", term), "name": term, "code": term.upper(), "taxonomy": taxonomy}
    return {"id": feed_id("attribute", number, term), "link_type": "service_type", "taxonomy_term": nested} | more


def write_lines(path: Path, *records: Record | bytes) -> Path:
    """An ndjson file of records; bytes stand in it as they are. Packed where the name ends with gz."""
    lines = b"\n".join(each if isinstance(each, bytes) else json.dumps(each).encode() for each in records)
    path.write_bytes(gzip.compress(lines) if path.suffix == ".gz" else lines + b"\n")
    return path
