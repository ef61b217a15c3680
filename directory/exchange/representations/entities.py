"""Every kind of record that is published, and its fields in the order in which they are written.

A field that is not named here never leaves: a new column of the catalogue is private until somebody adds it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.exchange.representations.finishing import (
    Representation,
    Row,
    finish_access,
    finish_address,
    finish_area,
    finish_capacity,
    finish_cost,
    finish_described,
    finish_identifier,
    finish_language,
    finish_schedule,
    finish_service,
    finish_term,
    leave,
)
from directory.exchange.representations.values import (
    write_country,
    write_currency,
    write_degrees,
    write_description,
    write_email,
    write_extent_type,
    write_language_code,
    write_line,
    write_moment,
    write_phone_type,
    write_text,
    write_url,
    write_wall_time,
)

Write = Callable[[Any], Any]
Finish = Callable[[Row, Representation], None]


def as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True)
class Entity:
    """One kind of record: its table, the writer of each field, what it owns and what it refers to.

    `owned` names for each list its table and the column there that holds this record's id; `nested` for each nested
    record its table and our own column. `finish` adds what follows from several columns, and from those of `reads`,
    which are not published as they are. A record that lacks what it `needs` says nothing and is left out.
    """

    table: str
    fields: Mapping[str, Write]
    reads: tuple[str, ...] = ()
    needs: str = "id"
    owned: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    nested: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    finish: Finish = leave


def plain(*names: str) -> dict[str, Write]:
    return dict.fromkeys(names, as_it_is)


def lines(*names: str) -> dict[str, Write]:
    return dict.fromkeys(names, write_line)


def texts(*names: str) -> dict[str, Write]:
    return dict.fromkeys(names, write_text)


DESCRIPTION: dict[str, Write] = {"description": write_description}
ID = plain("id")

ENTITIES = {
    each.table: each
    for each in (
        Entity(
            "service",
            ID
            | plain("organization_id", "program_id")
            | lines("name", "alternate_name")
            | DESCRIPTION
            | texts("easy_read")
            | {"url": write_url, "email": write_email}
            | plain("status")
            | texts("alert", "fees", "fees_description", "cost_help", "accreditations", "licenses")
            | texts("eligibility_description")
            | plain("minimum_age", "maximum_age")
            | texts("application_process", "wait_time", "interpretation_services")
            | plain("assured_date")
            | {"last_modified": write_moment},
            reads=("assurer_email", "closed_from", "back_on"),
            owned={
                "service_at_locations": ("service_at_location", "service_id"),
                "schedules": ("schedule", "service_id"),
                "contacts": ("contact", "service_id"),
                "phones": ("phone", "service_id"),
                "languages": ("language", "service_id"),
                "cost_options": ("cost_option", "service_id"),
                "funding": ("funding", "service_id"),
                "service_areas": ("service_area", "service_id"),
                "required_documents": ("required_document", "service_id"),
                "capacities": ("service_capacity", "service_id"),
                "additional_urls": ("web_address", "service_id"),
            },
            nested={"organization": ("organization", "organization_id"), "program": ("program", "program_id")},
            finish=finish_service,
        ),
        Entity(
            "organization",
            ID
            | lines("name", "alternate_name")
            | DESCRIPTION
            | {"email": write_email, "website": write_url, "logo": write_url, "uri": write_url}
            | lines("legal_status", "tax_status", "tax_id")
            | plain("year_incorporated", "parent_organization_id"),
            reads=("last_modified",),
            owned={
                "organization_identifiers": ("organization_identifier", "organization_id"),
                "phones": ("phone", "organization_id"),
                "contacts": ("contact", "organization_id"),
                "funding": ("funding", "organization_id"),
                "additional_websites": ("web_address", "organization_id"),
                "services": ("service", "organization_id"),
            },
            finish=finish_described,
        ),
        Entity(
            "organization_identifier",
            ID | plain("organization_id") | lines("identifier_scheme", "identifier_type", "identifier"),
            needs="identifier",
            finish=finish_identifier,
        ),
        Entity(
            "program",
            ID | plain("organization_id") | lines("name", "alternate_name") | DESCRIPTION,
            finish=finish_described,
        ),
        Entity(
            "service_at_location",
            ID | plain("service_id", "location_id") | DESCRIPTION,
            owned={
                "contacts": ("contact", "service_at_location_id"),
                "phones": ("phone", "service_at_location_id"),
                "schedules": ("schedule", "service_at_location_id"),
                "service_areas": ("service_area", "service_at_location_id"),
            },
            nested={"location": ("location", "location_id"), "service": ("service", "service_id")},
        ),
        Entity(
            "location",
            ID
            | plain("location_type", "organization_id")
            | lines("name", "alternate_name")
            | DESCRIPTION
            | texts("transportation")
            | {"url": write_url, "latitude": write_degrees, "longitude": write_degrees}
            | lines("external_identifier", "external_identifier_type"),
            reads=("last_modified", "hides_address"),
            owned={
                "addresses": ("address", "location_id"),
                "accessibility": ("accessibility", "location_id"),
                "phones": ("phone", "location_id"),
                "contacts": ("contact", "location_id"),
                "schedules": ("schedule", "location_id"),
                "languages": ("language", "location_id"),
            },
        ),
        Entity(
            "address",
            ID
            | plain("location_id")
            | lines("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code")
            | {"country": write_country}
            | plain("address_type"),
            finish=finish_address,
        ),
        Entity(
            "accessibility",
            ID | plain("location_id") | texts("accessibility") | DESCRIPTION | texts("details") | {"url": write_url},
            finish=finish_access,
        ),
        Entity(
            "contact",
            ID
            | plain("organization_id", "service_id", "service_at_location_id", "location_id")
            | lines("name", "title", "department")
            | {"email": write_email},
            owned={"phones": ("phone", "contact_id")},
        ),
        Entity(
            "phone",
            ID
            | plain("organization_id", "service_id", "service_at_location_id", "location_id", "contact_id")
            | lines("number", "extension")
            | {"type": write_phone_type}
            | DESCRIPTION,
            needs="number",
            owned={"languages": ("language", "phone_id")},
        ),
        Entity(
            "web_address",
            ID | plain("organization_id", "service_id") | lines("label") | {"url": write_url},
            needs="url",
        ),
        Entity(
            "language",
            ID
            | plain("service_id", "location_id", "phone_id")
            | lines("name")
            | {"code": write_language_code}
            | texts("note"),
            finish=finish_language,
        ),
        Entity(
            "schedule",
            ID
            | plain("service_id", "location_id", "service_at_location_id", "valid_from", "valid_to", "dtstart", "until")
            | plain("count", "freq", "interval", "wkst", "byday", "bymonthday", "byweekno", "byyearday")
            | DESCRIPTION
            | {"opens_at": write_wall_time, "closes_at": write_wall_time, "schedule_link": write_url}
            | lines("attending_type")
            | texts("notes"),
            owned={
                "exceptions": ("schedule_exception", "schedule_id"),
                "observances": ("schedule_observance", "schedule_id"),
            },
            finish=finish_schedule,
        ),
        Entity(
            "schedule_exception",
            ID
            | plain("schedule_id", "kind", "starts_on", "ends_on")
            | {"opens_at": write_wall_time, "closes_at": write_wall_time}
            | texts("reason"),
        ),
        Entity("schedule_observance", ID | plain("schedule_id", "calendar", "observance")),
        Entity(
            "cost_option",
            ID
            | plain("service_id", "valid_from", "valid_to")
            | lines("option")
            | {"currency": write_currency}
            | texts("amount_description"),
            reads=("amount_pence",),
            finish=finish_cost,
        ),
        Entity("funding", ID | plain("organization_id", "service_id") | texts("source")),
        Entity(
            "service_area",
            ID
            | plain("service_id", "service_at_location_id")
            | lines("name", "service_area")
            | DESCRIPTION
            | plain("extent")
            | {"extent_type": write_extent_type, "uri": write_url},
            finish=finish_area,
        ),
        Entity("required_document", ID | plain("service_id") | texts("document") | {"uri": write_url}),
        Entity(
            "service_capacity",
            ID
            | plain("service_id")
            | lines("unit")
            | plain("available", "maximum")
            | DESCRIPTION
            | {"updated": write_moment},
            reads=("room", "until", "unit_id", "unit_scheme", "unit_identifier", "unit_uri"),
            finish=finish_capacity,
        ),
        Entity(
            "attribute",
            ID
            | plain("link_id", "link_entity")
            | lines("link_type", "label")
            | texts("value")
            | plain("taxonomy_term_id"),
            nested={"taxonomy_term": ("taxonomy_term", "taxonomy_term_id")},
        ),
        Entity(
            "taxonomy_term",
            ID
            | lines("code", "name")
            | DESCRIPTION
            | lines("term")
            | plain("parent_id", "taxonomy_id")
            | {"term_uri": write_url}
            | lines("language"),
            nested={"taxonomy_detail": ("taxonomy", "taxonomy_id")},
            finish=finish_term,
        ),
        Entity(
            "taxonomy",
            ID | lines("name") | DESCRIPTION | {"uri": write_url} | lines("version"),
            finish=finish_described,
        ),
    )
}
