"""The search parameters of R4 that the catalogue can answer: one table for search, statement and page."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.api.examples import key
from directory.api.fhir import conditions
from directory.api.fhir.conditions import Judge
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import published, published_organizations, told_locations
from directory.exchange.fhir.healthcare_service import CHARACTERISTICS
from directory.exchange.fhir.reading import HEALTHCARE_SERVICE, LOCATION, ORGANIZATION, Kind

DEFINITIONS = "http://hl7.org/fhir/SearchParameter/"
STRING_MODIFIERS = ("contains", "exact")


@dataclass(frozen=True)
class Parameter:
    """One parameter: its type in FHIR, what it leaves, and how it is described. `choose` is for what is judged here."""

    name: str
    type: str
    about: str
    example: str
    judge: Judge | None = None
    choose: Callable[[Session, str], set[bytes]] | None = None
    modifiers: tuple[str, ...] = ()
    definition: str = ""


@dataclass(frozen=True)
class Searched:
    """A kind of resource as it is searched: which records are published, and what they can be asked."""

    kind: Kind
    about: str
    key: InstrumentedAttribute[uuid.UUID]
    published: Callable[[], ColumnElement[bool]]
    parameters: Mapping[str, Parameter]
    includes: tuple[str, ...]
    revincludes: tuple[str, ...] = ()


def parameters(
    kind: Kind, *own: Parameter, model: type[Service] | type[Organization] | type[Location]
) -> dict[str, Parameter]:
    """The parameters of a kind, with those that every kind has."""
    common = (
        Parameter(
            "_id",
            "token",
            "Resources with this id.",
            str(key(kind.table)),
            conditions.by_id(model.id),
            definition=f"{DEFINITIONS}Resource-id",
        ),
        Parameter(
            "_lastUpdated",
            "date",
            "Resources that last changed then; before it, ge, gt, le or lt.",
            "ge2026-03-01",
            conditions.by_moment(model.last_modified),
            definition=f"{DEFINITIONS}Resource-lastUpdated",
        ),
    )
    return {each.name: each for each in (*common, *own)}


def string(name: str, about: str, example: str, judge: Judge) -> Parameter:
    told = f"{about} that begins with this, in capitals or not. With :contains, that holds it; with :exact, just this."
    return Parameter(name, "string", told, example, judge, modifiers=STRING_MODIFIERS)


def token(name: str, about: str, example: str, judge: Judge) -> Parameter:
    return Parameter(name, "token", about, example, judge)


def refers(name: str, about: str, example: str, judge: Judge) -> Parameter:
    return Parameter(name, "reference", about, example, judge)


OUR_IDENTIFIER = f"urn:ietf:rfc:3986|{key('service').urn}"
AN_ORGANIZATION = f"Organization/{key('organization')}"

SERVICES = Searched(
    HEALTHCARE_SERVICE,
    "Activities, groups and help",
    Service.id,
    published,
    parameters(
        HEALTHCARE_SERVICE,
        string("name", "Services with a name", "walk", conditions.by_text(Service.name)),
        token("identifier", "The service with this identifier.", OUR_IDENTIFIER, conditions.by_service_identifier),
        token(
            "active",
            "true for services that run, false for those that are closed.",
            "true",
            conditions.by_running,
        ),
        refers(
            "organization",
            "Services of this organisation.",
            AN_ORGANIZATION,
            conditions.by_reference(Service.organization_id, "Organization"),
        ),
        refers(
            "location", "Services that happen at this place.", f"Location/{key('location')}", conditions.by_location
        ),
        token(
            "service-type",
            "Services with this term as a type: system|code, or the code alone.",
            "walking",
            conditions.by_term(Service.id, "service", "service_type"),
        ),
        token(
            "service-category", "Services with a type at or beneath this top term.", "walking", conditions.by_category
        ),
        token(
            "characteristic",
            "Services with this term: a need they meet, or what access is like.",
            "loneliness",
            conditions.by_term(Service.id, "service", *CHARACTERISTICS),
        ),
        model=Service,
    ),
    includes=("HealthcareService:organization", "HealthcareService:location"),
)
ORGANIZATIONS = Searched(
    ORGANIZATION,
    "Who runs the services",
    Organization.id,
    published_organizations,
    parameters(
        ORGANIZATION,
        string(
            "name",
            "Organisations with a name, or another name,",
            "beck",
            conditions.by_text(Organization.name, Organization.alternate_name),
        ),
        token(
            "identifier",
            "The organisation registered under this number: system|number, or the number alone.",
            "http://org-id.guide/list/GB-CHC|0000000",
            conditions.by_organization_identifier,
        ),
        token(
            "active",
            "All organisations here are active, so that false leaves none.",
            "true",
            conditions.by_flag(true()),
        ),
        token(
            "type",
            "Organisations with this term as their type.",
            "charity",
            conditions.by_term(Organization.id, "organization", "organization_type"),
        ),
        refers(
            "partof",
            "Organisations that are part of this one.",
            AN_ORGANIZATION,
            conditions.by_reference(Organization.parent_organization_id, "Organization"),
        ),
        model=Organization,
    ),
    includes=("Organization:partof",),
    revincludes=("HealthcareService:organization", "Location:organization"),
)
LOCATIONS = Searched(
    LOCATION,
    "Where services happen",
    Location.id,
    told_locations,
    parameters(
        LOCATION,
        string(
            "name",
            "Places with a name, or another name,",
            "hall",
            conditions.by_text(Location.name, Location.alternate_name),
        ),
        token(
            "identifier",
            "The place with this number, such as its UPRN.",
            "100012345678",
            conditions.by_location_identifier,
        ),
        token(
            "status",
            "All places here are active, so that any other status leaves none.",
            "active",
            conditions.by_status,
        ),
        refers(
            "organization",
            "Places that this organisation looks after.",
            AN_ORGANIZATION,
            conditions.by_reference(Location.organization_id, "Organization"),
        ),
        string("address-city", "Places in a town", "Larkenshaw", conditions.by_address(Address.city)),
        string("address-postalcode", "Places with a postcode", "LS11", conditions.by_postcode),
        Parameter(
            "near",
            "special",
            "Places within a distance in a straight line: latitude|longitude|distance|unit. Units are km, m and mi;"
            " without a distance it is 10 km.",
            "53.78|-1.55|2|km",
            choose=conditions.within_circle,
        ),
        model=Location,
    ),
    includes=("Location:organization",),
    revincludes=("HealthcareService:location",),
)
SEARCHED = (SERVICES, ORGANIZATIONS, LOCATIONS)
