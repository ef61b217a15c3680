"""The parameters that a database can judge, as conditions."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from directory.api.parameters import Filters
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.publishing import published, published_organizations

Condition = ColumnElement[bool]
Text = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
Ids = Select[uuid.UUID]


def of_services(asked: Filters) -> Iterator[Condition]:
    """Which services are wanted."""
    yield published()
    for word in words(asked):
        yield or_(
            holds(word, Service.name, Service.alternate_name, Service.description),
            Service.organization_id.in_(
                select(Organization.id).where(holds(word, Organization.name, Organization.alternate_name))
            ),
            Service.id.in_(linked_to("service", select(TaxonomyTerm.id).where(holds(word, TaxonomyTerm.name)))),
        )
    if asked.organization_id:
        yield Service.organization_id == asked.organization_id
    if asked.modified_after:
        yield Service.last_modified >= asked.modified_after
    for terms in wanted_terms(asked):
        yield is_tagged(terms)
    # Who is at least so old may be older, so that only an upper limit of the service can shut them all out.
    if asked.minimum_age is not None:
        yield or_(Service.maximum_age.is_(None), Service.maximum_age >= asked.minimum_age)
    if asked.maximum_age is not None:
        yield or_(Service.minimum_age.is_(None), Service.minimum_age <= asked.maximum_age)


def of_organizations(asked: Filters) -> Iterator[Condition]:
    """Which organizations are wanted."""
    yield published_organizations()
    for word in words(asked):
        yield holds(word, Organization.name, Organization.alternate_name, Organization.description)
    for terms in wanted_terms(asked):
        offering = select(Service.organization_id).where(published(), is_tagged(terms))
        yield or_(Organization.id.in_(offering), Organization.id.in_(linked_to("organization", terms)))


def of_taxonomies(asked: Filters) -> Iterator[Condition]:
    for word in words(asked):
        yield holds(word, Taxonomy.name, Taxonomy.description)


def of_terms(asked: Filters) -> Iterator[Condition]:
    for word in words(asked):
        yield holds(word, TaxonomyTerm.name, TaxonomyTerm.description, TaxonomyTerm.code)
    if asked.taxonomy_id:
        yield TaxonomyTerm.taxonomy_id == asked.taxonomy_id
    if asked.parent_id:
        yield TaxonomyTerm.parent_id == asked.parent_id
    if asked.top_only:
        yield TaxonomyTerm.parent_id.is_(None)


def words(asked: Filters) -> list[str]:
    return (asked.search or "").split()


def holds(word: str, *columns: Text) -> Condition:
    """Whether a word stands in one of the columns, in capitals or not.

    SQLite folds only the letters of English, so that others are looked for in either case.
    """
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    return or_(*(column.icontains(each, autoescape=True) for column in columns for each in sorted(spellings)))


def wanted_terms(asked: Filters) -> Iterator[Ids]:
    """The terms of which a record must have one, for each parameter."""
    if asked.taxonomy_term_id:
        yield with_narrower(asked.taxonomy_term_id)
    if asked.taxonomy_id:
        yield select(TaxonomyTerm.id).where(TaxonomyTerm.taxonomy_id == asked.taxonomy_id)


def with_narrower(term_id: uuid.UUID) -> Ids:
    """A term and all beneath it. UNION keeps a circle of terms from going on for ever."""
    tree = select(TaxonomyTerm.id).where(TaxonomyTerm.id == term_id).cte(recursive=True)
    below = aliased(TaxonomyTerm)
    tree = tree.union(select(below.id).where(below.parent_id == tree.c.id))
    return select(tree.c.id)


def is_tagged(terms: Ids) -> Condition:
    """Whether a service, its organization or where it happens has one of these terms.

    Those of a place that hides where it is cannot be asked for.
    """
    told = select(Location.id).where(Location.hides_address.is_(False), Location.id.in_(linked_to("location", terms)))
    places = select(ServiceAtLocation.service_id).where(
        or_(
            ServiceAtLocation.id.in_(linked_to("service_at_location", terms)),
            ServiceAtLocation.location_id.in_(told),
        )
    )
    return or_(
        Service.id.in_(linked_to("service", terms)),
        Service.organization_id.in_(linked_to("organization", terms)),
        Service.id.in_(places),
    )


def linked_to(entity: str, terms: Select[Any]) -> Ids:
    """The records of a kind that have one of these terms."""
    return select(Attribute.link_id).where(and_(Attribute.link_entity == entity, Attribute.taxonomy_term_id.in_(terms)))
