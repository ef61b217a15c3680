"""From ids to resources: reads the rows of a page of records and of what hangs on them, and writes each."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES
from directory.exchange.fhir import healthcare_service, location, organization
from directory.exchange.fhir.values import Resource
from directory.exchange.representations.finishing import Row
from directory.exchange.representations.gathering import Depth, Gathering, gather, read_rows
from directory.exchange.representations.services import in_order


@dataclass(frozen=True)
class Kind:
    """A kind of resource: the table of its records, how much of each is read, and how it is written."""

    name: str
    table: str
    depth: Depth
    write: Callable[[Gathering, Row, date], Resource]


HEALTHCARE_SERVICE = Kind(
    healthcare_service.KIND, "service", healthcare_service.DEPTH, healthcare_service.healthcare_service
)
ORGANIZATION = Kind(organization.KIND, "organization", organization.DEPTH, organization.organization)
LOCATION = Kind(location.KIND, "location", location.DEPTH, location.location)
KINDS = {each.name: each for each in (HEALTHCARE_SERVICE, ORGANIZATION, LOCATION)}


def read_resources(db: Session, kind: Kind, ids: Sequence[uuid.UUID], today: date) -> list[Resource]:
    """Resources of a kind, in the order of their ids as given."""
    if not ids:
        return []
    found = gather(db, {kind.table: ids}, kind.depth)
    read_terms_above(db, found)
    return [kind.write(found, row, today) for row in in_order(found, kind.table, ids)]


def read_terms_above(db: Session, found: Gathering) -> None:
    """Read the terms above those found, level by level, and their vocabularies."""
    terms, taxonomies = found.rows["taxonomy_term"], found.rows["taxonomy"]
    tried = set(terms)
    while above := {each["parent_id"] for each in terms.values()} - tried - {None}:
        tried |= above
        found.add("taxonomy_term", read_rows(db, "taxonomy_term", TABLES["taxonomy_term"].c["id"].in_(above)))
    if missing := {each["taxonomy_id"] for each in terms.values()} - set(taxonomies) - {None}:
        found.add("taxonomy", read_rows(db, "taxonomy", TABLES["taxonomy"].c["id"].in_(missing)))
