"""Reading the catalogue."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import LoaderOption

from directory.catalogue.models.contacts import Contact
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.photographs import Photograph, Picture
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation, ServiceStatus, Stage
from directory.catalogue.models.sources import CatalogueState
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.catalogue.publishing import published, published_organizations
from directory.errors import NotFound
from directory.translation import gettext

# More activities of one organization than a page can show are found by searching.
MOST_OF_ONE = 100


def catalogue_version(db: Session) -> int:
    """The number that grows with each change to the catalogue; 0 for one that was never filled."""
    return db.scalar(select(CatalogueState.version)) or 0


def count_services(db: Session) -> int:
    """How many services there are, open or not."""
    return db.scalar(select(func.count()).select_from(Service)) or 0


# One of the two comes in the statement of the schedules: both would bring each of the one with each of the other.
WITH_EXCEPTIONS = (joinedload(Schedule.exceptions), selectinload(Schedule.observances))


def for_cards() -> tuple[LoaderOption, ...]:
    """What a list of services shows: who runs it, when, where, at what cost, and whether there is room."""
    return (selectinload(Service.cost_options), *for_cards_but_costs())


def for_cards_but_costs() -> tuple[LoaderOption, ...]:
    return (
        joinedload(Service.organization),
        selectinload(Service.schedules).options(*WITH_EXCEPTIONS),
        selectinload(Service.capacities),
        selectinload(Service.places).options(
            selectinload(ServiceAtLocation.schedules).options(*WITH_EXCEPTIONS),
            joinedload(ServiceAtLocation.location).options(joinedload(Location.addresses)),
        ),
    )


def for_page() -> tuple[LoaderOption, ...]:
    """What the page of one service shows: everything about it."""
    return (
        *for_cards(),
        joinedload(Service.organization).options(
            selectinload(Organization.phones), selectinload(Organization.additional_websites)
        ),
        selectinload(Service.places).options(
            joinedload(ServiceAtLocation.location).options(selectinload(Location.accessibility))
        ),
        selectinload(Service.contacts).options(selectinload(Contact.phones)),
        selectinload(Service.phones),
        selectinload(Service.additional_urls),
        selectinload(Service.languages),
        selectinload(Service.required_documents),
        selectinload(Service.service_areas),
        selectinload(Service.photographs).options(joinedload(Photograph.picture).options(selectinload(Picture.files))),
        selectinload(Service.attributes).options(joinedload(Attribute.term).options(joinedload(TaxonomyTerm.taxonomy))),
    )


def for_organization_page() -> tuple[LoaderOption, ...]:
    """What the page of one organization shows: everything about it but its services."""
    return (
        selectinload(Organization.identifiers),
        selectinload(Organization.contacts).options(selectinload(Contact.phones)),
        selectinload(Organization.phones),
        selectinload(Organization.additional_websites),
    )


def get_service(db: Session, service_id: uuid.UUID) -> Service:
    """A service with everything its page shows. Raises NotFound."""
    service = db.scalar(select(Service).where(Service.id == service_id).options(*for_page()))
    if service is None:
        raise NotFound(gettext("There is no such activity."))
    return service


def get_published_service(db: Session, service_id: uuid.UUID) -> Service:
    """A service that everybody may see, with everything its page shows. Raises NotFound."""
    service = get_service(db, service_id)
    if service.stage == Stage.ARCHIVED:
        raise NotFound(gettext("This activity is no longer listed."))
    if service.stage != Stage.PUBLISHED:
        raise NotFound(gettext("There is no such activity."))
    return service


def get_published_organization(db: Session, organization_id: uuid.UUID) -> Organization:
    """An organization that everybody may see, with everything its page shows. Raises NotFound."""
    is_it = (Organization.id == organization_id, published_organizations())
    organization = db.scalar(select(Organization).where(*is_it).options(*for_organization_page()))
    if organization is None:
        raise NotFound("There is no such organisation.")
    return organization


def list_services_of(db: Session, organization_id: uuid.UUID) -> Sequence[Service]:
    """The published services of an organization that have not ended, by name, with what a list of them shows."""
    offered = (Service.organization_id == organization_id, published(), Service.status != ServiceStatus.DEFUNCT)
    return db.scalars(
        select(Service).where(*offered).options(*for_cards()).order_by(Service.name, Service.id).limit(MOST_OF_ONE)
    ).all()


def services_by_id(db: Session, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Service]:
    """Services with what a list of them shows, by id. Unknown ids are left out."""
    found = db.scalars(select_for_cards(), {"ids": list(ids)}).unique()
    return {service.id: service for service in found}


@cache
def select_for_cards() -> Select[Service]:
    """Services of some `ids`, made ready once: every list of results asks for them."""
    wanted = Service.id.in_(bindparam("ids", expanding=True))
    return select(Service).where(wanted).options(joinedload(Service.cost_options), *for_cards_but_costs())


def services_in_full(db: Session, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Service]:
    """Published services with everything about them, by id. Unknown ids are left out."""
    wanted = select(Service).where(Service.id.in_(ids), published()).options(*for_page())
    return {service.id: service for service in db.scalars(wanted)}


def locations_by_id(db: Session, ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Location]:
    """Places with their addresses, by id. Unknown ids are left out."""
    found = db.scalars(select(Location).where(Location.id.in_(ids)).options(selectinload(Location.addresses))).all()
    return {location.id: location for location in found}


def list_terms(db: Session, taxonomy_id: uuid.UUID) -> Sequence[TaxonomyTerm]:
    """The terms of a taxonomy, by name."""
    return db.scalars(
        select(TaxonomyTerm).where(TaxonomyTerm.taxonomy_id == taxonomy_id).order_by(TaxonomyTerm.name)
    ).all()


def find_services_named(db: Session, words: str, limit: int = 10) -> Sequence[Service]:
    """Published services whose name, or whose organization's name, holds these words."""
    return db.scalars(
        select(Service)
        .join(Organization)
        .where(published())
        .where(Service.name.icontains(words, autoescape=True) | Organization.name.icontains(words, autoescape=True))
        .options(joinedload(Service.organization))
        .order_by(Service.name)
        .limit(limit)
    ).all()
