"""Reading organizations: found by name or number, with how many activities each has listed."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from directory.catalogue.history.record_rows import portions
from directory.catalogue.models.organizations import Organization, OrganizationIdentifier
from directory.catalogue.models.services import Service
from directory.catalogue.publishing import published
from directory.errors import NotFound

PAGE_SIZE = 25


@dataclass(frozen=True)
class FoundOrganizations:
    """One page of organizations by name, how many activities each has listed, and how many were found in all."""

    organizations: Sequence[Organization]
    listed: Mapping[uuid.UUID, int]
    total: int
    page: int


def find_organizations(db: Session, words: str, page: int = 1, size: int = PAGE_SIZE) -> FoundOrganizations:
    """Organizations whose names or registered numbers hold these words; all for none. Raises NotFound below page 1."""
    if page < 1:
        raise NotFound("There is no such page.")
    condition = named_or_numbered(words)
    total = db.scalar(select(func.count()).select_from(Organization).where(condition)) or 0
    organizations = db.scalars(
        select(Organization)
        .where(condition)
        .order_by(func.lower(Organization.name), Organization.id)
        .options(selectinload(Organization.identifiers))
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return FoundOrganizations(organizations, count_listed(db, [each.id for each in organizations]), total, page)


def named_or_numbered(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    numbered = select(OrganizationIdentifier.organization_id).where(
        OrganizationIdentifier.identifier.icontains(words.replace(" ", ""), autoescape=True)
    )
    return or_(
        Organization.name.icontains(words, autoescape=True),
        Organization.alternate_name.icontains(words, autoescape=True),
        Organization.id.in_(numbered),
    )


def count_listed(db: Session, ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, int]:
    """How many published activities each of some organizations has; those with none are left out."""
    counted = select(Service.organization_id, func.count()).where(published()).group_by(Service.organization_id)
    return {
        organization_id: count
        for some in portions(ids)
        for organization_id, count in db.execute(counted.where(Service.organization_id.in_(some)))
    }
