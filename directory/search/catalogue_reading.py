"""From the rows of the catalogue to the documents that are searched."""

import html
import re
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.publishing import published
from directory.search.access_reading import KnownAccess, read_access
from directory.search.areas_reading import read_areas
from directory.search.conditions_reading import Only, among, read_conditions
from directory.search.documents import SearchDocument, TermRef

NOTHING_KNOWN = KnownAccess()
TAG = re.compile(r"<[^>]+>")


def read_documents(db: Session, only: Only = None) -> list[SearchDocument]:
    """A document for every published service, open or not, or for those of some services that are published.

    A few plain queries, whatever the size of the catalogue.
    """
    points, terms = read_points(db, only), read_terms(db, only)
    conditions, areas, access = read_conditions(db, only), read_areas(db, only), read_access(db, only)
    rows = db.execute(
        select(
            Service.id,
            Service.last_modified,
            Service.version,
            Service.name,
            Service.description,
            Service.minimum_age,
            Service.maximum_age,
            Service.status,
            Service.closed_from,
            Service.back_on,
            Service.assured_date,
            Service.listed_on,
            Organization.name.label("organization"),
            Organization.description.label("about"),
        )
        .join(Organization)
        .where(published(), among(Service.id, only))
    )
    return [
        SearchDocument(
            service_id=row.id,
            name=row.name,
            description=plain(row.description),
            organization_name=row.organization,
            organization_description=plain(row.about),
            terms=tuple(terms.get(row.id, ())),
            points=tuple(points.get(row.id, ())),
            minimum_age=row.minimum_age,
            maximum_age=row.maximum_age,
            status=row.status,
            closed_from=row.closed_from,
            back_on=row.back_on,
            reaches_by=conditions.reaches_by(row.id),
            slots=conditions.slots.get(row.id, 0),
            cheapest_pence=conditions.cheapest_pence.get(row.id),
            languages=tuple(conditions.languages.get(row.id, ())),
            **conditions.room_of(row.id),
            areas=tuple(areas.get(row.id, ())),
            has_access=access.get(row.id, NOTHING_KNOWN).has,
            lacks_access=access.get(row.id, NOTHING_KNOWN).lacks,
            assured_on=row.assured_date,
            listed_on=row.listed_on,
            times=tuple(conditions.times.get(row.id, ())),
            read_on=conditions.read_on,
            stamp=stamp_of(row.last_modified, row.version),
        )
        for row in rows
    ]


def stamp_of(last_modified: datetime, version: int) -> int:
    """Another number whenever a listing is changed or checked, also where it was put back from a copy meanwhile."""
    return int(last_modified.timestamp() * 1_000_000) * 1_000 + version % 1_000


def read_points(db: Session, only: Only = None) -> Mapping[uuid.UUID, Sequence[tuple[float, float]]]:
    wanted = (
        select(ServiceAtLocation.service_id, Location.latitude, Location.longitude)
        .join(Location)
        .where(Location.latitude.is_not(None), Location.longitude.is_not(None))
        # Whoever asks from three places for how far it is would find out where it is.
        .where(Location.hides_address.is_(False))
        .where(among(ServiceAtLocation.service_id, only))
        .order_by(ServiceAtLocation.id)
    )
    points: dict[uuid.UUID, list[tuple[float, float]]] = defaultdict(list)
    for service_id, latitude, longitude in db.execute(wanted):
        if latitude is not None and longitude is not None:
            points[service_id].append((latitude, longitude))
    return points


def read_terms(db: Session, only: Only = None) -> Mapping[uuid.UUID, Iterable[TermRef]]:
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
        .where(Attribute.link_entity == "service", among(Attribute.link_id, only))
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
