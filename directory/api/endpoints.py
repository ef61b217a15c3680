"""The lists of the feed: for each what it can be asked, how its ids are found, and how its records are written."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from directory.api.answers import Write
from directory.api.finding import find_organizations, find_places, find_services, find_taxonomies, find_terms
from directory.api.lists import Ids
from directory.api.parameters import (
    Filters,
    ListParameters,
    OneOrganizationParameters,
    OrganizationParameters,
    Question,
    RecordParameters,
    ServiceAtLocationParameters,
    ServiceParameters,
    TaxonomyParameters,
    TermParameters,
)
from directory.exchange.representations import organizations, services, terms
from directory.exchange.representations.finishing import Representation


@dataclass(frozen=True)
class Endpoint:
    """A list, and the records in it by id. `brief` writes the records of the list, `whole` those by id."""

    name: str
    table: str
    thing: str
    """What a record is called in a sentence."""
    about: str
    parameters: ListParameters
    find: Callable[[Session, Filters], Ids]
    brief: Write
    whole: Write
    record_parameters: RecordParameters = field(default_factory=RecordParameters)

    def writer(self, question: Question) -> Write:
        """How the records of a list are to be written."""
        if question.minimal:
            return services.minimal_services
        return self.whole if question.full or question.full_service else self.brief

    def record_writer(self, question: Question) -> Write:
        return self.whole


class OrganizationEndpoint(Endpoint):
    """Organizations may be asked for with their services in full."""

    def writer(self, question: Question) -> Write:
        return with_services if question.full_service else super().writer(question)

    def record_writer(self, question: Question) -> Write:
        return with_services if question.full_service else self.whole


def with_services(db: Session, ids: Sequence[uuid.UUID]) -> list[Representation]:
    return organizations.whole_organizations(db, ids, with_whole_services=True)


SERVICES = Endpoint(
    "services",
    "service",
    "service",
    "Activities, groups and help, each with the organisation that runs it",
    ServiceParameters(),
    find_services,
    services.brief_services,
    services.whole_services,
)
SERVICE_AT_LOCATIONS = Endpoint(
    "service_at_locations",
    "service_at_location",
    "service at a location",
    "Where each service happens",
    ServiceAtLocationParameters(),
    find_places,
    services.brief_places,
    services.whole_places,
)
ORGANIZATIONS = OrganizationEndpoint(
    "organizations",
    "organization",
    "organisation",
    "Who runs the services",
    OrganizationParameters(),
    find_organizations,
    organizations.brief_organizations,
    organizations.whole_organizations,
    OneOrganizationParameters(),
)
TAXONOMIES = Endpoint(
    "taxonomies",
    "taxonomy",
    "taxonomy",
    "Vocabularies of which a term is in use",
    TaxonomyParameters(),
    find_taxonomies,
    terms.taxonomies,
    terms.whole_taxonomies,
)
TAXONOMY_TERMS = Endpoint(
    "taxonomy_terms",
    "taxonomy_term",
    "term",
    "Terms in use, and those above them",
    TermParameters(),
    find_terms,
    terms.terms,
    terms.terms,
)
ENDPOINTS = (SERVICES, SERVICE_AT_LOCATIONS, ORGANIZATIONS, TAXONOMIES, TAXONOMY_TERMS)
