"""From ids to resources: reads the rows of a page of records and of what hangs on them, and writes each."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from directory.catalogue.history.record_rows import TABLES
from directory.catalogue.models.organizations import Organization
from directory.catalogue.publishing import published_organizations
from directory.exchange.fhir import healthcare_service, location, organization
from directory.exchange.fhir.values import Resource
from directory.exchange.representations.finishing import Row
from directory.exchange.representations.gathering import Depth, Gathering, gather, read_rows
from directory.exchange.representations.services import in_order


@dataclass(frozen=True)
class Kind:
    """A kind of resource: the table of its records, how much of each is read, and how it is written.

    `refers` is the column that names an organization which may not be published.
    """

    name: str
    table: str
    depth: Depth
    write: Callable[[Gathering, Row, date], Resource]
    refers: str | None = None


HEALTHCARE_SERVICE = Kind(
    healthcare_service.KIND, "service", healthcare_service.DEPTH, healthcare_service.healthcare_service
)
ORGANIZATION = Kind(
    organization.KIND, "organization", organization.DEPTH, organization.organization, "parent_organization_id"
)
LOCATION = Kind(location.KIND, "location", location.DEPTH, location.location, "organization_id")
KINDS = {each.name: each for each in (HEALTHCARE_SERVICE, ORGANIZATION, LOCATION)}


def read_resources(db: Session, kind: Kind, ids: Sequence[uuid.UUID], today: date) -> list[Resource]:
    """Resources of a kind, in the order of their ids as given."""
    if not ids:
        return []
    found = gather(db, {kind.table: ids}, kind.depth)
    read_terms_above(db, found)
    rows = in_order(found, kind.table, ids)
    if kind.refers:
        rows = without_unpublished(db, rows, kind.refers)
    return [kind.write(found, row, today) for row in rows]


def read_terms_above(db: Session, found: Gathering) -> None:
    """Read the terms above those found, level by level, and their vocabularies."""
    terms, taxonomies = found.rows["taxonomy_term"], found.rows["taxonomy"]
    tried = set(terms)
    while above := {each["parent_id"] for each in terms.values()} - tried - {None}:
        tried |= above
        found.add("taxonomy_term", read_rows(db, "taxonomy_term", TABLES["taxonomy_term"].c["id"].in_(above)))
    if missing := {each["taxonomy_id"] for each in terms.values()} - set(taxonomies) - {None}:
        found.add("taxonomy", read_rows(db, "taxonomy", TABLES["taxonomy"].c["id"].in_(missing)))


def without_unpublished(db: Session, rows: list[Row], column: str) -> list[Row]:
    """Rows without references to organizations that nobody would find here."""
    wanted = {row[column] for row in rows} - {None}
    known = set(db.scalars(select(Organization.id).where(Organization.id.in_(wanted), published_organizations())))
    return [row if row[column] in known else {**row, column: None} for row in rows]
