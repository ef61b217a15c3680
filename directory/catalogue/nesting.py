"""Which services nest a record: the standard counts a change of anything nested as a change of the service."""

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select, update
from sqlalchemy.orm import Session

from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm


def list_nesting(db: Connection, entity: str, ids: Collection[uuid.UUID]) -> list[uuid.UUID]:
    """The services that nest any of these records."""
    return list(db.scalars(select(Service.id).where(nests(entity, ids)).order_by(Service.id))) if ids else []


def move_services(db: Connection, services: Collection[uuid.UUID], moment: datetime) -> None:
    """Say of services that they changed, for something nested in them did."""
    if services:
        values = {"last_modified": moment, "version": Service.version + 1}
        db.execute(update(Service).where(Service.id.in_(services)).values(values))


def move_nesting(db: Session | Connection, entity: str, ids: Collection[uuid.UUID], moment: datetime) -> None:
    """Say of the services that nest changed records that they changed."""
    values = {"last_modified": moment, "version": Service.version + 1}
    db.execute(update(Service).where(nests(entity, ids)).values(values))


def nests(entity: str, ids: Collection[uuid.UUID]) -> ColumnElement[bool]:
    """The services that nest any of these records: directly, through a place, or as a term of their own."""
    if entity == "organization":
        return Service.organization_id.in_(ids)
    if entity == "program":
        return Service.program_id.in_(ids)
    if entity == "location":
        places = select(ServiceAtLocation.service_id).where(ServiceAtLocation.location_id.in_(ids))
        return Service.id.in_(places)
    terms = select(Attribute.link_id).where(Attribute.link_entity == "service")
    if entity == "taxonomy_term":
        return Service.id.in_(terms.where(Attribute.taxonomy_term_id.in_(ids)))
    of_taxonomies = select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id.in_(ids))
    return Service.id.in_(terms.where(Attribute.taxonomy_term_id.in_(of_taxonomies)))
