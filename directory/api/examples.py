"""The record that the reference shows: fictional, and written by the same code as every other."""

import uuid
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import msgspec

from directory.api.endpoints import Endpoint
from directory.catalogue.history.record_rows import TABLES
from directory.exchange.representations import organizations, services, terms
from directory.exchange.representations.finishing import Representation
from directory.exchange.representations.gathering import Depth, Gathering
from directory.exchange.representations.services import whole_service
from directory.exchange.representations.writing import represent

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://lynchpin.example/examples")


def key(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)


BRIEF: dict[str, Depth] = {
    "services": services.BRIEF,
    "service_at_locations": services.PLACE_BRIEF,
    "organizations": organizations.BRIEF,
    "taxonomies": terms.TAXONOMY,
    "taxonomy_terms": terms.TERM,
}
WHOLE: dict[str, Depth] = BRIEF | {
    "service_at_locations": services.PLACE_WHOLE,
    "organizations": organizations.WHOLE,
}
ROWS: dict[str, dict[str, Any]] = {
    "service": {
        "name": "Walk and talk",
        "description": "A gentle walk by the canal, and a cup of tea afterwards.",
        "easy_read": "We walk by the canal.\nWe walk slowly.\nThen we drink tea.",
        "status": "active",
        "url": "https://becklane.example/walks",
        "email": "walks@becklane.example",
        "minimum_age": 18,
        "eligibility_description": "For anybody who can walk for half an hour.",
        "application_process": "Just come along.",
        "cost_help": "Ask us about free places.",
        "assured_date": date(2026, 3, 2),
        "last_modified": datetime(2026, 3, 1, 9, tzinfo=UTC),
        "organization_id": key("organization"),
    },
    "organization": {
        "name": "Beck Lane Community Centre",
        "description": "A centre run by people who live near it.",
        "website": "https://becklane.example",
        "last_modified": datetime(2026, 3, 1, 9, tzinfo=UTC),
    },
    "organization_identifier": {
        "organization_id": key("organization"),
        "identifier_scheme": "GB-CHC",
        "identifier_type": "Charity number",
        "identifier": "0000000",
    },
    "service_at_location": {"service_id": key("service"), "location_id": key("location")},
    "location": {
        "location_type": "physical",
        "name": "Beck Lane Community Centre",
        "latitude": 53.78,
        "longitude": -1.55,
        "last_modified": datetime(2026, 3, 1, 9, tzinfo=UTC),
    },
    "address": {
        "location_id": key("location"),
        "address_1": "1 Beck Lane",
        "city": "Larkenshaw",
        "state_province": "West Yorkshire",
        "postal_code": "LS11 8ND",
        "country": "GB",
        "address_type": "physical",
    },
    "accessibility": {"location_id": key("location"), "description": "Step-free entrance"},
    "schedule": {
        "service_at_location_id": key("service_at_location"),
        "freq": "WEEKLY",
        "byday": "TU",
        "opens_at": time(10, 30),
        "closes_at": time(12),
        "attending_type": "venue",
    },
    "phone": {"service_id": key("service"), "number": "0113 496 0000", "type": "voice"},
    "cost_option": {"service_id": key("service"), "option": "Everyone", "amount_pence": 150},
    "service_capacity": {
        "service_id": key("service"),
        "room": "has room",
        "unit": "places",
        "available": 4,
        "updated": datetime(2026, 3, 2, 9, tzinfo=UTC),
    },
    "attribute": {
        "link_id": key("service"),
        "link_entity": "service",
        "link_type": "service_type",
        "taxonomy_term_id": key("taxonomy_term"),
    },
    "taxonomy_term": {
        "code": "walking",
        "name": "Walking",
        "description": "Walks for company and health",
        "taxonomy_id": key("taxonomy"),
    },
    "taxonomy": {"name": "Interests", "description": "What people like to do"},
}


def example_id(endpoint: Endpoint) -> uuid.UUID:
    """The id by which the record of the examples is asked for."""
    return key(endpoint.table)


@cache
def example_rows() -> Gathering:
    """The example as the database would give it."""
    found = Gathering()
    for table, values in ROWS.items():
        found.add(table, [dict.fromkeys(TABLES[table].c.keys()) | {"id": key(table)} | values])
    return found


def brief_example(endpoint: Endpoint) -> Any:
    """The example as a list gives it, in plain JSON values."""
    return in_json(represented(endpoint, BRIEF[endpoint.name]))


def whole_example(endpoint: Endpoint) -> Any:
    """The example as it is by id."""
    found = example_rows()
    if endpoint.name == "services":
        return in_json(whole_service(found, found.rows["service"][key("service")]))
    return in_json(represented(endpoint, WHOLE[endpoint.name]))


def represented(endpoint: Endpoint, depth: Depth) -> Representation:
    found, table = example_rows(), endpoint.table
    return represent(found, table, found.rows[table][key(table)], depth)


def in_json(record: Representation) -> Any:
    return msgspec.to_builtins(record)
