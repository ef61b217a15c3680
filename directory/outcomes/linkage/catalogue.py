"""What an activity is about, for figures by kind: its concepts, the domains it falls into, and who provides it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute, TaxonomyTerm
from directory.champions.models import ChampionDomain
from directory.champions.queries import falling_into_domains
from directory.outcomes.linkage.reading import some_at_once


@dataclass(frozen=True)
class Activity:
    """An activity with what figures are told by, each in words."""

    provider: str
    concepts: frozenset[str]
    domains: frozenset[str]


def read_activities(db: Session, service_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Activity]:
    """Some activities, as the directory knows them today."""
    found: dict[uuid.UUID, Activity] = {}
    for ids in some_at_once(sorted(service_ids, key=str)):
        providers = select(Service.id, Organization.name).join(Organization, Organization.id == Service.organization_id)
        concepts = (
            select(Attribute.link_id, TaxonomyTerm.name)
            .join(TaxonomyTerm, TaxonomyTerm.id == Attribute.taxonomy_term_id)
            .where(Attribute.link_entity == "service", Attribute.link_id.in_(ids))
        )
        domains = falling_into_domains().with_only_columns(Attribute.link_id, ChampionDomain.name)
        by_concept = words_by_id((row[0], row[1]) for row in db.execute(concepts))
        fallen = domains.where(Attribute.link_id.in_(ids)).distinct()
        by_domain = words_by_id((row[0], row[1]) for row in db.execute(fallen))
        for service_id, provider in db.execute(providers.where(Service.id.in_(ids))):
            found[service_id] = Activity(provider, frozenset(by_concept[service_id]), frozenset(by_domain[service_id]))
    return found


def words_by_id(rows: Iterable[tuple[uuid.UUID, str]]) -> defaultdict[uuid.UUID, set[str]]:
    found: defaultdict[uuid.UUID, set[str]] = defaultdict(set)
    for service_id, word in rows:
        found[service_id].add(word)
    return found
