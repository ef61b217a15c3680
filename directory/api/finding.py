"""The ids that the filters of a question leave of each list, in their order."""

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Text, cast, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from directory.api.conditions import of_organizations, of_services, of_taxonomies, of_terms
from directory.api.judging import Chosen, judged
from directory.api.lists import Ids, pack_keys, pack_texts
from directory.api.parameters import Filters
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Taxonomy, TaxonomyTerm
from directory.exchange.representations.terms import terms_in_use


def find_services(db: Session, asked: Filters) -> Ids:
    chosen = [each.all_services() for each in judged(db, asked)]
    return pack_texts(texts_of(db, Service.id, of_services(asked)), chosen)


def find_places(db: Session, asked: Filters) -> Ids:
    """Services at locations whose service is wanted, and which lie where and happen when it is asked for."""
    chosen = list(judged(db, asked))
    wanted = select(Service.id).where(*of_services(asked))
    condition = ServiceAtLocation.service_id.in_(wanted)
    found = pack_texts(texts_of(db, ServiceAtLocation.id, [condition]))
    return found if not chosen else only_chosen(db, found, chosen)


def only_chosen(db: Session, found: Ids, chosen: list[Chosen]) -> Ids:
    """Of some places those which are left by each parameter: by themselves, or with their whole service."""
    whole = {key for each in chosen for key in each.services}
    rows = db.execute(select(ServiceAtLocation.id, ServiceAtLocation.service_id)) if whole else ()
    service_of = {place_id: service_id for place_id, service_id in rows}
    return pack_keys(
        key
        for key in found.part(0, len(found))
        if all(key in each.places or service_of.get(key) in each.services for each in chosen)
    )


def find_organizations(db: Session, asked: Filters) -> Ids:
    return pack_texts(texts_of(db, Organization.id, of_organizations(asked)))


def find_taxonomies(db: Session, asked: Filters) -> Ids:
    used = {taxonomy for taxonomy in terms_in_use(db).values() if taxonomy is not None}
    return pack_keys(used.intersection(db.scalars(select(Taxonomy.id).where(*of_taxonomies(asked)))))


def find_terms(db: Session, asked: Filters) -> Ids:
    return pack_keys(terms_in_use(db).keys() & set(db.scalars(select(TaxonomyTerm.id).where(*of_terms(asked)))))


def texts_of(
    db: Session, key: InstrumentedAttribute[uuid.UUID], conditions: Iterable[ColumnElement[bool]]
) -> Iterable[str]:
    """Keys in order, as the database writes them: a hundred thousand UUIDs would take longer to make than to find."""
    statement = select(cast(key, Text)).where(*conditions).order_by(key)
    return db.connection().execute(statement).scalars()
