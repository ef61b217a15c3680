"""What of the catalogue has a page of its own, for those who look through all pages of a site."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, func, literal, select, union_all
from sqlalchemy.orm import Session

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service, ServiceStatus
from directory.catalogue.publishing import published, published_organizations


@dataclass(frozen=True)
class ListedPage:
    """A record with a page: `organization` or `service`, and when it last changed."""

    entity: str
    id: uuid.UUID
    last_modified: datetime


def all_pages() -> CompoundSelect[tuple[str, uuid.UUID, datetime]]:
    """Every published record with a page. What has ended keeps its page, but nobody is to be led there."""
    services = select(literal("service").label("entity"), Service.id, Service.last_modified)
    organizations = select(literal("organization").label("entity"), Organization.id, Organization.last_modified)
    return union_all(
        services.where(published(), Service.status != ServiceStatus.DEFUNCT.value),
        organizations.where(published_organizations()),
    )


def count_listed_pages(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(all_pages().subquery())) or 0


def list_pages(db: Session, offset: int, most: int) -> Sequence[ListedPage]:
    """Some of the records with a page, in an order that does not change."""
    pages = all_pages().subquery()
    rows = db.execute(select(pages).order_by(pages.c.entity, pages.c.id).offset(offset).limit(most))
    return [ListedPage(*row) for row in rows]
