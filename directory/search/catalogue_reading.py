"""From the rows of the catalogue to the documents that are searched."""

import html
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import WITHOUT_A_PLACE, Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.publishing import published
from directory.search.documents import SearchDocument, TermRef

TAG = re.compile(r"<[^>]+>")


def read_documents(db: Session) -> list[SearchDocument]:
    """A document for every published service, open or not. Five plain queries, whatever the size of the catalogue."""
    points, terms, reaches_by = read_points(db), read_terms(db), read_reaches(db)
    rows = db.execute(
        select(
            Service.id,
            Service.name,
            Service.description,
            Service.minimum_age,
            Service.maximum_age,
            Service.status,
            Organization.name,
            Organization.description,
        )
        .join(Organization)
        .where(published())
    )
    return [
        SearchDocument(
            service_id=service_id,
            name=name,
            description=plain(description),
            organization_name=organization_name,
            organization_description=plain(about),
            terms=tuple(terms.get(service_id, ())),
            points=tuple(points.get(service_id, ())),
            minimum_age=minimum_age,
            maximum_age=maximum_age,
            status=status,
            reaches_by=tuple(sorted(reaches_by.get(service_id, ()))),
        )
        for service_id, name, description, minimum_age, maximum_age, status, organization_name, about in rows
    ]


def read_points(db: Session) -> Mapping[uuid.UUID, Sequence[tuple[float, float]]]:
    wanted = (
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location)
        .where(Location.latitude.is_not(None), Location.longitude.is_not(None))
        .order_by(ServiceAtLocation.id)
    )
    points: dict[uuid.UUID, list[tuple[float, float]]] = defaultdict(list)
    for service_id, latitude, longitude in db.execute(wanted):
        if latitude is not None and longitude is not None:
            points[service_id].append((latitude, longitude))
    return points


def read_reaches(db: Session) -> Mapping[uuid.UUID, set[str]]:
    """How each service can be had without going anywhere."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    wanted = select(Schedule.service_id, Schedule.attending_type).where(Schedule.attending_type.in_(WITHOUT_A_PLACE))
    for service_id, attending_type in db.execute(wanted):
        if service_id and attending_type:
            found[service_id].add(attending_type)
    return found


def read_terms(db: Session) -> Mapping[uuid.UUID, Iterable[TermRef]]:
    # A term is made once and shared by the thousands of documents that carry it.
    made = {
        term_id: TermRef(taxonomy=taxonomy or "", term_id=str(term_id), code=code, name=name)
        for term_id, code, name, taxonomy in db.execute(
            select(TaxonomyTerm.id, TaxonomyTerm.code, TaxonomyTerm.name, Taxonomy.name).outerjoin(Taxonomy)
        )
    }
    terms: dict[uuid.UUID, list[TermRef]] = defaultdict(list)
    for service_id, term_id in db.execute(
        select(Attribute.link_id, Attribute.taxonomy_term_id)
        .where(Attribute.link_entity == "service")
        .order_by(Attribute.taxonomy_term_id)
    ):
        # On PostgreSQL a term may have come since the terms were read; the next look at the catalogue finds it.
        if term_id in made:
            terms[service_id].append(made[term_id])
    return terms


def plain(text: str | None) -> str:
    """Text without its HTML, for words and meanings only."""
    if not text or ("<" not in text and "&" not in text):
        return text or ""
    return html.unescape(TAG.sub(" ", text))
