"""What a search asks for along with its matches: what these refer to, and what refers to them."""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from directory.api.fhir.grammar import read_reference
from directory.api.fhir.searching import Search
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.publishing import published, told_locations
from directory.exchange.fhir.reading import HEALTHCARE_SERVICE, KINDS, LOCATION, ORGANIZATION, Kind, read_resources
from directory.exchange.fhir.values import Element, Resource

# A council may run thousands of services; so many are given along with a page, and the answer says if there are more.
MOST_INCLUDED = 500

REFERENCES: dict[str, tuple[Kind, Callable[[Resource], list[Element]]]] = {
    "HealthcareService:organization": (ORGANIZATION, lambda resource: [resource["providedBy"]]),
    "HealthcareService:location": (LOCATION, lambda resource: resource.get("location", [])),
    "Organization:partof": (ORGANIZATION, lambda resource: [resource["partOf"]] if "partOf" in resource else []),
    "Location:organization": (
        ORGANIZATION,
        lambda resource: [resource["managingOrganization"]] if "managingOrganization" in resource else [],
    ),
}


def services_of(organizations: Sequence[uuid.UUID]) -> Select[uuid.UUID]:
    return select(Service.id).where(published(), Service.organization_id.in_(organizations)).order_by(Service.id)


def places_of(organizations: Sequence[uuid.UUID]) -> Select[uuid.UUID]:
    wanted = select(Location.id).where(told_locations(), Location.organization_id.in_(organizations))
    return wanted.order_by(Location.id)


def services_at(locations: Sequence[uuid.UUID]) -> Select[uuid.UUID]:
    there = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(locations))
    return select(Service.id).where(published(), Service.id.in_(there)).order_by(Service.id)


REFERRING: dict[str, tuple[Kind, Callable[[Sequence[uuid.UUID]], Select[uuid.UUID]]]] = {
    "HealthcareService:organization": (HEALTHCARE_SERVICE, services_of),
    "Location:organization": (LOCATION, places_of),
    "HealthcareService:location": (HEALTHCARE_SERVICE, services_at),
}


def included(db: Session, search: Search, matches: Sequence[Resource], today: date) -> tuple[list[Resource], bool]:
    """The resources that go with the matches, each once, and whether that is all of them."""
    wanted: dict[str, dict[uuid.UUID, None]] = {name: {} for name in KINDS}
    for kind, ids in (*referred(search, matches), *referring(db, search, matches)):
        wanted[kind.name].update(dict.fromkeys(ids))
    for each in matches:
        wanted[each["resourceType"]].pop(uuid.UUID(each["id"]), None)
    everything = [(KINDS[name], key) for name, keys in wanted.items() for key in keys]
    given: Mapping[str, list[uuid.UUID]] = {name: [] for name in KINDS}
    for kind, key in everything[:MOST_INCLUDED]:
        given[kind.name].append(key)
    found = [each for name, ids in given.items() for each in read_resources(db, KINDS[name], ids, today)]
    return found, len(everything) <= MOST_INCLUDED


def referred(search: Search, matches: Sequence[Resource]) -> Iterator[tuple[Kind, Iterable[uuid.UUID]]]:
    for name in search.include:
        kind, references = REFERENCES[name]
        named = [each["reference"] for resource in matches for each in references(resource)]
        yield kind, [key for each in named if (key := read_reference(each, kind.name))]


def referring(db: Session, search: Search, matches: Sequence[Resource]) -> Iterator[tuple[Kind, Iterable[uuid.UUID]]]:
    ids = [uuid.UUID(each["id"]) for each in matches]
    for name in search.revinclude:
        kind, select_from = REFERRING[name]
        yield kind, db.scalars(select_from(ids).limit(MOST_INCLUDED + 1))
